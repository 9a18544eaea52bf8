// What a schema of several parts (`allOf`) asks for, as a person reads it: all that each of them asks for.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import { noteDigits } from "#lib/asyncapi/written-digits.ts";
import { schemaTree } from "./schema-tree.ts";

const read = (schema: JsonValue, root: JsonObject = {}) =>
  schemaTree(root, schema, new NodeBudget(VIEW_NODES)).root;
const whole = (...allOf: JsonValue[]) => read({ allOf });

describe("a schema of several parts", () => {
  it("has the greatest least and the least most of all of them", () => {
    expect(whole({ minProperties: 3 }, { minProperties: 1, maxProperties: 9 })?.limits).toEqual([
      "3 to 9 properties",
    ]);
    expect(whole({ minLength: 2, maxLength: 4 }, { maxLength: 8 })?.limits).toEqual(["2 to 4 characters"]);
    const range = [
      { minimum: 5, exclusiveMaximum: 7 },
      { minimum: -1, exclusiveMinimum: 2, exclusiveMaximum: 9 },
    ];
    expect(whole(...range)?.limits).toEqual(["at least 5", "above 2", "below 7"]);
  });

  it("keeps the digits of the limit that counts", () => {
    const first: JsonObject = { minimum: 1.1 };
    noteDigits(first, "minimum", 1.1, "1.10");
    expect(whole(first, { minimum: 1 })?.limits).toEqual(["at least 1.10"]);
  });

  it("allows no other properties where one of its parts allows none, and says which where others name more", () => {
    const closed = { additionalProperties: false, properties: { x: {} } };
    const open = { additionalProperties: true, properties: { x: {} } };
    expect(whole(closed, open)?.limits).toEqual(["no other properties"]);
    expect(whole(closed, { properties: { y: {} } })?.limits).toEqual(["no properties but x"]);
    const pattern = { ...closed, patternProperties: { "^x-": {} } };
    expect(whole(pattern, { properties: { y: {} } })?.limits).toEqual([
      "no properties but x, what matches ^x-",
    ]);
    expect(whole({ additionalProperties: false }, { properties: { y: {} } })?.limits).toEqual([
      "no properties",
    ]);
  });

  it("has the values that all parts allow, whatever the order of an object's members", () => {
    expect(whole({ enum: ["a", "b", "c"] }, { enum: ["c", "b", "d"] })?.values).toEqual(["b", "c"]);
    const pair = (value: JsonValue) => ({ enum: [value, 1] });
    expect(whole(pair({ a: 1, b: 2 }), pair({ b: 2, a: 1 }))?.values).toEqual(['{"a":1,"b":2}', "1"]);
    expect(whole({ enum: ["a", "1"] }, { enum: [1, "a"] })?.constant).toBe("a");
  });

  it("always has the constant of one part, where the others allow it", () => {
    expect(whole({ enum: ["a", "b"] }, { const: "b" })).toMatchObject({ constant: "b", values: [] });
    expect(whole({ const: "b" }, { const: "b" })).toMatchObject({ constant: "b", values: [] });
  });

  it("has the types that all parts allow", () => {
    expect(whole({ type: ["string", "null"] }, { type: "string" })?.type).toBe("string");
    expect(whole({ type: "number" }, { type: "integer" })?.type).toBe("integer");
    expect(whole({ type: ["integer", "string"] }, { type: ["number", "null"] })?.type).toBe("integer");
    expect(whole({ type: "string", nullable: true }, { type: "string" })?.type).toBe("string");
    expect(whole({ type: "string", nullable: true }, { type: "string", nullable: true })?.type).toBe(
      "string or null",
    );
  });

  it.each([
    ["values", { enum: ["a"] }, { enum: ["b"] }],
    ["constants", { const: "a" }, { const: "b" }],
    ["a constant and values", { const: "a" }, { enum: ["b", "c"] }],
    ["types", { type: "string" }, { type: "object" }],
    ["anything and nothing", { type: "string" }, false],
  ])("says that no value fits where %s contradict each other", (_, one, other) => {
    expect(whole(one, other)).toMatchObject({
      type: "nothing",
      values: [],
      constant: null,
      limits: expect.arrayContaining(["no value fits all of its parts"]),
    });
  });

  it("lists every pattern, every multiple and every format", () => {
    const node = whole(
      { pattern: "^a", multipleOf: 2, format: "email" },
      { pattern: "z$", multipleOf: 3, format: "idn-email" },
      { pattern: "^a" },
    );
    expect(node?.limits).toEqual(["a multiple of 2", "a multiple of 3", "matches ^a", "matches z$"]);
    expect(node?.format).toBe("email and idn-email");
  });

  it("has what is said of a property in each part together", () => {
    const part = (x: JsonObject): JsonObject => ({ properties: { x } });
    const node = whole(
      { ...part({ enum: ["a", "b"], minLength: 1 }), minProperties: 3, additionalProperties: false },
      {
        ...part({ enum: ["b", "c"], maxLength: 5 }),
        minProperties: 1,
        maxProperties: 9,
        additionalProperties: true,
      },
    );
    expect(node?.limits).toEqual(["3 to 9 properties", "no other properties"]);
    expect(node?.children).toMatchObject([{ name: "x", constant: "b", limits: ["1 to 5 characters"] }]);
  });

  it("has no doubles, and is deprecated, where one part says so", () => {
    const node = whole({ uniqueItems: true, deprecated: true }, { uniqueItems: false, deprecated: false });
    expect(node).toMatchObject({ limits: ["no doubles"], marks: ["deprecated"] });
  });
});
