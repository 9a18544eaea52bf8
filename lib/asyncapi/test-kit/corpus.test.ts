// The small corpus is what its manifest says: the suites that read it go by that.
import { readdirSync } from "node:fs";
import { Parser } from "@asyncapi/parser";
import { expect, it, vi } from "vitest";
import { parse } from "yaml";
import { listCorpus, OWN_CORPUS } from "./corpus.ts";

vi.setConfig({ testTimeout: 60_000 });

const own = listCorpus(OWN_CORPUS);

it("names each document that is there, with its version and size", () => {
  const files = readdirSync(OWN_CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "manifest.json")
    .map((entry) => `${entry.parentPath.slice(OWN_CORPUS.length + 1)}/${entry.name}`);
  expect(own.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  for (const { file, text, version, bytes, verdict } of own) {
    expect([parse(text).asyncapi, Buffer.byteLength(text)], file).toEqual([version, bytes]);
    expect(file.split("/")[1]).toBe(verdict);
  }
});

it("has the verdict of the parser of all that needs no other host", async () => {
  const parser = new Parser();
  for (const { file, text, verdict } of own.filter(({ verdict }) => verdict !== "needs-network")) {
    const errors = (await parser.validate(text)).filter(({ severity }) => severity === 0);
    expect(errors.length === 0 ? "valid" : "invalid", file).toBe(verdict);
  }
});
