// A document that is brought alone says which of its files are missing.
import { expect, test } from "vitest";
import { readImport } from "./read-import.ts";

const HEAD = "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n";

function absentIn(text: string) {
  const { diagnostics } = readImport(text, { isSwapped: false });
  return diagnostics
    .filter(({ code }) => code === "file-absent")
    .map(({ severity, message, line, column, of }) => `${severity} ${of} ${line}:${column} ${message}`);
}

test("a reference to a file that was not brought is warned of at its line, with what to bring", () => {
  const text = `${HEAD}components:\n  schemas:\n    A:\n      $ref: './x.yaml#/A'\n    B:\n      $ref: './x.yaml#/B'\n`;
  expect(absentIn(text)).toEqual([
    "warning definition 6:7 This is in another file, x.yaml. Bring x.yaml too, or all files as a zip.",
  ]);
});

test("in an older document it is warned of at the line of the original", () => {
  const text =
    "asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels:\n  a:\n    publish:\n      message:\n        $ref: parts/m.json\n";
  expect(absentIn(text)).toEqual([
    "warning original 7:9 This is in another file, parts/m.json. Bring parts/m.json too, or all files as a zip.",
  ]);
});

test("places in the document itself, addresses and what stands in examples are no files", () => {
  const refs = ["#/components/schemas/B", "https://schemas.test/x.yaml", "//schemas.test/x.yaml"];
  const schemas = refs.map((ref, index) => `    S${index}: { $ref: '${ref}' }\n`).join("");
  expect(
    absentIn(`${HEAD}components:\n  schemas:\n${schemas}    E: { examples: [{ $ref: x.yaml }] }\n`),
  ).toEqual([]);
});

test("a part whose name is that of a keyword for values is no value", () => {
  const named = "{ properties: { default: { $ref: ./x.yaml }, a: { $ref: x.yaml } } }";
  expect(absentIn(`${HEAD}components:\n  schemas:\n    enum: { $ref: y.yaml }\n    A: ${named}\n`)).toEqual([
    "warning definition 5:13 This is in another file, y.yaml. Bring y.yaml too, or all files as a zip.",
    "warning definition 6:35 This is in another file, x.yaml. Bring x.yaml too, or all files as a zip.",
  ]);
});
