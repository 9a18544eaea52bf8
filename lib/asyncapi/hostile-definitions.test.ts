// Definitions written to keep a reader busy: each ends soon, and says what it left out. Counted in nodes and bytes, not
// in milliseconds: without a bound these tests do not end at all.
import { describe, expect, it, vi } from "vitest";
import { consumerView } from "#lib/asyncapi/consumer-view.ts";
import { MAX_DEFINITION_BYTES, parseDefinition } from "#lib/asyncapi/definition.ts";
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import { type JsonObject, objectFrom } from "#lib/asyncapi/json-value.ts";
import { resolveValue } from "#lib/asyncapi/local-ref.ts";
import { nodesFor, SECTION_NODES, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import type { SchemaNode } from "#lib/asyncapi/reading/schema-node.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { refFindings } from "#lib/asyncapi/ref-checks.ts";

vi.setConfig({ testTimeout: 60_000 });

const HEAD = "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n";
const SETTINGS = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };

/** A document with `count` operations whose messages all have the payload `#/components/schemas/A`. */
function withSchema(schema: JsonObject, { operations = 1 } = {}): JsonObject {
  return withPayload({ $ref: "#/components/schemas/A" }, { operations, schema });
}

function withPayload(payload: JsonObject, { operations = 1, schema = objectFrom([]) } = {}): JsonObject {
  const message = { payload };
  const channel = { address: "/a", messages: { m: message } };
  const operation = { action: "send", channel: { $ref: "#/channels/a" } };
  return {
    asyncapi: "3.0.0",
    channels: { a: channel },
    operations: Object.fromEntries(
      Array.from({ length: operations }, (_, index) => [`o${index}`, operation]),
    ),
    components: { schemas: { A: schema } },
  };
}

function nodesOf(view: ReadingView): number {
  const messages = view.channels.flatMap(({ operations }) => operations.flatMap(({ messages }) => messages));
  return messages.reduce((sum, { headers, payload }) => sum + sizeOf(headers) + sizeOf(payload), 0);
}

function sizeOf(node: SchemaNode | null): number {
  if (node === null) return 0;
  const below = [...node.children, ...node.choices.flatMap(({ options }) => options)];
  return below.reduce((sum, child) => sum + sizeOf(child), 1);
}

/** A to Z, each of which is `wide` times the next. */
function withChain(wide: number): JsonObject {
  const names = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const schemas = names.map((name, index) => {
    const next = { $ref: `#/components/schemas/${names[(index + 1) % names.length]}` };
    return [name, { oneOf: Array.from({ length: wide }, () => next) }] as const;
  });
  return { ...withSchema({}), components: { schemas: Object.fromEntries(schemas) } };
}

const selfRefs = (wide: number) => Array.from({ length: wide }, () => ({ $ref: "#/components/schemas/A" }));

describe("a schema that refers to itself, many times over", () => {
  for (const keyword of ["oneOf", "anyOf", "allOf"]) {
    it(`is read within the budget: ${keyword}, 6 and 40 wide`, () => {
      for (const wide of [6, 40]) {
        const view = readingView(withSchema({ [keyword]: selfRefs(wide), type: "object" }));
        expect(nodesOf(view)).toBeLessThanOrEqual(SECTION_NODES);
      }
    });
  }

  it("says that there is more", () => {
    const view = readingView(withChain(6));
    expect(nodesOf(view)).toBeLessThanOrEqual(SECTION_NODES);
    expect(view.channels[0]?.operations[0]?.messages[0]?.hasMore).toBe(true);
  });

  it("ends where it comes back to itself, and has no more to say then", () => {
    const view = readingView(withSchema({ oneOf: selfRefs(6) }));
    expect(nodesOf(view)).toBe(7);
    expect(view.hasMore).toBe(false);
  });

  it("spends one budget for all operations together", () => {
    const view = readingView(withSchema({ oneOf: selfRefs(6) }, { operations: 2000 }));
    expect(nodesOf(view)).toBeLessThanOrEqual(VIEW_NODES);
  });

  it("leaves each message its own part of the budget", () => {
    const large = withSchema({ oneOf: selfRefs(6) });
    const wide = { properties: Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`p${at}`, {}])) };
    const messages = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`m${at}`, { payload: wide }]));
    const view = readingView({ ...large, channels: { a: { address: "/a", messages } } });
    expect(view.hasMore).toBe(false);
    expect(nodesOf(view)).toBeGreaterThan(SECTION_NODES);
  });

  it("does not cut an ordinary document", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`p${index}`, { type: "string" }]),
    );
    expect(readingView(withSchema({ properties }, { operations: 20 })).hasMore).toBe(false);
  });

  it("shares its budget with texts and examples that many operations refer to", () => {
    const document = withSchema(
      { type: "string", description: "long ".repeat(50_000) },
      { operations: 3000 },
    );
    expect(JSON.stringify(readingView(document)).length).toBeLessThan(8 * 1024 * 1024);
  });
});

describe("an Avro schema", () => {
  const avro = (schema: JsonObject) =>
    readingView(withPayload({ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema }));

  it("that names itself, many times over, ends with what stands above", () => {
    const fields = Array.from({ length: 200 }, (_, index) => ({ name: `f${index}`, type: ["null", "A"] }));
    const view = avro({ type: "record", name: "A", fields });
    expect(nodesOf(view)).toBe(201);
    expect(view.hasMore).toBe(false);
  });

  it("of 10,000 fields, or of records that double at each level, is read within the budget", () => {
    const fields = Array.from({ length: 10_000 }, (_, index) => ({ name: `f${index}`, type: "int" }));
    const wide = avro({ type: "record", name: "Wide", fields });
    expect(nodesOf(wide)).toBeLessThanOrEqual(VIEW_NODES);
    const message = wide.channels[0]?.operations[0]?.messages[0];
    expect([message?.hasMore, message?.payload?.left]).toEqual([true, 10_001 - nodesOf(wide)]);
    const doubled = Array.from({ length: 40 }).reduce<JsonObject>(
      (below, _, index) => ({
        ...{ type: "record", name: `R${index}` },
        fields: [
          { name: "a", type: below },
          { name: "b", type: index === 0 ? "int" : `R${index - 1}` },
        ],
      }),
      { type: "int" },
    );
    expect(nodesOf(avro(doubled))).toBeLessThanOrEqual(VIEW_NODES);
  });
});

describe("a short text that means very much", () => {
  it("gets nodes in proportion to its length", () => {
    expect(nodesFor(8 * 1024)).toBeLessThan(2 * SECTION_NODES);
    expect(nodesFor(200 * 1024)).toBe(VIEW_NODES);
  });
});

describe("a text of very many parts", () => {
  it("is refused before a tree is made of it", () => {
    const text = `${HEAD}channels: {}\nx: [${Array(520_000).fill(1).join(",")}]\n`;
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_DEFINITION_BYTES);
    expect(parseDefinition(text)).toMatchObject({ definition: null, diagnostics: [{ code: "too-large" }] });
  });

  it("does not grow without bound by indentation when it is written out", () => {
    const deep = `${"[".repeat(150)}${Array(80_000).fill(1).join(",")}${"]".repeat(150)}`;
    const { diagnostics } = parseDefinition(`${HEAD}channels: {}\nx: ${deep}\n`);
    expect(diagnostics[0]?.code).toBe("too-large");
  });

  it("is refused where it nests 10,000 deep, in flow and in block style", () => {
    const flow = `${HEAD}channels: {}\nx: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`;
    const block = `${HEAD}channels: {}\nx:\n  ${"- ".repeat(10_000)}1\n`;
    for (const text of [flow, block]) expect(parseDefinition(text).diagnostics[0]?.code).toBe("too-deep");
  });
});

describe("an alias bomb", () => {
  const bomb = (width: number) => {
    const levels = "abcdefghi".split("");
    const lines = levels.map((name, index) => {
      const below = index === 0 ? "1" : `*${levels[index - 1]}`;
      return `${name}: &${name} [${Array(width).fill(below).join(",")}]`;
    });
    return `${HEAD}channels: {}\n${lines.join("\n")}\n`;
  };

  it("is refused", () => {
    expect(parseDefinition(bomb(9)).definition).toBeNull();
  });

  it("that just fits is written out within the bound", () => {
    const aliases = Array(200).fill("*a").join(",");
    const text = `${HEAD}channels: {}\na: &a ${"long ".repeat(9_000)}\nb: [${aliases}]\n`;
    const document = consumerView(text, SETTINGS);
    expect(exactYaml(document).length).toBeGreaterThan(5 * 1024 * 1024);
    expect(exactYaml(document).length).toBeLessThan(10 * 1024 * 1024);
    expect(exactJson(document).length).toBeLessThan(10 * 1024 * 1024);
  });
});

describe("a reference of very many steps", () => {
  it("leads nowhere, without a walk of its length squared", () => {
    expect(resolveValue({ a: 1 }, { $ref: `#${"/a".repeat(400_000)}` })).toBeUndefined();
  });
});

describe("an operation of very many messages that are not its channel's", () => {
  const COUNT = 40_000;
  const named = Object.fromEntries(
    Array.from({ length: COUNT }, (_, at) => [at < 1 ? "m" : `m${at + 1}`, {}]),
  );

  it.each([
    ["that stand in it", { name: "m" }],
    ["that are another channel's", { $ref: "#/channels/b/messages/x" }],
  ])("is told of the first twenty %s, and the others are not looked for in the channel", (_, message) => {
    const found = refFindings({
      asyncapi: "3.0.0",
      channels: { a: { messages: named }, b: { messages: { x: {} } } },
      operations: {
        o: {
          action: "send",
          channel: { $ref: "#/channels/a" },
          messages: Array.from({ length: COUNT }, () => message),
        },
      },
    });
    expect(found).toHaveLength(20);
    expect(found.every(({ mend }) => mend !== undefined)).toBe(true);
  });
});
