// Small documents out of public bug reports: what is wrong in each is told at its line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { judgeDefinition } from "./judge-definition.ts";

const errorLines = (name: string) =>
  judgeDefinition(readFileSync(join(import.meta.dirname, "test-kit/cases", name), "utf8"))
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ line }) => line);

it.each([
  ["28-keys.yaml", [7, 7, 7, 7, 7, 7]],
  ["30bommid.yaml", [3]],
  ["33query.yaml", [4]],
  ["36.yaml", [6]],
  ["27-anchor.yaml", [10]],
  ["30-crlf.yaml", []],
])("%s has errors at these lines: %j", (name, lines) => {
  expect(errorLines(name)).toEqual(lines);
});
