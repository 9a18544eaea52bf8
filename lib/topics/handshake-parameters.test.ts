// What a handshake has to bring, as the `ws` binding of its channel says it.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { handshakeParametersSchema } from "#lib/routes/handshake-parameters.ts";
import { readHandshakeParameters } from "./handshake-parameters.ts";

/** Of a channel with these lines as its binding's members. */
function read(binding: string, components = "{}") {
  const text = `asyncapi: 3.0.0
info: { title: T, version: "1" }
channels:
  prices: { address: /prices, bindings: ${binding} }
  quiet: { address: /quiet }
  unknown: { address: null, bindings: ${binding} }
components: ${components}
`;
  const { definition, diagnostics } = parseDefinition(text);
  if (definition === null) throw new Error(JSON.stringify(diagnostics));
  return readHandshakeParameters(definition);
}

const queryOf = (schema: string, components?: string) =>
  read(`{ ws: { query: ${schema} } }`, components).get("/prices")?.query;

describe("what a handshake has to bring", () => {
  it("is read of query and headers, headers in lower case, for topics that ask for something", () => {
    const found = read(`{ ws: {
      query: { type: object, required: [lang], properties: { lang: { enum: [en, de] }, note: { type: string } } },
      headers: { type: object, required: [X-Client] } } }`);
    expect([...found]).toEqual([
      [
        "/prices",
        {
          query: [{ name: "lang", isRequired: true, values: ["en", "de"] }],
          headers: [{ name: "x-client", isRequired: true }],
        },
      ],
    ]);
  });

  it("is followed through references and allOf, each demand of a name by itself", () => {
    const components = `{
      channelBindings: { live: { ws: { query: { $ref: '#/components/schemas/Query' } } } },
      schemas: {
        Depth: { type: integer, allOf: [{ enum: [5, 10] }] },
        Base: { required: [depth] },
        Query: { properties: { depth: { $ref: '#/components/schemas/Depth' } }, allOf: [{ $ref: '#/components/schemas/Base' }] } } }`;
    expect(read("{ $ref: '#/components/channelBindings/live' }", components).get("/prices")?.query).toEqual([
      { name: "depth", isRequired: true, type: "integer" },
      { name: "depth", isRequired: true, values: [5, 10] },
    ]);
  });

  it("has rules for a value only where text says it in one way", () => {
    const properties = `{ a: { type: array, enum: [[1]] }, b: { type: [string, integer] }, c: { const: true },
      d: { type: number, minimum: 1 }, e: { enum: [x, null] }, f: { enum: [.inf] }, g: 5, h: { oneOf: [{ const: 1 }] } }`;
    expect(queryOf(`{ properties: ${properties} }`)).toEqual([
      { name: "c", isRequired: false, values: [true] },
      { name: "d", isRequired: false, type: "number" },
    ]);
  });

  it("leaves out credentials, and the headers that every handshake has", () => {
    const found = read(`{ ws: {
      query: { required: [apikey, Access_Token, ticket, lang] },
      headers: { required: [Authorization, apikey, Host, Sec-WebSocket-Protocol, X-Client] } } }`);
    const { query, headers } = found.get("/prices") ?? { query: [], headers: [] };
    expect([...query, ...headers].map(({ name }) => name)).toEqual(["lang", "x-client"]);
  });

  it.each([
    "5",
    "{ required: lang, properties: [1], allOf: 3 }",
    "{ $ref: '#/channels/prices/bindings/ws/query' }",
    "{ $ref: 'https://x.example/q.yaml' }",
    "true",
  ])("is nothing where the schema is none: %s", (schema) => {
    expect(queryOf(schema)).toBeUndefined();
  });

  it("stays within bounds for a schema that means itself many times over, and fits the route record", () => {
    const many = "allOf: [{ $ref: '#/components/schemas/Q' }, { $ref: '#/components/schemas/Q' }]";
    const names = Array.from({ length: 2000 }, (_, index) => `n${index}`).join(", ");
    const components = `{ schemas: { Q: { required: [__proto__, constructor, ${names}], ${many} } } }`;
    const query = queryOf("{ $ref: '#/components/schemas/Q' }", components) ?? [];
    expect(query.length).toBeLessThan(500);
    expect(query.slice(0, 2).map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
    expect(handshakeParametersSchema.parse({ query, headers: [] }).query).toEqual(query);
  });
});
