// What AsyncAPI's own schema refuses is refused at its line, in a thread; what is valid passes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { value } from "#lib/db/test-kit/storage.ts";
import { checkSchema } from "./commands.ts";

const cases = join(import.meta.dirname, "../topics/test-kit/cases");
const linesOf = async (text: string) => [
  ...new Set(value(await checkSchema(text, "somebody")).map(({ line }) => line)),
];

it.each([
  ["35comp.yaml", [7]],
  ["35msgsnull.yaml", [4, 6]],
  ["35msgstr.yaml", [4]],
  ["35par.yaml", [4]],
  ["35payload.yaml", [4]],
  ["35srv.yaml", [3]],
  ["27-anchor.yaml", []],
  ["30-crlf.yaml", []],
])("%s has errors at these lines: %j", async (name, lines) => {
  expect(await linesOf(readFileSync(join(cases, name), "utf8"))).toEqual(lines);
});
