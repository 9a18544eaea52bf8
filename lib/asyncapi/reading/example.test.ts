// Examples of messages: which fit their schemas, what is said of those that do not, and those made of a schema.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { checkedView } from "./checked.ts";
import { patternCost } from "./example-pattern.ts";
import { readingView } from "./view.ts";

function messageOf(message: JsonObject, schemas: JsonObject = {}) {
  const document = {
    asyncapi: "3.0.0",
    channels: { a: { address: "/a", messages: { m: message } } },
    operations: { o: { action: "send", channel: { $ref: "#/channels/a" } } },
    components: { schemas },
  };
  const view = checkedView(document, readingView(document));
  const read = view.channels[0]?.operations[0]?.messages[0];
  if (read === undefined) throw new Error("The message was not read.");
  return read;
}

const misfitsOf = (payload: JsonValue, schema: JsonObject, schemas: JsonObject = {}) =>
  messageOf({ payload: schema, examples: [{ payload }] }, schemas).examples[0]?.misfits;

const generatedFrom = (schema: JsonObject, schemas: JsonObject = {}) => {
  const [example] = messageOf({ payload: schema }, schemas).examples;
  return example && { ...example, payload: JSON.parse(example.payload) as JsonValue };
};

describe("an example of the document", () => {
  it("says where it does not fit its schema, and how", () => {
    const schema = {
      type: "object",
      required: ["symbol"],
      properties: { symbol: {}, price: { type: "number" }, side: { enum: ["buy", "sell"] } },
      additionalProperties: false,
    };
    expect(misfitsOf({ price: "12", side: "hold", more: 1 }, schema)).toEqual([
      "The payload needs symbol",
      "The payload may not have more",
      "/price must be a number",
      '/side must be one of "buy", "sell"',
    ]);
    expect(misfitsOf({ symbol: "A", price: 12, side: "buy" }, schema)).toEqual([]);
  });

  it("says of alternatives what is wrong with the one that comes nearest, also behind references", () => {
    const update = { properties: { type: { const: "update" }, id: { type: "integer" } } };
    const heartbeat = { required: ["at"], properties: { type: { const: "heartbeat" } } };
    const words = ["The payload fits none of its alternatives; of the nearest: /id must be an integer"];
    const wrong = { type: "update", id: "7", at: 1 };
    expect(misfitsOf(wrong, { oneOf: [heartbeat, update] })).toEqual(words);
    const refs = ["Heartbeat", "Update"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
    expect(misfitsOf(wrong, { oneOf: refs }, { Heartbeat: heartbeat, Update: update })).toEqual(words);
  });

  it("is checked in its headers too, and through references", () => {
    const message = messageOf(
      { headers: { $ref: "#/components/schemas/H" }, examples: [{ headers: { trace: 1 } }] },
      { H: { properties: { trace: { type: "string" } } } },
    );
    expect(message.examples[0]?.misfits).toEqual(["headers/trace must be a string"]);
  });

  it("is not blamed for what OpenAPI says otherwise, or JSON written as a text", () => {
    expect(misfitsOf({ a: null }, { properties: { a: { type: "string", nullable: true } } })).toEqual([]);
    expect(misfitsOf(5, { type: "number", minimum: 1, exclusiveMinimum: true })).toEqual([]);
    expect(misfitsOf('{"a": 1}', { type: "object", required: ["a"] })).toEqual([]);
    expect(misfitsOf("{}", { type: "object", required: ["a"] })).toEqual(["The payload needs a"]);
  });

  it("is a multiple by its decimal digits, which the computer's fractions are not", () => {
    for (const [value, multipleOf] of [
      [4.35, 0.01],
      [19.99, 0.01],
      [0.3, 0.1],
      [1_000_000_000.07, 0.01],
      [1e300, 0.01],
      [-0.3, 0.1],
      [1e-7, 1e-8],
    ] as const)
      expect(misfitsOf(value, { multipleOf })).toEqual([]);
    expect(misfitsOf(4.355, { multipleOf: 0.01 })).toEqual(["The payload must be a multiple of 0.01"]);
    expect(misfitsOf(8, { multipleOf: 7 })).toEqual(["The payload must be a multiple of 7"]);
  });

  // Formats were left out once; the console accused a message of what the page had let pass in its example.
  it("is checked for the formats of JSON Schema, and not for those that a document uses in its own sense", () => {
    const text = (format: string) => ({ type: "string", format });
    expect(misfitsOf("nope", text("date-time"))).toEqual(["The payload is no date-time"]);
    expect(misfitsOf("nope", text("email"))).toEqual(["The payload is no email"]);
    expect(misfitsOf("2026-11-27T13:20:20Z", text("date-time"))).toEqual([]);
    expect(misfitsOf("nope", { oneOf: [text("uuid"), text("date")] })).toHaveLength(1);
    expect(misfitsOf("nope", { oneOf: [text("ticker"), text("currency")] })).toEqual([]);
    expect(misfitsOf(5, { type: "integer", format: "int32" })).toEqual([]);
    expect(misfitsOf(`http://${"a".repeat(40)}!`, text("url"))).toEqual([]);
  });

  it("is checked for what later drafts ask, and for lists of items as draft 7 has them", () => {
    const text = { type: "string" };
    expect(misfitsOf([5], { prefixItems: [text] })).toEqual(["/0 must be a string"]);
    expect(misfitsOf(["a", "b"], { prefixItems: [text], items: { type: "number" } })).toEqual([
      "/1 must be a number",
    ]);
    expect(misfitsOf(["a", 1], { items: [text], additionalItems: text })).toEqual(["/1 must be a string"]);
    const closed = { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false };
    expect(misfitsOf({ a: 1, b: 1 }, closed)).toEqual(["The payload may not have b"]);
    expect(misfitsOf({ a: 1 }, closed)).toEqual([]);
    expect(misfitsOf({ a: 1 }, { dependentRequired: { a: ["b"] } })).toEqual([
      "The payload has a and so needs b",
    ]);
    expect(misfitsOf({ a: 1 }, { dependentSchemas: { a: { required: ["b"] } } })).toEqual([
      "The payload needs b",
    ]);
    expect(misfitsOf([1, "a"], { contains: { type: "number" }, minContains: 2 })).toContain(
      "The payload needs at least 2 of the kind that it contains",
    );
  });

  it("is not blamed for a property that stands beside a reference, which later drafts hear", () => {
    const base = { properties: { a: {} } };
    const beside = { $ref: "#/components/schemas/Base", properties: { b: {} } };
    const schema = { allOf: [beside], unevaluatedProperties: false };
    expect(misfitsOf({ a: 1, b: 1 }, schema, { Base: base })).toEqual([]);
  });

  it("is left in peace where its schema is foreign, not there, or the payload is no JSON", () => {
    expect(misfitsOf(1, { $ref: "#/components/schemas/missing" })).toEqual([]);
    expect(misfitsOf(1, { $ref: "other.yaml#/A" })).toEqual([]);
    const avro = { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: { type: "record" } };
    expect(misfitsOf(1, avro)).toEqual([]);
    const xml = {
      payload: { type: "object" },
      contentType: "application/xml",
      examples: [{ payload: "<a/>" }],
    };
    expect(messageOf(xml).examples[0]?.misfits).toEqual([]);
  });

  it("within a schema is checked where it stands", () => {
    const message = messageOf({
      payload: { properties: { age: { type: "integer", examples: ["old", 3] } } },
    });
    expect(message.schemaMisfits).toEqual(['/age, example "old": It must be an integer']);
  });
});

describe("the examples of a whole schema", () => {
  it("are those of the message, after its own, written out and checked", () => {
    const message = messageOf({
      headers: { examples: [{ trace: "t" }] },
      payload: { type: "object", required: ["a"], examples: [{ a: [1, 2] }, {}] },
      examples: [{ name: "own", payload: { a: 0 } }],
    });
    expect(message.examples).toMatchObject([
      { name: "own", isGenerated: false },
      {
        headers: '{\n  "trace": "t"\n}',
        payload: '{\n  "a": [\n    1,\n    2\n  ]\n}',
        isGenerated: false,
        misfits: [],
      },
      { headers: "", payload: "{}", isGenerated: false, misfits: ["The payload needs a"] },
    ]);
    // Said with the example, and nowhere else again.
    expect(message.schemaMisfits).toEqual([]);
    expect([message.headers?.examples, message.payload?.examples]).toEqual([[], []]);
  });

  it("are those beside the reference to it, where there are some, and OpenAPI's one", () => {
    const schemas: JsonObject = { A: { type: "number", examples: [1], example: 3 } };
    const payload = { $ref: "#/components/schemas/A", examples: [2] };
    const { examples } = messageOf({ payload }, schemas);
    expect(examples.map((example) => example.payload)).toEqual(["2", "3"]);
  });
});

describe("an example that is made of a schema", () => {
  it("is marked, and fits", () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: {
        id: { type: "string", format: "uuid" },
        side: { enum: ["buy", "sell"] },
        kind: { const: "order" },
        size: { type: "integer", minimum: 3 },
        tags: { type: "array", items: { type: "string" }, minItems: 2 },
        note: { type: "string", examples: ["urgent"] },
      },
    };
    expect(generatedFrom(schema)).toMatchObject({
      isGenerated: true,
      misfits: [],
      payload: { side: "buy", kind: "order", size: 3, note: "urgent", tags: ["string", "string"] },
    });
  });

  it("ends where the schema comes back to itself", () => {
    const tree = {
      type: "object",
      properties: {
        name: { type: "string" },
        next: { $ref: "#/components/schemas/Tree" },
        below: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      },
    };
    const made = generatedFrom({ $ref: "#/components/schemas/Tree" }, { Tree: tree });
    expect(made).toMatchObject({ payload: { name: "string", below: [] }, misfits: [] });
    const endless = { oneOf: [{ $ref: "#/components/schemas/A" }] };
    expect(messageOf({ payload: { $ref: "#/components/schemas/A" } }, { A: endless }).examples).toEqual([]);
  });

  it("is a multiple, matches a simple pattern, and has no item twice where none may be", () => {
    const number = (more: JsonObject) => ({ type: "number", ...more });
    const list = (items: JsonObject, minItems = 2) => ({ type: "array", items, minItems, uniqueItems: true });
    const text = (pattern: string, more: JsonObject = {}) => ({ type: "string", pattern, ...more });
    for (const [schema, value] of [
      [number({ exclusiveMinimum: 5, multipleOf: 7 }), 7],
      [number({ minimum: 0.25, multipleOf: 0.1 }), 0.3],
      [number({ maximum: -1, multipleOf: 2 }), -2],
      [number({ minimum: 2, exclusiveMinimum: true, multipleOf: 2 }), 4],
      [text("^[A-Z]{3}$"), "AAA"],
      [text("^(?:GB|US)-\\d{2,4}(\\.x)?$"), "GB-00"],
      [text("^[a-f]+$", { minLength: 4 }), "aaaa"],
      [text("[A-Z\\s]+\\/[A-Z\\s]+"), "A/A"],
      [list({ type: "integer" }), [0, 1]],
      [list({ type: "integer", maximum: 3 }, 3), [3, 2, 1]],
      [list({ type: "string" }), ["string", "string2"]],
      [list({ enum: ["a", "b", "c"] }), ["a", "b"]],
      [list({ type: "boolean" }), [true, false]],
      [{ type: "string", format: "duration" }, "P1D"],
    ] as const)
      expect(generatedFrom({ properties: { it: schema } })).toMatchObject({
        payload: { it: value },
        misfits: [],
      });
  });

  it("says where it may not fit", () => {
    const code = { type: "string", pattern: "^(?=.*[A-Z])[a-z]{3}$" };
    const pair = { type: "array", minItems: 2, uniqueItems: true, items: { type: "object" } };
    expect(generatedFrom({ properties: { code, pair } })?.misfits).toEqual([
      "/pair must not have the same item twice",
    ]);
    expect(generatedFrom({ properties: { code } })?.payload).toEqual({ code: "string" });
    const impossible = { type: "string", pattern: "^a$", minLength: 2 };
    expect(generatedFrom({ properties: { impossible } })?.misfits).toEqual([
      '/impossible must match pattern "^a$"',
    ]);
  });

  it("does not stand beside one of the document", () => {
    const { examples } = messageOf({ payload: { type: "string" }, examples: [{ payload: "own" }] });
    expect(examples).toMatchObject([{ payload: "own", isGenerated: false }]);
  });
});

describe("a schema that is written to keep its reader busy", () => {
  const chain = (wide: number, leaf: JsonObject) =>
    Object.fromEntries(
      Array.from({ length: 26 }, (_, index) => {
        const next = { $ref: `#/components/schemas/S${index + 1}` };
        return [`S${index}`, index === 25 ? leaf : { anyOf: Array.from({ length: wide }, () => next) }];
      }),
    );

  it("is not checked beyond its bound: alternatives of alternatives, and the same for properties", () => {
    expect(misfitsOf("a", { $ref: "#/components/schemas/S0" }, chain(6, { type: "number" }))).toEqual([]);
    const wide = {
      properties: Object.fromEntries(
        ["a", "b", "c", "d", "e", "f"].map((key) => [key, { $ref: "#/components/schemas/W" }]),
      ),
    };
    expect(
      messageOf({ payload: { $ref: "#/components/schemas/W" } }, { W: wide }).examples.length,
    ).toBeLessThan(2);
  });

  it("does not have patterns tried that may take for ever", () => {
    const text = `${"a".repeat(40)}!`;
    for (const pattern of [
      "^(a+)+$",
      "^(a|a)*$",
      "^(a|aa)+$",
      "^(.*a){20}$",
      "^a*a*a*a*a*a*$",
      "(?=(a+)+$)a",
      "^(?:a+b?)+$",
    ])
      expect(misfitsOf(text, { type: "string", pattern })).toEqual([]);
    expect(misfitsOf("abc", { type: "string", pattern: "^[0-9]+$" })).toEqual([
      'The payload must match pattern "^[0-9]+$"',
    ]);
    expect(patternCost("^(a+)+$", 10)).toBe(Number.POSITIVE_INFINITY);
    for (const deep of ["^((a|a))*$", "^(?:(?:a|a))+$", "^((a|ab)c?)*$", "^(((a+)))*$", "^((a?)b?){2,9}$"])
      expect(patternCost(deep, 10)).toBe(Number.POSITIVE_INFINITY);
    expect(patternCost("^x|a*a*b", 10)).toBe(8 * 11 * 11 * 2 * 11);
    expect(patternCost("^(?:ab)+$", 10)).toBeLessThan(1000);
    expect(patternCost("a{1000000}", 10)).toBe(Number.POSITIVE_INFINITY);
  });

  it("makes no list or text of a size that it names", () => {
    const [example] = messageOf({
      payload: { type: "array", minItems: 1e9, items: { type: "string", minLength: 1e9 } },
    }).examples;
    expect(example?.payload.length ?? 0).toBeLessThan(100_000);
  });

  it("leaves the prototypes of objects alone", () => {
    const hostile = JSON.parse(
      '{"allOf": [{"properties": {"__proto__": {"properties": {"polluted": {"const": 1}}}}}, {"const": {"__proto__": {"polluted": 1}}}]}',
    ) as JsonObject;
    messageOf({ payload: hostile });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
