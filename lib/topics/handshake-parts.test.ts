// What of two handshakes counts as different.
import { expect, it } from "vitest";
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { handshakeParts } from "./handshake-parts.ts";

function partsOf(bindings: string, schemas = "{}") {
  const text = `asyncapi: 3.0.0
info: { title: T, version: "1" }
channels: { prices: { address: /prices, bindings: ${bindings} } }
components: { schemas: ${schemas} }
`;
  const { definition, diagnostics } = parseDefinition(text);
  const [channel] = definition === null ? [] : listChannels(definition.data);
  if (definition === null || channel === undefined) throw new Error(JSON.stringify(diagnostics));
  return handshakeParts(definition.data, channel.value);
}

it("names the method, each query parameter and each header", () => {
  const parts = partsOf(
    "{ ws: { method: GET, query: { required: [lang], properties: { depth: {} } }, headers: { properties: { X-A: {} }, minProperties: 1 } } }",
  );
  expect(parts.map(({ name }) => name)).toEqual([
    "method",
    "query parameter depth",
    "query parameter lang",
    "header X-A",
    "headers as a whole",
  ]);
  expect(partsOf("{ ws: { bindingVersion: 0.1.0 } }")).toEqual([]);
});

it("is the same in another order, and behind a reference", () => {
  const plain = partsOf("{ ws: { query: { properties: { a: { type: string, enum: [x, y] }, b: {} } } } }");
  const other = partsOf(
    "{ ws: { query: { properties: { b: {}, a: { $ref: '#/components/schemas/A' } } } } }",
    "{ A: { enum: [x, y], type: string } }",
  );
  expect(new Set(other.map(({ name, digest }) => `${name} ${digest}`))).toEqual(
    new Set(plain.map(({ name, digest }) => `${name} ${digest}`)),
  );
});

it.each([
  ["a type", "{ properties: { a: { type: integer } } }"],
  ["an allowed value", "{ properties: { a: { enum: [x] } } }"],
  ["a value of another type", "{ properties: { a: { const: '1' } } }", "{ properties: { a: { const: 1 } } }"],
  ["being required", "{ properties: { a: {} }, required: [a] }"],
])("is another one for %s", (_what, one, other = "{ properties: { a: {} } }") => {
  const [left, right] = [partsOf(`{ ws: { query: ${one} } }`), partsOf(`{ ws: { query: ${other} } }`)];
  expect(left.map(({ name }) => name)).toEqual(right.map(({ name }) => name));
  expect(left).not.toEqual(right);
});

it("ends for a schema that means itself", () => {
  const own =
    "{ A: { properties: { a: { $ref: '#/components/schemas/A' } }, allOf: [{ $ref: '#/components/schemas/A' }] } }";
  const parts = partsOf("{ ws: { headers: { $ref: '#/components/schemas/A' } } }", own);
  expect(parts.map(({ name }) => name)).toEqual(["header a", "headers as a whole"]);
});
