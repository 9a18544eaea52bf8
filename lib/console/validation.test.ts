// Values are checked against schemas as documents hold them: told by path in words, within bounds, never wrongly accused.
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { checkValue } from "./validation.ts";

const told = (schema: JsonObject | boolean, value: unknown) => {
  const verdict = checkValue(schema, value);
  return verdict.kind === "invalid"
    ? verdict.misfits.map(({ path, words }) => `${path} ${words}`)
    : verdict.kind;
};

describe("what does not fit is told by path, in words", () => {
  test.each<[string, JsonObject, unknown, string[]]>([
    ["type", { type: "integer" }, 1.5, ["$ must be an integer, is a number"]],
    ["types", { type: ["string", "null"] }, [], ["$ must be a text or null, is a list"]],
    ["const", { const: { a: 1 } }, 2, ['$ must be {"a":1}']],
    ["enum", { enum: ["a", 2] }, "b", ['$ must be one of "a",2']],
    ["required", { required: ["a\nb"] }, {}, ['$ needs "a\nb"']],
    ["additional", { additionalProperties: false }, { "a b": 1 }, ['$["a b"] is not allowed here']],
    [
      "deep",
      { properties: { a: { items: { type: "null" } } } },
      { a: [null, 1] },
      ["$.a[1] must be null, is a number"],
    ],
    ["minLength", { minLength: 2 }, "a", ["$ is too short: at least 2 characters"]],
    ["maxLength", { maxLength: 2 }, "abc", ["$ is too long: at most 2 characters"]],
    ["minItems", { minItems: 2 }, [], ["$ has too few items: at least 2"]],
    ["maxItems", { maxItems: 0 }, [1], ["$ has too many items: at most 0"]],
    ["minProperties", { minProperties: 2 }, {}, ["$ needs at least 2 properties"]],
    ["maxProperties", { maxProperties: 0 }, { a: 1 }, ["$ may have 0 properties at most"]],
    ["minimum", { minimum: 2.5 }, 1, ["$ must be 2.5 or more"]],
    ["maximum", { maximum: 2 }, 3, ["$ must be 2 or less"]],
    ["exclusiveMinimum", { exclusiveMinimum: 2 }, 2, ["$ must be more than 2"]],
    ["exclusiveMaximum", { exclusiveMaximum: 2 }, 2, ["$ must be less than 2"]],
    ["exclusiveMinimum of draft 4", { minimum: 2, exclusiveMinimum: true }, 2, ["$ must be more than 2"]],
    ["multipleOf", { multipleOf: 0.01 }, 0.015, ["$ must be a multiple of 0.01"]],
    ["pattern", { pattern: "^a+$" }, "b", ["$ does not match the pattern"]],
    ["format", { format: "uuid" }, "b", ["$ is no uuid"]],
    ["uniqueItems", { uniqueItems: true }, [{ a: 1 }, { a: 1 }], ["$ has the same item twice"]],
    ["contains", { contains: { const: 1 } }, [2], ["$ has no item of the kind that it needs"]],
    ["not", { not: { type: "null" } }, null, ["$ fits what it must not be"]],
    ["dependencies", { dependencies: { a: ["b"] } }, { a: 1 }, ['$ has "a" and so needs "b"']],
    ["else", { if: { type: "string" }, else: { minimum: 1 } }, 0, ["$ must be 1 or more"]],
  ])("%s", (_, schema, value, words) => {
    expect(told(schema, value)).toEqual(words);
  });
  test("of alternatives what the one says that is meant, else what all say and the nearest", () => {
    const kind = (name: string, type: string): JsonObject => ({
      properties: { kind: { const: name }, value: { type } },
      additionalProperties: false,
    });
    const schema = { oneOf: [kind("a", "string"), kind("b", "number")] };
    expect(told(schema, { kind: "a", value: 1, more: 1 })).toEqual([
      "$.value must be a text, is a number",
      "$.more is not allowed here",
    ]);
    expect(told(schema, { kind: "c", more: 1 })).toEqual([
      '$.kind must be one of "a","b"',
      "$.more is not allowed here",
    ]);
    expect(told({ anyOf: [{ minimum: 1, multipleOf: 2 }, { maximum: -1 }] }, 0)).toEqual([
      "$ must be 1 or more (as alternative 1)",
      "$ must be -1 or less (as alternative 2)",
    ]);
    const four = [1, 2, 3, 4].map((minimum) => ({ minimum }));
    expect(told({ anyOf: four }, 0)).toEqual(["$ fits none of the alternatives"]);
    expect(told({ oneOf: [{ minimum: 1 }, { minimum: 2 }, { minimum: 9 }] }, 3)).toEqual([
      "$ fits more than one alternative",
    ]);
  });
});

describe("of a value that fits none of the alternatives is told", () => {
  /** The shape of Kraken's WebSocket API: https://docs.kraken.com/websockets/#message-subscriptionStatus */
  const status: JsonObject = {
    oneOf: [{ $ref: "#/$defs/statusError" }, { $ref: "#/$defs/statusSuccess" }],
    $defs: {
      statusError: { allOf: [{ required: ["errorMessage"] }, { $ref: "#/$defs/common" }] },
      statusSuccess: { allOf: [{ required: ["channelID", "channelName"] }, { $ref: "#/$defs/common" }] },
      common: {
        type: "object",
        required: ["event"],
        properties: {
          event: { const: "subscriptionStatus" },
          pair: { type: "array" },
          status: { enum: ["online", "maintenance"] },
        },
      },
    },
  };
  const event = "subscriptionStatus";
  const pet = (discriminator: JsonValue): JsonObject => ({
    discriminator,
    oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
    $defs: { Cat: { required: ["claws", "lives"] }, Dog: { required: ["bark"] } },
  });

  test("what all object to, then what the nearest does, by the name of its definition", () => {
    expect(told(status, { event, pair: "XBT/EUR" })).toEqual([
      "$.pair must be a list, is a text",
      '$ needs "errorMessage" (as statusError)',
    ]);
    expect(told(status, { event: "nonsense" })).toEqual([
      '$.event must be "subscriptionStatus"',
      '$ needs "errorMessage" (as statusError)',
    ]);
    expect(told(status, { event, channelID: 1, channelName: "ohlc-5", status: "unsubscribed" })).toEqual([
      '$.status must be one of "online","maintenance"',
    ]);
  });
  test("also what an enum or a constant deep in the one that is meant objects to", () => {
    const kind = (name: string, deep: JsonObject) => ({
      properties: { kind: { const: name }, deep: { properties: { unit: deep } } },
    });
    const schema = { oneOf: [kind("a", { enum: ["m", "s"] }), kind("b", { type: "number" })] };
    expect(told(schema, { kind: "a", deep: { unit: "kg" } })).toEqual(['$.deep.unit must be one of "m","s"']);
  });
  test("what the kind that the discriminator names objects to, by constants or names", () => {
    expect(told(pet("petType"), { petType: "Cat" })).toEqual(['$ needs "claws"', '$ needs "lives"']);
    const mapping = { woof: "#/components/schemas/Dog" };
    expect(told(pet({ propertyName: "petType", mapping }), { petType: "woof" })).toEqual(['$ needs "bark"']);
    expect(told(pet("petType"), {})).toEqual(['$ needs "bark" (as Dog)']);
  });
  test("which is nearest, by its title, else its mark", () => {
    const [one, two] = [{ required: ["a"] }, { required: ["b", "c"] }];
    const titled = {
      anyOf: [
        { title: "One", ...one },
        { title: "Two", ...two },
      ],
    };
    expect(told(titled, {})).toEqual(['$ needs "a" (as One)']);
    const marked = { anyOf: [one, two].map((it, index) => ({ ...it, properties: { k: { const: index } } })) };
    expect(told(marked, {})).toEqual(['$ needs "a" (as 0)']);
  });
  test("the types that would do, and nothing of another type's alternative", () => {
    expect(told({ oneOf: [{ type: "string" }, { type: "number" }] }, [])).toEqual([
      "$ must be a text or a number, is a list",
    ]);
    expect(told({ anyOf: [{ type: "string" }, { type: "object", required: ["a"] }] }, {})).toEqual([
      '$ needs "a"',
    ]);
  });
  test("each item's own", () => {
    const schema = { items: { oneOf: [{ type: "string" }, { type: "array", maxItems: 1 }] } };
    expect(told(schema, [[1, 2], 5])).toEqual([
      "$[0] has too many items: at most 1",
      "$[1] must be a text or a list, is a number",
    ]);
  });
});

describe("schemas as documents hold them", () => {
  test("nullable of OpenAPI takes null", () => {
    expect(told({ type: "string", nullable: true }, null)).toBe("valid");
  });
  test("a multiple is one by its decimal digits", () => {
    for (const [value, multipleOf] of [
      [4.35, 0.01],
      [19.99, 0.01],
      [0.3, 0.1],
    ] as const)
      expect(told({ multipleOf }, value)).toBe("valid");
  });
  test("the draft is 7, or what $schema says", () => {
    const schema = { prefixItems: [{ type: "string" }], items: false };
    const $schema = "https://json-schema.org/draft/2020-12/schema";
    expect(told({ ...schema, $schema }, ["a"])).toBe("valid");
    expect(told({ ...schema, $schema }, ["a", "b"])).toEqual(["$[1] is not allowed here"]);
    expect(told({ ...schema, $schema }, [1])).toEqual(["$[0] must be a text, is a number"]);
    expect(told({ dependentRequired: { a: ["b"] }, $schema }, { a: 1 })).toEqual([
      '$ has "a" and so needs "b"',
    ]);
  });
  test("references go round, and one that leads nowhere accuses nobody", () => {
    const list = {
      $ref: "#/$defs/a~1b",
      $defs: { "a/b": { properties: { next: { $ref: "#/$defs/a~1b" } }, required: ["id"] } },
    };
    expect(told(list, { id: 1, next: { id: 2, next: {} } })).toEqual(['$.next.next needs "id"']);
    expect(told({ $ref: "#/nowhere" }, 1)).toBe("valid");
    expect(told({ not: { $ref: "#/nowhere" } }, 1)).toBe("valid");
    expect(told({ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, 1)).toBe("valid");
  });
  test("ids, examples and unknown keywords have no say", () => {
    const schema: JsonObject = {
      $id: "https://example.org/a",
      type: "number",
      example: { id: "b", $ref: "#/nowhere" },
      "x-note": { $id: "https://example.org/a", $ref: 5 },
    };
    expect(told(schema, "a")).toEqual(["$ must be a number, is a text"]);
    expect(told({ properties: { $ref: { type: "string" } } }, { $ref: 1 })).toEqual([
      '$["$ref"] must be a text, is a number',
    ]);
  });
  test("a pattern that the flag u does not take leaves the rest in force", () => {
    expect(told({ pattern: "^[\\w-.]+$", minLength: 2 }, "a")).toEqual([
      "$ is too short: at least 2 characters",
    ]);
  });
});

describe("what would take too long", () => {
  test("is a format that is none of JSON Schema's: it is not tried", () => {
    expect(told({ format: "url" }, `http://${"a".repeat(40)}!`)).toBe("valid");
  });
  test("is a pattern without end: it is not tried, and nothing is concluded from that", () => {
    const costly = "^(a|a)*$";
    const value = `${"a".repeat(40)}b`;
    expect(told({ pattern: costly }, value)).toBe("valid");
    expect(told({ not: { pattern: costly } }, value)).toBe("valid");
    expect(told({ oneOf: [{ pattern: costly }, { maxLength: 100 }] }, value)).toBe("valid");
    expect(told({ patternProperties: { [costly]: {} }, additionalProperties: false }, { [value]: 1 })).toBe(
      "valid",
    );
  });
  test("is a pattern that ends soon, on a text that is very long", () => {
    const schema = { properties: { a: { pattern: "^[^@]*@[^@]*$" }, b: { type: "null" } } };
    expect(told(schema, { a: "x" })).toEqual(["$.a does not match the pattern"]);
    expect(told(schema, { a: "@@".repeat(20_000), b: 1 })).toEqual(["$.b must be null, is a number"]);
  });
  test("is a schema that doubles with each step: the value is unchecked", () => {
    const part = { properties: { next: { $ref: "#/$defs/n" } } };
    const schema = { $ref: "#/$defs/n", $defs: { n: { anyOf: [part, part, { type: "null" }] } } };
    let value: JsonValue = 1;
    for (let depth = 0; depth < 60; depth += 1) value = { next: value };
    expect(told(schema, value)).toBe("unchecked");
  });
  test("is a long list whose items shall differ, and a value that is deeper than the stack", () => {
    const list = Array.from({ length: 40_000 }, (_, index) => ({ index }));
    expect(told({ uniqueItems: true }, list)).toBe("valid");
    let deep: JsonValue = 1;
    for (let depth = 0; depth < 30_000; depth += 1) deep = [deep];
    const schema = { $ref: "#/$defs/n", $defs: { n: { items: { $ref: "#/$defs/n" } } } };
    expect(told(schema, deep)).toBe("unchecked");
  });
  test("is a schema without measure", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 6000 }, (_, index) => [`p${index}`, { type: "null" }]),
    );
    expect(told({ properties }, { p1: 1 })).toBe("unchecked");
  });
});
