// A JSON Schema as a tree, and what it asks for in words.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { NodeBudget, VIEW_NODES } from "#lib/asyncapi/node-budget.ts";
import type { SchemaNode } from "./schema-node.ts";
import { schemaTree } from "./schema-tree.ts";
import { limitWords } from "./schema-words.ts";
import { readingView } from "./view.ts";

const read = (schema: JsonValue, root: JsonObject = {}) =>
  schemaTree(root, schema, new NodeBudget(VIEW_NODES)).root;

/** `name: type` of a node and all below it, indented. */
function lines(node: SchemaNode | null, indent = ""): string[] {
  if (node === null) return [];
  const own = `${indent}${node.name || "whole"}: ${node.type}${node.repeats !== null ? ", as above" : ""}`;
  const below = [...node.children, ...node.choices.flatMap(({ options }) => options)];
  return [own, ...below.flatMap((child) => lines(child, `${indent}  `))];
}

describe("the tree of a schema", () => {
  it("has properties and items at any depth", () => {
    const schema: JsonObject = {
      properties: {
        name: { type: ["string", "null"] },
        tags: { type: "array", items: { type: "string" } },
        lines: { type: "array", items: { type: "object", properties: { id: { const: 1 } } } },
      },
    };
    expect(lines(read(schema))).toEqual([
      "whole: object",
      "  name: string or null",
      "  tags: list of string",
      "  lines: list of object",
      "    each item: object",
      "      id: any",
    ]);
  });

  it("says of bounds as OpenAPI 3.0 writes them what they are, also in parts", () => {
    const above = { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true };
    expect(read(above)?.limits).toEqual(["above 1", "below 9"]);
    expect(read({ minimum: 1, exclusiveMinimum: false })?.limits).toEqual(["at least 1"]);
    expect(read({ allOf: [{ minimum: 1, exclusiveMinimum: true }, { minimum: 5 }] })?.limits).toEqual([
      "at least 5",
      "above 1",
    ]);
  });

  it("says where a reference leads that cannot be followed", () => {
    const root = { components: { schemas: { Away: { $ref: "other.yaml#/X" } } } };
    const schema = {
      properties: {
        ext: { $ref: "other.yaml#/X" },
        away: { $ref: "#/components/schemas/Away" },
        dang: { $ref: "#/components/schemas/Nope" },
        list: { type: "array", items: { $ref: "other.yaml#/Y" } },
      },
      allOf: [{ $ref: "other.yaml#/Base" }],
    };
    const node = read(schema, root);
    expect(lines(node)).toEqual([
      "whole: object",
      "  ext: defined elsewhere: other.yaml#/X",
      "  away: defined elsewhere: other.yaml#/X",
      "  dang: not found: #/components/schemas/Nope",
      "  list: list",
      "    each item: defined elsewhere: other.yaml#/Y",
    ]);
    expect(node?.limits).toEqual(["a part defined elsewhere: other.yaml#/Base"]);
    expect(node?.children.map(({ typeName }) => typeName)).toEqual(["", "Away", "", ""]);
  });

  it("folds allOf in, at any depth, with what is required by each", () => {
    const inner = { allOf: [{ properties: { a: { type: "string" } }, required: ["a"] }] };
    const node = read({ allOf: [inner, { properties: { b: { type: "integer" } } }], required: ["b"] });
    expect(node?.children.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ["a", true],
      ["b", true],
    ]);
  });

  it("names alternatives by title, by discriminator, by what is always the same, by their schema", () => {
    const kind = (value: string, more: JsonObject = {}) => ({
      properties: { ...more, kind: { const: value } },
    });
    const names = (schema: JsonObject, root?: JsonObject) =>
      read(schema, root)?.choices[0]?.options.map(({ name }) => name);
    const root = { components: { schemas: { Dog: { type: "object" } } } };
    expect(names({ oneOf: [{ title: "Cat", ...kind("cat") }, kind("cow")] })).toEqual(["Cat", "cow"]);
    expect(names({ oneOf: [kind("cow"), { properties: { legs: { const: 2 } } }] })).toEqual([
      "kind cow",
      "legs 2",
    ]);
    const more = { first: { const: "same" } };
    expect(names({ discriminator: "kind", oneOf: [kind("a", more)] })).toEqual(["a"]);
    expect(names({ anyOf: [{ $ref: "#/components/schemas/Dog" }, {}] }, root)).toEqual(["Dog", "option 2"]);
  });

  it("says which property tells alternatives apart, also where a mapping of OpenAPI's kind names the values", () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const root = { components: { schemas: { Cat: { type: "object" }, Dog: { type: "object" } } } };
    const discriminator = { propertyName: "pet", mapping: { meows: ref("Cat").$ref, barks: "Dog" } };
    const choice = read({ discriminator, oneOf: [ref("Cat"), ref("Dog")] }, root)?.choices[0];
    expect(choice?.by).toBe("pet");
    expect(choice?.options.map(({ name }) => name)).toEqual(["meows", "barks"]);
  });

  it("keeps each condition and each set of alternatives that parts of allOf bring, and says from where", () => {
    const base = {
      title: "Base",
      properties: { id: { type: "string" }, at: { type: "string" } },
      oneOf: [{ const: 1 }],
    };
    const root = { components: { schemas: { Base: base } } };
    const schema = {
      allOf: [
        { $ref: "#/components/schemas/Base" },
        { if: { required: ["a"] } },
        { if: { required: ["b"] } },
      ],
      properties: { at: { minLength: 3 }, own: {} },
      oneOf: [{ const: 2 }],
    };
    const node = schemaTree({ ...root, schema }, schema, new NodeBudget(VIEW_NODES), ["schema"]).root;
    expect(node).toMatchObject({ title: "", madeOf: ["Base"] });
    expect(node?.children.map(({ name, from, type }) => [name, from, type])).toEqual([
      ["id", "Base", "string"],
      ["at", "", "string"],
      ["own", "", "any"],
      ["if it is", "", "any"],
      ["if it is", "", "any"],
    ]);
    expect(node?.children.slice(3).map(({ limits }) => limits)).toEqual([["must have a"], ["must have b"]]);
    expect(node?.choices.length).toBe(2);
    expect(node?.children.map(({ place }) => place?.join("/"))).toEqual([
      "components/schemas/Base/properties/id",
      "schema/properties/at",
      "schema/properties/own",
      "schema/allOf/1/if",
      "schema/allOf/2/if",
    ]);
  });

  it("has what refers to a type where it is written, and what the type has where that stands", () => {
    const Room = { properties: { id: { type: "string" } } };
    const ref = { $ref: "#/components/schemas/Room" };
    const schema = { properties: { room: ref, rooms: { items: ref }, either: { oneOf: [ref] } } };
    const root = { schema, components: { schemas: { Room } } };
    const tree = schemaTree(root, schema, new NodeBudget(VIEW_NODES), ["schema"]).root;
    const [room, rooms, either] = tree?.children ?? [];
    const referring = [room, rooms?.children[0], either?.choices[0]?.options[0]];
    expect(referring.map((node) => node?.place?.join("/"))).toEqual([
      "schema/properties/room",
      "schema/properties/rooms/items",
      "schema/properties/either/oneOf/0",
    ]);
    for (const node of referring) {
      expect(node?.target).toEqual(["components", "schemas", "Room"]);
      expect(node?.children[0]?.place?.join("/")).toBe("components/schemas/Room/properties/id");
    }
    expect(rooms?.target).toBeNull();
  });

  it("says maps, tuples, not and conditions in words", () => {
    const schema: JsonObject = {
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: { type: "number" },
      prefixItems: [{ type: "string" }, { type: "number" }],
      items: { type: "boolean" },
      not: { type: "null" },
      if: { required: ["a"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["b"] },
      dependentRequired: { a: ["b", "c"] },
    };
    const node = read(schema);
    expect(node?.children.map(({ name }) => name)).toEqual([
      "item 1",
      "item 2",
      "each further item",
      "each property that matches ^x-",
      "each other property",
      "is not",
      "if it is",
      "then it is",
    ]);
    expect(node?.limits).toEqual(["with a also b, c"]);
  });

  it("ends where a schema comes back to itself, and names it", () => {
    const ref = { $ref: "#/components/schemas/Node" };
    const schemas = {
      Node: { type: "object", properties: { next: ref, all: { type: "array", items: ref } } },
    };
    const node = read(ref, { components: { schemas } });
    expect(node?.typeName).toBe("Node");
    expect(lines(node)).toEqual([
      "whole: object",
      "  next: object, as above",
      "  all: list of object",
      "    each item: object, as above",
    ]);
    expect(lines(read({ $ref: "#/self" }, { self: { $ref: "#/self" } }))).toEqual(["whole: any"]);
  });

  it("has what is written beside a reference with what it refers to, and no limits, which count for nothing there", () => {
    const schemas = {
      Address: { title: "Address", description: "Where somebody lives.", type: "object", default: {} },
      Home: { $ref: "#/components/schemas/Address", description: "Of a house." },
    };
    const own = { title: "Home", description: "Where it is sent.", deprecated: true, minLength: 3 };
    const schema = {
      properties: {
        to: { $ref: "#/components/schemas/Home", ...own, examples: ["here"] },
        plain: { $ref: "#/components/schemas/Address" },
      },
    };
    const [to, plain] = read(schema, { components: { schemas } })?.children ?? [];
    expect(to).toMatchObject({
      ...{ typeName: "Home", type: "object", title: "Home: Address", marks: ["deprecated"], limits: [] },
      ...{ description: "Where it is sent.\n\nOf a house.\n\nWhere somebody lives." },
      ...{ preset: "{}", examples: ["here"] },
    });
    expect(plain).toMatchObject({ title: "Address", description: "Where somebody lives.", marks: [] });
  });

  it("has what is written beside the reference of a part or of an alternative", () => {
    const root = { components: { schemas: { A: { type: "object", description: "Of A." } } } };
    const ref = { $ref: "#/components/schemas/A", title: "Mine", description: "Beside." };
    const whole = read({ allOf: [ref, { description: "More." }], description: "Whole." }, root);
    expect(whole).toMatchObject({ description: "Beside.\n\nMore.\n\nWhole.", title: "" });
    const [option] = read({ oneOf: [ref, {}] }, root)?.choices[0]?.options ?? [];
    expect(option).toMatchObject({ name: "Mine", description: "Beside.\n\nOf A." });
  });

  it("says how many parts are left out where the budget ends", () => {
    const properties = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${index}`, {}]));
    const { root, hasMore } = schemaTree({}, { properties }, new NodeBudget(11));
    expect(root?.children.length).toBe(10);
    expect(root?.left).toBe(40);
    expect(hasMore).toBe(true);
  });

  it("has format, values, constant, default, examples and marks", () => {
    const schema: JsonObject = {
      type: "string",
      format: "uuid",
      enum: ["a", 1, null],
      const: { a: 1 },
      default: "",
      examples: ["b"],
      deprecated: true,
      readOnly: true,
    };
    expect(read(schema)).toMatchObject({
      type: "string",
      format: "uuid",
      values: ["a", "1", "null"],
      constant: '{"a":1}',
      preset: "",
      examples: ["b"],
      marks: ["deprecated", "read-only"],
    });
    expect([read(true)?.type, read(false)?.type]).toEqual(["any", "nothing"]);
  });
});

describe("the entries of schemas", () => {
  it("are there once for each name that messages use, directly or not, and for no other", () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const schemas = {
      Node: { properties: { next: ref("Node"), leaf: ref("Leaf") } },
      Leaf: { type: "string" },
      Unused: {},
    };
    const view = readingView({
      channels: {
        a: { address: "/a", messages: { m: { payload: ref("Node") }, n: { payload: ref("Node") } } },
      },
      operations: { o: { action: "send", channel: { $ref: "#/channels/a" } } },
      components: { schemas },
    });
    expect(view.schemas.map(({ name, root }) => [name, root.type])).toEqual([
      ["Node", "object"],
      ["Leaf", "string"],
    ]);
  });
});

describe("limits", () => {
  it("are said in words", () => {
    expect(limitWords({ minLength: 1, maxLength: 64 })).toEqual(["1 to 64 characters"]);
    expect(limitWords({ minLength: 1 })).toEqual(["at least 1 character"]);
    expect(limitWords({ minItems: 3, uniqueItems: true })).toEqual(["at least 3 items", "no doubles"]);
    expect(limitWords({ minItems: 2, maxItems: 2 })).toEqual(["exactly 2 items"]);
    expect(limitWords({ minimum: 0, exclusiveMaximum: 1, multipleOf: 0.1 })).toEqual([
      "at least 0",
      "below 1",
      "a multiple of 0.1",
    ]);
    expect(limitWords({ pattern: "^a$", additionalProperties: false })).toEqual([
      "matches ^a$",
      "no other properties",
    ]);
  });
});
