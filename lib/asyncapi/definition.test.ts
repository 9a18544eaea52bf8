// What parsing says about documents, good, bad and hostile.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_DEFINITION_BYTES, parseDefinition } from "#lib/asyncapi/definition.ts";
import { syncManagedFields } from "#lib/asyncapi/managed-fields.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";

const HEAD = "asyncapi: 3.0.0\ninfo:\n  title: A\n  version: 1.0.0\n";
const CHANNEL = "channels:\n  a:\n    address: /a\n";

// As in the threads that read definitions: the YAML parser looks into the environment at every token (decision 0007).
const environment = process.env;
beforeAll(() => {
  process.env = { NODE_ENV: "test" };
});
afterAll(() => {
  process.env = environment;
});

/** Findings in short: `error address 7:5`. */
function findings(text: string): string[] {
  return parseDefinition(text).diagnostics.map(
    ({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`,
  );
}

describe("a new definition", () => {
  it("is short, has the default topic in both directions, and nothing is wrong with it", () => {
    const text = newDefinition({ title: "Chats: ours", version: "1.0", description: "" });
    expect(text).toContain('title: "Chats: ours"\n  version: "1.0"\n');
    expect(text.split("\n").length).toBeLessThan(22);
    expect(parseDefinition(text)).toMatchObject({ definition: { asyncapi: "3.0.0" }, diagnostics: [] });
  });
});

describe("managed fields", () => {
  it("follow the API's settings; comments and the rest stay", () => {
    const text = `# ours\r\n${HEAD.replaceAll("\n", "\r\n")}x-own: [1,  2]`;
    expect(syncManagedFields(text, { title: "B", version: "2.0" })).toBe(
      text.replace("title: A", "title: B").replace("version: 1.0.0", 'version: "2.0"'),
    );
  });

  it("come into a document that has no info", () => {
    expect(syncManagedFields("asyncapi: 3.0.0\n", { title: "B", version: "2", description: "D" })).toBe(
      'asyncapi: 3.0.0\ninfo:\n  title: B\n  version: "2"\n  description: D\n',
    );
  });

  it("leave a text alone that cannot be read", () => {
    expect(syncManagedFields("info: [", { title: "B", version: "2" })).toBe("info: [");
  });
});

describe("diagnostics", () => {
  it("name line and column of a syntax error", () => {
    expect(findings("asyncapi: 3.0.0\ninfo:\n  title: 'A\n")).toEqual(["error yaml-missing-char 4:1"]);
    expect(findings(`${HEAD}a: 1\na: 2\n`)).toEqual(["error duplicate-key 6:1"]);
  });

  it.each([
    ["no document", "", "error empty 1:1"],
    ["a list", "- a\n", "error not-an-object 1:1"],
    ["no version", "info: {}\n", "error version-missing 1:1"],
    ["a version that must be converted", "info: {}\nasyncapi: 2.6.0\n", "error version-2 2:1"],
    ["a version of another kind", "asyncapi: 3.0\n", "error version 1:1"],
    ["channels that are a list", `${HEAD}channels: []\n`, "error channels 5:1"],
    ["two documents", `${HEAD}---\na: 1\n`, "error several-documents 5:1"],
  ])("refuse %s altogether", (_, text, finding) => {
    expect(findings(text)).toEqual([finding]);
    expect(parseDefinition(text).definition).toBeNull();
  });

  it.each([
    ["no channel", HEAD, "warning channels-missing 1:1"],
    ["an address that is no text", `${HEAD}channels:\n  a:\n    address: 1\n`, "error address 7:5"],
    ["a channel that is no object", `${HEAD}channels:\n  a: /a\n`, "error channel 6:3"],
    [
      "a channel whose key has what the parser takes for a query",
      `${HEAD}channels:\n  /a?b:\n    address: /a\n`,
      "error channel-key 6:3",
    ],
    [
      "a channel whose key has what the parser takes for a fragment",
      `${HEAD}channels:\n  a#b: { $ref: '#/components/channels/a#b' }\ncomponents: { channels: { a#b: { address: /a } } }\n`,
      "error channel-key 6:3",
    ],
    ["a channel without address", `${HEAD}channels:\n  a: {}\n`, "warning address-missing 6:3"],
    [
      "a reference to nothing",
      `${HEAD}channels:\n  a:\n    $ref: '#/components/channels/a'\n`,
      "error ref 7:5",
    ],
    ["a reference to itself", `${HEAD}channels:\n  a:\n    $ref: '#/channels/a'\n`, "error ref 7:5"],
    ["a reference elsewhere", `${HEAD}channels:\n  a:\n    $ref: './a.yml'\n`, "warning external-ref 6:3"],
    [
      "a parameter that is not declared",
      `${HEAD}channels:\n  a:\n    address: /a/{b}\n`,
      "warning parameter-undeclared 6:3",
    ],
    ["operations in a list", `${HEAD}${CHANNEL}operations: []\n`, "error operations 8:1"],
    [
      "an operation without channel",
      `${HEAD}${CHANNEL}operations:\n  o:\n    action: send\n`,
      "error operation-channel 9:3",
    ],
    [
      "an operation on an unknown channel",
      `${HEAD}${CHANNEL}operations:\n  o:\n    action: send\n    channel:\n      $ref: '#/channels/b'\n`,
      "error operation-channel 12:7",
    ],
    [
      "an operation that neither sends nor receives",
      `${HEAD}${CHANNEL}operations:\n  o: { action: publish, channel: { $ref: '#/channels/a' } }\n`,
      "error action 9:8",
    ],
    [
      "operations with different URL mappings",
      `${HEAD}${CHANNEL}operations:\n  o: { action: send, channel: { $ref: '#/channels/a' }, x-uri-mapping: /b }\n  p: { action: receive, channel: { $ref: '#/channels/a' }, x-uri-mapping: /c }\n`,
      "warning uri-mapping-conflict 6:3",
    ],
  ])("tell of %s, and the rest can be worked with", (_, text, finding) => {
    expect(findings(text)).toEqual([finding]);
    expect(parseDefinition(text).definition).not.toBeNull();
  });

  it("ask for a title and a version of text", () => {
    expect(findings(`asyncapi: 3.0.0\ninfo:\n  version: 1.0\n${CHANNEL}`)).toEqual([
      "error info-title 2:1",
      "error info-version 3:3",
    ]);
  });
});

describe("a hostile text does no harm and is refused", { timeout: 60_000 }, () => {
  const aliases = (count: number, name: string) => Array.from({ length: count }, () => `*${name}`).join(",");
  const laughs = ["a", "b", "c", "d", "e", "f", "g", "h"].map(
    (name, index, all) => `${name}: &${name} [${index === 0 ? "lol" : aliases(9, all[index - 1] ?? "")}]`,
  );

  it.each([
    ["a billion laughs", laughs.join("\n"), "aliases"],
    [
      "one long text, a thousand times",
      `a: &a "${"x".repeat(500_000)}"\nb: [${aliases(900, "a")}]`,
      "too-large",
    ],
    [
      "fifty thousand anchors and aliases",
      Array.from({ length: 50_000 }, (_, i) => `k${i}: &a${i} 1\nl${i}: *a${i}`)
        .join("\n")
        .slice(0, 1_000_000)
        .replace(/\n[^\n]*$/, ""),
      "aliases",
    ],
    ["an alias of itself", "a: &a [*a]", "aliases"],
    ["brackets without end", "[".repeat(500_000), "too-deep"],
    ["dashes without end", "- ".repeat(300_000), "too-deep"],
    ["braces without end", "{a: ".repeat(200_000), "too-deep"],
    ["more than the largest definition", `a: ${"x".repeat(MAX_DEFINITION_BYTES)}`, "too-large"],
    ["more than the largest definition in bytes", `a: ${"😀".repeat(MAX_DEFINITION_BYTES / 4)}`, "too-large"],
    ["a prototype", `${HEAD}x-a:\n  __proto__: { isAdmin: true }\n`, "prototype-key"],
  ])("%s", (_, text, code) => {
    expect(parseDefinition(text)).toMatchObject({
      definition: null,
      diagnostics: [{ severity: "error", code }],
    });
    expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
  });

  it("a hundred thousand keys, and as many operations as fit, are read", () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}:`).join("\n");
    expect(findings(`${HEAD}${CHANNEL}${keys}\n`)).toEqual([]);
    const many = Array.from({ length: 5000 }, (_, index) => `c${index}`);
    const channels = many.map((key) => `  ${key}: { $ref: '#/components/channels/${key}' }`).join("\n");
    const targets = many.map((key) => `    ${key}: { address: /${key} }`).join("\n");
    const operations = many.map(
      (key) => `  ${key}: { action: send, channel: { $ref: '#/components/channels/${key}' } }`,
    );
    const text = `${HEAD}channels:\n${channels}\noperations:\n${operations.join("\n")}\ncomponents:\n  channels:\n${targets}\n`;
    expect(findings(text)).toEqual([]);
  });

  it("a line of nearly a megabyte is read", () => {
    expect(findings(`${HEAD}${CHANNEL}x-long: "${"y ".repeat(500_000)}"\n`)).toEqual([]);
  });
});
