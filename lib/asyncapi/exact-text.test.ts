// What is downloaded says what the text says: every key in its place, every digit. The oracle is the `yaml` package, asked
// for maps that keep their order and for integers of any length.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { consumerView } from "#lib/asyncapi/consumer-view.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import { type ExactValue, exactValue, plainValue } from "#lib/asyncapi/exact-value.ts";
import { jsonNumber } from "#lib/asyncapi/json-number.ts";
import { isJsonObject } from "#lib/asyncapi/json-value.ts";
import { corpusName, leastOf, listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";

const HEAD = "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\n";
const SETTINGS = { title: "T", version: "1.0.0", servers: [], security: { apiKey: false, oauth2: false } };

function exactOf(text: string): ExactValue {
  const read = readYamlSource(text);
  if (!read.ok) throw new Error(read.diagnostics[0]?.message);
  return exactValue(read.source);
}

/** Data with the order of keys as lists of pairs, integers in full. */
function ordered(text: string): unknown {
  return pairs(parse(text, { mapAsMap: true, intAsBigInt: true, merge: true, maxAliasCount: -1 }));
}

function pairs(value: unknown): unknown {
  if (value instanceof Map) return Array.from(value, ([key, member]) => [String(key), pairs(member)]);
  return Array.isArray(value) ? { list: value.map(pairs) } : value;
}

const TEXTS = {
  "keys like integers, out of order": "b: 1\n'200': 2\na: 3\n'10': { z: 1, '1': 2 }\n",
  "integers over 2^53": "a: 9223372036854775807\nb: [-9007199254740993, 123456789012345678901234567890]\n",
  "numbers in other bases": "a: 0x10\nb: 0o17\nc: 0xFFFFFFFFFFFFFFFF\n",
  "decimals as written": "a: 1.10\nb: 1e3\nc: -0.0\nd: +5\ne: .5\nf: 017\ng: 1.0\n",
  "text that looks like something else":
    "a: 2020-01-01\nb: yes\nc: '1.10'\nd: \"null\"\ne: 12:30:00\n'null': 1\n'1.10': 2\n",
  "nothing, truth, null": "a:\nb: ~\nc: True\nd: null\ne: { f: }\n",
  "long and broken texts":
    "a: |\n  one\n   two\n\nb: >-\n  folded\n  text\nc: |+\n  kept\n\nd: 'it''s # no comment'\n",
  "aliases, of an anchor used twice too": "a: &x { n: 9007199254740993 }\nb: *x\nc: &x [1.10]\nd: *x\n",
  "an anchor within one of the same name": "a: &x { b: &x 1 }\nc: *x\n",
  "an anchor at a key": "&k key: 1\nother: *k\n",
  "merge keys":
    "a: &a { z: 1, '1': 2 }\nb: &b { z: 3, y: 4 }\nc: { <<: *a, z: 5 }\nd: { q: 0, <<: [*b, *a], y: 6 }\ne: { <<: { i: 1 } }\n",
  JSON: '{"b": 9223372036854775807, "2": 1.10, "1": [], "c": {}}',
};

describe.each(Object.entries(TEXTS))("%s", (_, text) => {
  it("stay in the YAML", () => {
    expect(ordered(exactYaml(exactOf(text)))).toEqual(ordered(text));
  });

  it("stay in the JSON, which any reader takes", () => {
    const json = exactJson(exactOf(text));
    expect(() => JSON.parse(json)).not.toThrow();
    expect(ordered(json)).toEqual(ordered(text));
  });

  it("give the plain data that everything else is judged by", () => {
    const read = readYamlSource(text);
    expect(plainValue(exactOf(text))).toEqual(read.ok && read.source.value);
  });
});

describe("the YAML of a text", () => {
  it("has numbers, quotes, block texts and braces as they were written", () => {
    const text = `a: 1.10\nb: 0x10\nc: "quoted"\nd: 'it''s'\ne: { f: 017, g: .5 }\nh: |\n  one\n  two\ni: .inf\nj: -.INF\n`;
    expect(exactYaml(exactOf(text))).toBe(text);
  });

  it("has no braces where the text is JSON", () => {
    expect(exactYaml(exactOf('{"a": {"b": [1.10]}}'))).toBe('"a":\n  "b":\n    - 1.10\n'.replaceAll('"', ""));
  });
});

describe("a number in JSON", () => {
  it.each([
    ["1.10", "1.10"],
    ["+017", "17"],
    ["0", "0"],
    ["-0", "-0"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-00.50e+07", "-0.50e+07"],
    ["0x10", "16"],
    ["0o17", "15"],
    ["9223372036854775807", "9223372036854775807"],
    [".inf", null],
    [".", null],
    ["", null],
  ])("%s is %s", (written, json) => expect(jsonNumber(written)).toBe(json));
});

describe("what JSON cannot say", () => {
  const text = `${HEAD}channels:\n  a: { address: /a, x-n: [1, .inf, -.inf, .nan, 1e999] }\n`;

  it("is an error at its place, in words", () => {
    const found = parseDefinition(text).diagnostics.filter(({ code }) => code === "number-not-json");
    expect(found.map(({ severity, line, column }) => [severity, line, column])).toEqual(
      [30, 36, 43, 49].map((column) => ["error", 4, column]),
    );
    expect(found[0]?.message).toMatch(/^\.inf is no number in JSON\. Write a finite number/);
  });

  it("never becomes null in a download of a text from before", () => {
    const json = exactJson(consumerView(text, SETTINGS));
    expect(json.replaceAll(/\s+/g, "")).toContain('"x-n":[1,".inf","-.inf",".nan",1e999]');
  });
});

describe("keys that are no texts", () => {
  const text = `${HEAD}channels: { a: { address: /a, x-k: { on: 1, null: 2, 1.10: 3, 0x10: 4, 017: 5, [a, b]: 6 } } }\n`;

  it("are errors at their places", () => {
    const found = parseDefinition(text).diagnostics.filter(({ code }) => code === "key-not-text");
    expect(found.map(({ message }) => /the key (.*) in quotes/.exec(message)?.[1])).toEqual([
      "null",
      "1.10",
      "0x10",
      "017",
      "[a, b]",
    ]);
  });

  it("are downloaded as they stand in the text", () => {
    const view = consumerView(text, SETTINGS);
    for (const download of [exactYaml(view), exactJson(view)]) {
      expect(ordered(download)).toEqual(
        ordered(
          `asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\nservers: {}\nchannels: { a: { address: /a, x-k: { on: 1, "null": 2, "1.10": 3, "0x10": 4, "017": 5, '["a","b"]': 6 } } }`,
        ),
      );
    }
  });
});

describe("a consumer view", () => {
  it("drops comments, which may name what a consumer must not see, and anchors", () => {
    const text = `${HEAD}# ws://backend.internal:9000\nchannels:\n  a: &internal # internal\n    address: /a\n  b: { <<: *internal, address: /b }\n# internal\n`;
    expect(exactYaml(consumerView(text, SETTINGS))).not.toContain("internal");
  });
});

describe(`documents of ${corpusName}`, () => {
  const texts = listCorpus().filter(({ text }) => {
    const read = readYamlSource(text);
    return read.ok && isJsonObject(read.source.value);
  });

  it("say the same in YAML and in JSON, in the same order", () => {
    const changed = texts.filter(({ text }) => {
      const wanted = written(ordered(text));
      const exact = exactOf(text);
      return [exactYaml(exact), exactJson(exact)].some((output) => written(ordered(output)) !== wanted);
    });
    expect(changed.map(({ file }) => file)).toEqual([]);
    expect(texts.length).toBeGreaterThan(leastOf({ world: 250, own: 18 }));
  }, 120_000);

  it("have no number that JSON has not where they are valid", () => {
    const valid = texts.filter(({ version, verdict }) => version.startsWith("3") && verdict === "valid");
    const refused = valid.filter(({ text }) =>
      parseDefinition(text).diagnostics.some(({ code }) => code === "number-not-json"),
    );
    expect(refused.map(({ file }) => file)).toEqual([]);
  }, 60_000);
});

function written(value: unknown): string {
  return JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}n` : member));
}
