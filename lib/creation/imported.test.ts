// From what was read of a document to what an API begins with.
import { expect, it } from "vitest";
import { readImport } from "#lib/imports/read-import.ts";
import { importedFrom } from "./imported.ts";

const asItIs = { isSwapped: false };
const info = "info: {title: A, version: '1'}\nchannels: {}\n";

it("keeps the original of an older document, and its version", () => {
  const text = `asyncapi: 2.4.0\n${info}`;
  expect(importedFrom(readImport(text, asItIs))).toMatchObject({
    ok: true,
    value: { original: text, originalVersion: "2.4.0" },
  });
});

it("takes a document of today as it is, without an original", () => {
  const text = `asyncapi: 3.0.0\n${info}`;
  expect(importedFrom(readImport(text, asItIs))).toEqual({
    ok: true,
    value: { definition: text, original: null, originalVersion: null },
  });
});

it("refuses a text of which nothing can be made, with the line of its first error", () => {
  expect(importedFrom(readImport("asyncapi: [\n", asItIs))).toMatchObject({
    ok: false,
    code: "not_importable",
    message: expect.stringMatching(/^The definition has to be mended first\. Line \d+: ./),
  });
});
