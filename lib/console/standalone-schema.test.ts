// Schemas are taken out of their documents whole: whatever their properties are called, whatever they call themselves.
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "#lib/asyncapi/json-value.ts";
import { standaloneSchema } from "./standalone-schema.ts";
import { checkValue } from "./validation.ts";

const document: JsonObject = {
  components: {
    schemas: {
      Pet: { $id: "https://example.org/pet", type: "string", minLength: 2 },
      Pair: {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        prefixItems: [{ $ref: "#/components/schemas/Pet" }],
        items: false,
      },
    },
  },
};
const alone = (schema: JsonObject) => {
  const made = standaloneSchema(document, schema);
  if (!isJsonObject(made)) throw new Error("It does not stand alone.");
  return made;
};
const fits = (schema: JsonObject, value: unknown) => checkValue(alone(schema), value).kind;
const Pet = { $ref: "#/components/schemas/Pet" };

test("properties that are called like keywords bring along what they refer to", () => {
  for (const name of ["default", "const", "enum", "example", "examples", "$ref", "__proto__"]) {
    const schema = { properties: JSON.parse(`{"${name}": ${JSON.stringify(Pet)}}`) };
    expect(JSON.stringify(alone(schema))).not.toContain("#/components");
    expect(fits(schema, JSON.parse(`{"${name}": "a"}`))).toBe("invalid");
    expect(fits(schema, JSON.parse(`{"${name}": "ab"}`))).toBe("valid");
  }
});

test("data stays as it is, also where it looks like a reference", () => {
  expect(alone({ const: Pet, default: Pet, enum: [Pet] })).toEqual({ const: Pet, default: Pet, enum: [Pet] });
});

test("a schema that names itself is found all the same", () => {
  expect(fits({ $id: "https://example.org/all", items: Pet }, ["a"])).toBe("invalid");
});

test("what is referred to keeps its draft", () => {
  expect(fits({ $ref: "#/components/schemas/Pair" }, ["ab", 1])).toBe("invalid");
  expect(fits({ $ref: "#/components/schemas/Pair" }, ["ab"])).toBe("valid");
});

test("what is referred to keeps its name", () => {
  expect(alone({ allOf: [Pet, { $ref: "#/components/schemas/Pair" }] }).$defs).toMatchObject({
    Pet: {},
    Pair: {},
  });
});

test("two of the same name stay two", () => {
  const twins = { a: { Pet: { type: "number" } }, b: { Pet: { type: "null" } } };
  const schema = standaloneSchema(twins, { anyOf: [{ $ref: "#/a/Pet" }, { $ref: "#/b/Pet" }] });
  expect(isJsonObject(schema) && [1, null, "a"].map((value) => checkValue(schema, value).kind)).toEqual([
    "valid",
    "valid",
    "invalid",
  ]);
});

test("definitions of its own stay, and none of the document's takes their place", () => {
  const schema = { $defs: { Pet: { type: "null" } }, allOf: [Pet, { $ref: "#/components/schemas/Pair" }] };
  expect(Object.keys(alone(schema).$defs ?? {})).toHaveLength(3);
  expect(fits(schema, null)).toBe("invalid");
});
