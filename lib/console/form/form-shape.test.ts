import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { type FormShape, formShape, newJson, optionOf } from "./form-shape.ts";
import { jsonParts } from "./json-parts.ts";

const shape = (schema: JsonObject) => formShape(schema, schema);

function choiceIn(schema: JsonObject): Extract<FormShape, { kind: "choice" }> {
  const found = shape(schema);
  if (found.kind !== "choice") throw new Error(`It is read as ${found.kind}`);
  return found;
}

test("fields are told by type, fixed values and lists of values", () => {
  expect(shape({ type: "string", format: "date-time" })).toMatchObject({ kind: "text", words: "date-time" });
  expect(shape({ type: ["integer", "null"], minimum: 1 })).toMatchObject({
    kind: "number",
    words: "integer, at least 1, or null",
  });
  expect(shape({ type: "boolean" }).kind).toBe("truth");
  expect(shape({ enum: ["a", 1, null] })).toMatchObject({ values: ['"a"', "1", "null"] });
  expect(shape({ const: "hello" })).toMatchObject({ values: ['"hello"'] });
  expect(shape({ type: "array", items: { type: "string" } })).toMatchObject({ item: { type: "string" } });
  expect(shape({ type: ["string", "number"] }).kind, "two kinds of value: no one field").toBe("other");
  expect(shape({}).kind).toBe("other");
});

test("an object has the members of all its parts, and a schema that refers to itself is read a level at a time", () => {
  const tree: JsonObject = {
    allOf: [{ $ref: "#/$defs/base" }],
    type: "object",
    properties: { child: { $ref: "#" } },
    $defs: { base: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
  };
  const found = shape(tree);
  expect(found.kind === "object" && found.members.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ["id", true],
    ["child", false],
  ]);
});

const ROOT: JsonObject = {
  type: "object",
  required: ["type"],
  properties: { at: { type: "string" } },
  oneOf: [{ $ref: "#/$defs/hello" }, { $ref: "#/$defs/count" }],
  $defs: {
    hello: { required: ["type"], properties: { type: { const: "hello" }, user: { type: "string" } } },
    count: { required: ["type"], properties: { type: { const: "count" }, n: { type: "integer" } } },
  },
};

test("alternatives are named as the documentation names them, and each has what all have", () => {
  const choice = choiceIn(ROOT);
  expect(choice.label).toBe("type");
  expect(choice.options.map(({ name }) => name)).toEqual(["hello", "count"]);
  const second = formShape(ROOT, choice.options[1]?.schema ?? {});
  expect(second.kind === "object" && second.members.map(({ name }) => name).sort()).toEqual([
    "at",
    "n",
    "type",
  ]);
  expect(newJson(ROOT, choice.options[1]?.schema ?? {})).toBe('{"type": "count"}');
});

test("the alternative of a value is told by its mark, though the rest does not fit, else by what fits", () => {
  const taken = (root: JsonValue, found: Extract<FormShape, { kind: "choice" }>, text: string) =>
    optionOf(root, found, { text, part: jsonParts(text) });
  expect(taken(ROOT, choiceIn(ROOT), '{"type": "count", "n": {{counter}}}')).toBe(1);
  expect(taken(ROOT, choiceIn(ROOT), '{"type": "other"}')).toBeNull();
  const either: JsonObject = { anyOf: [{ type: "string" }, { type: "integer" }] };
  expect(taken(either, choiceIn(either), "12")).toBe(1);
  expect(taken(either, choiceIn(either), "{{counter}}"), "as it could be sent").toBe(1);
  expect(taken(either, choiceIn(either), "")).toBeNull();
  const unmarked: JsonObject = {
    type: "object",
    properties: { id: { type: "integer" } },
    oneOf: [
      { required: ["card"], properties: { card: { type: "string" } } },
      { required: ["bill"], properties: { bill: { type: "integer" } } },
    ],
  };
  expect(taken(unmarked, choiceIn(unmarked), '{"id": "none", "bill": "x"}'), "by its members").toBe(1);
  expect(taken(unmarked, choiceIn(unmarked), '{"id": "none"}')).toBeNull();
});

test("a new value holds what must be there and can be told, however often a schema asks for itself", () => {
  const endless: JsonObject = { type: "object", required: ["next"], properties: { next: { $ref: "#" } } };
  expect(newJson(endless, endless)).toMatch(/^(\{"next": ){5}\{\}\}{5}$/);
});
