// Real documents (those of a corpus, and a few written here): each imports or gets diagnostics; what is made of the old
// ones is judged by the reference parser, and every disagreement printed.
import { Parser } from "@asyncapi/parser";
import { describe, expect, it, vi } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { refusedBySchema, schemaDiagnostics } from "#lib/asyncapi/schema-checks.ts";
import { type CorpusEntry, listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { schemaOf } from "#lib/definition-work/schema-of.ts";
import type { ImportReading } from "./import-reading.ts";
import { readImport } from "./read-import.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Half a second each. */
const SAMPLE = 8;

type Entry = Pick<CorpusEntry, "file" | "version" | "verdict" | "text">;

const own: Entry[] = ["2.0.0", "2.6.0", "3.0.0"].map((version) => ({
  ...{ file: `own ${version}`, version, verdict: "valid" as const },
  text: version.startsWith("2")
    ? `asyncapi: ${version}
info: {title: Chat, version: 1.0.0}
servers: {live: {url: 'wss://chat.test/v1?key=a', protocol: wss}}
channels:
  rooms/{id}:
    parameters: {id: {schema: {$ref: '#/components/schemas/Id'}}}
    publish: {message: {oneOf: [{payload: {type: string}}, {payload: {type: number}}]}}
    subscribe: {message: {$ref: '#/components/messages/Said'}}
components: {schemas: {Id: {type: string, enum: [a, b]}}, messages: {Said: {bindings: {kafka: {bindingVersion: 0.1.0}, amqp: {contentEncoding: 5}}, payload: {type: string}}}}
`
    : `asyncapi: ${version}
info: {title: Chat, version: 1.0.0}
channels: {rooms: {address: /rooms, messages: {said: {payload: {type: string}}}}}
operations: {say: {action: receive, channel: {$ref: '#/channels/rooms'}}}
`,
}));
const broken: Entry[] = ["2.6.0", "3.0.0"].map((version) => ({
  ...{ file: `own broken ${version}`, version, verdict: "invalid" as const },
  text: `asyncapi: ${version}\nchannels: [a]\n`,
}));
const entries = [...own, ...broken, ...listCorpus()];
const valid = entries.filter(({ verdict }) => verdict === "valid");

/** Parts of such documents stand in other files, without which they are not whole. */
const hasOtherFiles = (text: string) => /\$ref["']?\s*:\s*["']?[^#"'\s]/.test(text);
const refusedPlaces = (document: JsonObject) => refusedBySchema(document, schemaOf);
const readings = new Map<string, ImportReading>();
function read(text: string): ImportReading {
  const reading = readings.get(text) ?? readImport(text, { isSwapped: false }, { refusedPlaces });
  readings.set(text, reading);
  return reading;
}
/** What one click does not mend. lib/creation/corpus.integration.test.ts clicks, and asks whether an API can begin with it. */
const errorsOf = (text: string) =>
  read(text).diagnostics.filter(({ severity, mend }) => severity === "error" && mend === undefined);

describe("documents of the world", () => {
  it("import without an error of the document where they are valid and whole", () => {
    const refused = valid.filter(
      ({ text }) => read(text).definition === null || (errorsOf(text).length > 0 && !hasOtherFiles(text)),
    );
    expect(refused.map(({ file, text }) => [file, errorsOf(text)])).toEqual([]);
  });

  it("are converted to what AsyncAPI 3.0 takes, whatever bindings of other protocols they have", () => {
    const converted = valid.filter(({ text }) => read(text).original !== null && errorsOf(text).length === 0);
    const refused = converted.flatMap(({ file, text }) => {
      const found = schemaDiagnostics(read(text).definition ?? "", schemaOf);
      return found.length > 0 ? [[file, found.map(({ message }) => message)]] : [];
    });
    expect(converted.length).toBeGreaterThan(0);
    expect(refused).toEqual([]);
  });

  it("are kept as they are where they are of AsyncAPI 3, and converted once where they are not", () => {
    for (const { text, version } of valid) {
      const { definition, original, cameAs } = read(text);
      expect(cameAs).toBe(version);
      expect(version.startsWith("3") ? [definition, original] : [original]).toEqual(
        version.startsWith("3") ? [text, null] : [text],
      );
      if (!version.startsWith("3")) expect(read(definition ?? "").definition).toBe(definition);
    }
  });

  it("never end in an exception where they are invalid, and are not silent to the parser's eye", async () => {
    const silent = entries.filter(
      ({ verdict, text }) => verdict === "invalid" && read(text).diagnostics.length === 0,
    );
    const parser = new Parser();
    for (const { text } of silent.slice(0, SAMPLE)) {
      expect((await parser.validate(text)).some(({ severity }) => severity === 0)).toBe(true);
    }
  });

  it("satisfy the reference parser once they are converted, but for what is printed", async () => {
    const older = valid.filter(({ version, text }) => version.startsWith("2") && !hasOtherFiles(text));
    const step = Math.max(1, Math.floor(older.length / SAMPLE));
    const parser = new Parser();
    const sample = older.filter((_entry, index) => index % step === 0).slice(0, SAMPLE);
    const disagreements: string[] = [];
    for (const { file, text } of sample) {
      const found = await parser.validate(read(text).definition ?? "");
      const errors = found.filter(({ severity }) => severity === 0);
      for (const { path, message } of errors) disagreements.push(`${file}: ${path.join("/")}: ${message}`);
    }
    if (disagreements.length > 0) process.stdout.write(`${disagreements.join("\n")}\n`);
    // Bindings have versions of their own; those of other protocols than WebSocket are left as they are.
    const others = disagreements.filter((line) => !/bindings\/(?!ws)/i.test(line));
    expect(others).toEqual([]);
  });
});

describe("a hostile text of AsyncAPI 2", () => {
  const HEAD = "asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\n";
  const channels = `channels: {/a: {subscribe: {message: {$ref: '#/components/messages/M'}}}}\n`;
  const bomb = "abcdefghi"
    .split("")
    .map((name, at, names) => `x-${name}: &${name} [${Array(9).fill(at === 0 ? "1" : `*${names[at - 1]}`)}]`);
  const cases: readonly [string, string][] = [
    ["an alias bomb", `${HEAD}${channels}${bomb.join("\n")}\n`],
    ["10,000 levels", `${HEAD}${channels}x-a: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`],
    [
      "a message that is itself",
      `${HEAD}${channels}components: {messages: {M: {$ref: '#/components/messages/M'}}}\n`,
    ],
    [
      "a choice of itself, 40 wide",
      `${HEAD}${channels}components: {messages: {M: {oneOf: [${Array(40).fill("{$ref: '#/components/messages/M'}")}]}}}\n`,
    ],
    ["a key of prototypes", `${HEAD}${channels}components: {schemas: {__proto__: {a: 1}}}\n`],
    [
      "ids of prototypes",
      `${HEAD}channels: {/a: {subscribe: {operationId: __proto__, message: {messageId: __proto__}}}}\n`,
    ],
    ["a line of 1 MB", `${HEAD}${channels}x-a: ${"a ".repeat(510_000)}\n`],
    ["a line of 2.4 MB", `${HEAD}${channels}x-a: ${"a ".repeat(1_200_000)}\n`],
    ["more than 2.5 MiB", `${HEAD}${channels}x-a: ${"a ".repeat(5_000_000)}\n`],
  ];
  for (const [what, text] of cases) {
    it(`is read: ${what}`, () => {
      const { definition, diagnostics } = read(text);
      expect(definition !== null || diagnostics.length > 0).toBe(true);
      expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
    });
  }
});
