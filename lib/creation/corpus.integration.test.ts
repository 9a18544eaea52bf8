// An API can begin with any valid document of the world (those of a corpus, and a few written here), whatever the
// gateway can serve of it: brought as it is, mended by the clicks that are offered, judged as `createApi` does.
import { describe, expect, it } from "vitest";
import { checkDefinitionText } from "#lib/apis/commands.ts";
import { refusedBySchema } from "#lib/asyncapi/schema-checks.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { Storage } from "#lib/db/test-kit/storage.ts";
import { schemaOf } from "#lib/definition-work/schema-of.ts";
import { readImport } from "#lib/imports/read-import.ts";

/** More clicks than any document asks for. */
const MAX_CLICKS = 50;

const HEAD = "asyncapi: 3.0.0\ninfo: {title: T, version: 1.0.0}\n";
const own: readonly (readonly [string, string])[] = [
  ["no channel", HEAD],
  ["an address known at run time", `${HEAD}channels: {a: {address: null}}\n`],
  [
    "addresses of a broker",
    `${HEAD}channels: {a: {address: 'x.{id}.y', parameters: {id: {}}}, b: {address: x.y}}\n`,
  ],
  ["a channel elsewhere", `${HEAD}channels: {a: {$ref: './a.yaml'}}\n`],
  [
    "AsyncAPI 2 with a channel elsewhere",
    "asyncapi: 2.0.0\ninfo: {title: T, version: 1.0.0}\nchannels: {a: {$ref: 'https://docs.test/a.yaml'}}\n",
  ],
];
const foreign = listCorpus()
  .filter(({ verdict }) => verdict === "valid")
  .map(({ file, text }) => [file, text] as const);

describe("a valid document of the world", () => {
  const storage = new Storage("sqlite");
  const refusedPlaces = (document: Parameters<typeof refusedBySchema>[0]) =>
    refusedBySchema(document, schemaOf);

  it("can be created", async () => {
    const refused: unknown[] = [];
    for (const [file, text] of [...own, ...foreign]) {
      const definition = mended(text);
      const checked = definition === null ? null : await checkDefinitionText(storage.context, definition);
      if (!checked?.ok) refused.push([file, checked?.fields?.text ?? "cannot be read"]);
    }
    expect(refused).toEqual([]);
  }, 300_000);

  /** A converted text is shown for reading only: what it needs is put right by the conversion, not by a person. */
  function mended(brought: string): string | null {
    let text = brought;
    for (let clicks = 0; clicks < MAX_CLICKS; clicks += 1) {
      const { definition, original, diagnostics } = readImport(text, { isSwapped: false }, { refusedPlaces });
      const found = diagnostics.find(({ severity, mend }) => severity === "error" && mend !== undefined);
      if (original !== null || found?.mend === undefined) return definition;
      const edited = editSource(text, found.mend.edits);
      if (!edited.ok) return null;
      text = edited.text;
    }
    return null;
  }
});
