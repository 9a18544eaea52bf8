// What a text of AsyncAPI 3, or one that is no AsyncAPI at all, becomes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { basicInfoSchema, createApiSchema } from "#lib/apis/api-fields.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { readImport } from "./read-import.ts";
import { givenValues, serverUrl, valuesIn } from "./server-url.ts";

const AS_IT_IS = { isSwapped: false };
const read = (text: string) => readImport(text, AS_IT_IS);

const DOCUMENT = `# of the exchange
asyncapi: 3.0.0
info: { title: Gemini Market Data WebSocket API, version: 1.0.0, description: Prices }
servers:
  kafka: { host: 'broker:9092', protocol: kafka }
  live:
    host: '{region}.example.com:{port}'
    pathname: v1/{feed}
    protocol: wss
    variables:
      region: { enum: [eu, us] }
      port: { default: '8443' }
    security: [{ $ref: '#/components/securitySchemes/key' }]
channels:
  prices:
    address: /prices/{symbol}
    parameters: { symbol: {} }
    messages:
      tick: { name: Tick, payload: { type: object } }
      ask: { payload: { type: object } }
  offsets:
    address: /offsets
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { offset: {} }
  replies: { address: null }
  bare: { address: bare }
operations:
  sendTick: { action: send, channel: { $ref: '#/channels/prices' }, messages: [{ $ref: '#/channels/prices/messages/tick' }] }
  ask: { action: receive, channel: { $ref: '#/channels/prices' }, messages: [{ $ref: '#/channels/prices/messages/ask' }] }
  sendOffset: { action: send, channel: { $ref: '#/channels/offsets' } }
components:
  securitySchemes:
    key: { type: httpApiKey, in: header, name: key }
`;

describe("a text of AsyncAPI 3", () => {
  it("is the definition byte for byte, with a BOM and with CRLF", () => {
    for (const text of [DOCUMENT, `\uFEFF${DOCUMENT}`, DOCUMENT.replaceAll("\n", "\r\n")]) {
      expect(read(text)).toMatchObject({ cameAs: "3.0.0", definition: text, original: null });
    }
    expect(read(DOCUMENT.replace("3.0.0", "3.1.0")).cameAs).toBe("3.1.0");
  });

  it("has the diagnostics that its judge finds", () => {
    const { diagnostics } = read(DOCUMENT);
    expect(diagnostics).toEqual(
      judgeDefinition(DOCUMENT).diagnostics.map((found) => ({ ...found, of: "definition" })),
    );
    expect(diagnostics.map(({ code }) => code)).toContain("topic");
  });

  it("shows its channels in both directions, and which the gateway cannot serve", () => {
    const [prices, offsets, replies, bare] = read(DOCUMENT).topics;
    expect(prices).toEqual({
      key: "prices",
      address: "/prices/{symbol}",
      directions: [
        { action: "receive", messages: ["ask"] },
        { action: "send", messages: ["Tick"] },
      ],
      handshake: [],
      notServed: null,
    });
    expect(offsets).toMatchObject({ directions: [{ action: "send", messages: ["offset"] }] });
    expect(offsets?.notServed).toContain("kafka");
    expect(replies).toMatchObject({
      address: null,
      notServed: expect.stringContaining("unknown until run time"),
    });
    expect(bare?.notServed).toContain("/bare");
  });

  it("shows its servers with their variables, and what they ask for", () => {
    const [kafka, live] = read(DOCUMENT).servers;
    expect(kafka).toEqual({
      ...{ key: "kafka", template: "kafka://broker:9092", variables: [], protocol: "kafka" },
      ...{ isWebSocket: false, notes: [] },
    });
    expect(live).toMatchObject({
      template: "wss://{region}.example.com:{port}/v1/{feed}",
      isWebSocket: true,
    });
    expect(live?.variables).toEqual([
      { name: "region", value: "eu", allowed: ["eu", "us"], description: "" },
      { name: "port", value: "8443", allowed: [], description: "" },
      { name: "feed", value: "", allowed: [], description: "" },
    ]);
    expect(live?.notes.join("\n")).toMatch(/key \(httpApiKey\)/);
  });

  it("lets the value be chosen that a variable begins with, listed among the first or not", () => {
    const many = Array.from({ length: 600 }, (_, index) => `r${index}`);
    for (const [given, listed] of [
      ["r599", many],
      ["ap", ["eu", "us"]],
    ] as const) {
      const region = `{ enum: [${listed.join(", ")}], default: ${given} }`;
      const [, live] = read(DOCUMENT.replace("{ enum: [eu, us] }", region)).servers;
      if (live === undefined) throw new Error("The server was not read.");
      expect(valuesIn(live, serverUrl(live, givenValues(live)))).toMatchObject({ region: given });
    }
  });

  it("proposes what a person would type", () => {
    expect(read(DOCUMENT.replace("v1/{feed}", "v1")).proposal).toEqual({
      name: "Gemini Market Data WebSocket API",
      displayName: "Gemini Market Data WebSocket API",
      context: "/gemini-market-data-websocket-api",
      version: "1.0.0",
      description: "Prices",
      endpoint: "wss://eu.example.com:8443/v1",
    });
  });

  it("proposes no endpoint whose variables are open, and a version as it was written", () => {
    const { proposal } = read(DOCUMENT.replace("version: 1.0.0", "version: 1.10"));
    expect(proposal).toMatchObject({ endpoint: "", version: "1.10" });
  });
});

describe("a proposal", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.constantFrom("t", "..", "ÄÖ Ü", "/t/", "a  b", "😀".repeat(70), "-", "名前", "v 1/2", "x".repeat(300)),
  );
  const legal = {
    name: createApiSchema.shape.name,
    displayName: createApiSchema.shape.displayName,
    context: createApiSchema.shape.context,
    version: createApiSchema.shape.version,
    description: basicInfoSchema.shape.description,
    endpoint: createApiSchema.shape.endpoint,
  };

  it("is legal in each field, or empty there", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (title, version, host, pathname) => {
        const text = stringify({
          asyncapi: "3.0.0",
          info: { title, version, description: title },
          servers: { a: { host, pathname, protocol: "ws" } },
        });
        const { proposal } = read(text);
        for (const [field, schema] of Object.entries(legal)) {
          const value = Object.entries(proposal).find(([key]) => key === field)?.[1] ?? "";
          if (value !== "") expect(schema.safeParse(value)).toEqual({ success: true, data: value });
        }
      }),
    );
  });

  it("is not empty for a title, version and host of plain letters", () => {
    const words = fc.stringMatching(/^[A-Za-z]{2,10}( [A-Za-z]{2,10}){0,3}$/);
    fc.assert(
      fc.property(words, (title) => {
        const text = stringify({ asyncapi: "3.0.0", info: { title, version: "1.2.3" } });
        const { name, context, version } = read(text).proposal;
        expect([name, context, version].every((field) => field !== "")).toBe(true);
      }),
    );
  });
});

describe("a text that is no AsyncAPI", () => {
  const cases: readonly [string, string, RegExp][] = [
    ["nothing", "", /nothing/],
    ["spaces", " \n\n", /nothing/],
    ["comments only", "# a\n# b\n", /nothing/],
    ["a BOM only", "\uFEFF", /nothing/],
    ["HTML", "<!DOCTYPE html>\n<html><body>a: b: c</body></html>", /raw file/],
    ["XML", '<?xml version="1.0"?><a/>', /raw file/],
    ["OpenAPI", "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n", /OpenAPI/],
    ["Swagger", '{"swagger": "2.0"}', /OpenAPI/],
    [
      "a JSON Schema",
      '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}',
      /JSON Schema/,
    ],
    ["plain words", "hello there", /no AsyncAPI/],
    ["a list", "- a\n- b\n", /no AsyncAPI/],
    ["an object of other things", "a: 1\n", /asyncapi: 3\.0\.0/],
    ["AsyncAPI 1", "asyncapi: '1.2.0'\ntopics: {}\n", /1\.2\.0[\s\S]*Convert/],
    ["a candidate of AsyncAPI 2", "asyncapi: 2.0.0-rc1\n", /2\.0\.0-rc1[\s\S]*Convert/],
    ["AsyncAPI 4", "asyncapi: 4.0.0\n", /4\.0\.0/],
    ["a version that is a number", "asyncapi: 3.0\n", /three numbers/],
    ["a version that is a list", "asyncapi: [3]\n", /three numbers/],
    ["broken YAML", "asyncapi: 3.0.0\ninfo: {title: A\nchannels: [\n", /./],
    ["several documents", "asyncapi: 3.0.0\n---\na: 1\n", /Keep one/],
    ["tabs", "asyncapi: 3.0.0\ninfo:\n\ttitle: A\n\tversion: B\n", /./],
    ["a key of prototypes", "asyncapi: 3.0.0\n__proto__: {a: 1}\n", /__proto__/],
    ["channels that are a list", "asyncapi: 3.0.0\nchannels: []\n", /channels/],
  ];
  for (const [what, text, advice] of cases) {
    it(`gets one plain diagnostic: ${what}`, () => {
      const reading = read(text);
      expect(reading).toMatchObject({ definition: null, original: null, topics: [], servers: [] });
      expect(reading.diagnostics).toEqual([
        expect.objectContaining({
          severity: "error",
          of: "original",
          message: expect.stringMatching(advice),
        }),
      ]);
    });
  }
});
