// What a console offers of a document: both ways in the client's words, schemas that stand by themselves, examples to send.
import { expect, test } from "vitest";
import { parse } from "yaml";
import { isJsonObject, type JsonObject } from "#lib/asyncapi/json-value.ts";
import { readCatalogue } from "./read-catalogue.ts";
import { misfitsOf } from "./validation.ts";

const DOCUMENT = `
asyncapi: 3.0.0
info: { title: T, version: "1" }
defaultContentType: application/json
channels:
  room:
    address: /rooms/{id}
    parameters: { id: { description: Which room, examples: [lobby] } }
    bindings:
      ws:
        query: { type: object, required: [lang], properties: { lang: { type: string, enum: [en, de] } } }
        headers: { type: object, required: [X-Id], properties: { X-Id: { type: string }, X-Trace: {} } }
    messages:
      ask:
        correlationId: { location: $message.payload#/id }
        payload: { $ref: '#/components/schemas/Ask' }
        examples: [{ name: First, payload: { id: 1, node: { next: {} } } }]
      tell: { payload: { type: string } }
  unknown: { address: null }
operations:
  onAsk:
    action: receive
    channel: { $ref: '#/channels/room' }
    messages: [{ $ref: '#/channels/room/messages/ask' }]
    reply:
      channel: { $ref: '#/channels/room' }
      messages: [{ $ref: '#/channels/room/messages/tell' }]
components:
  schemas:
    Ask:
      type: object
      required: [id]
      properties: { id: { type: integer }, node: { $ref: '#/components/schemas/Node' } }
    Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } }, additionalProperties: false }
`;

function documentOf(text: string): JsonObject {
  const value: unknown = parse(text);
  if (!isJsonObject(value)) throw new Error("The text is no object.");
  return value;
}

test("topics, fields and messages are those of the definition, answers among what comes back", () => {
  const { topics, isCut } = readCatalogue(documentOf(DOCUMENT));
  expect(isCut).toBe(false);
  expect(topics).toHaveLength(1);
  const [topic] = topics;
  expect(topic?.parameters).toEqual([
    { name: "id", description: "Which room", isRequired: true, values: [], example: "lobby" },
  ]);
  expect(topic?.headers).toEqual([
    { name: "X-Id", isRequired: true },
    { name: "X-Trace", isRequired: false },
  ]);
  expect(topic?.query).toEqual([
    { name: "lang", description: "", isRequired: true, values: ["en", "de"], example: "en" },
  ]);
  expect(topic?.sends).toMatchObject([
    { key: "ask", correlation: "/id", answeredBy: ["tell"], examples: [{ name: "First" }] },
  ]);
  expect(topic?.receives).toMatchObject([{ key: "tell", answeredBy: [] }]);
});

test("a reply on a channel of its own is offered there, and found from the question", () => {
  const text = `
asyncapi: 3.0.0
info: { title: T, version: "1" }
channels:
  asks: { address: /asks, messages: { ask: { payload: { type: object } } } }
  answers: { address: /answers, messages: { tell: { payload: { type: string } }, other: {} } }
operations:
  onAsk:
    action: receive
    channel: { $ref: '#/channels/asks' }
    reply:
      channel: { $ref: '#/channels/answers' }
      messages: [{ $ref: '#/channels/answers/messages/tell' }]
`;
  expect(readCatalogue(documentOf(text)).topics).toMatchObject([
    {
      ...{ address: "/asks", receives: [] },
      sends: [{ key: "ask", answeredBy: [], answeredOn: [{ address: "/answers", key: "tell" }] }],
    },
    { address: "/answers", sends: [], receives: [{ key: "tell", answeredBy: [], answeredOn: [] }] },
  ]);
});

test("what several operations ask is answered on another topic once, and none of it is cut", () => {
  const messages = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`m${index}`, {}]));
  const ask = {
    action: "receive",
    channel: { $ref: "#/channels/asks" },
    reply: { channel: { $ref: "#/channels/answers" } },
  };
  const operations = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`ask${index}`, ask]));
  const channels = { asks: { address: "/asks", messages }, answers: { address: "/answers", messages } };
  const { topics, isCut } = readCatalogue({ asyncapi: "3.0.0", info: {}, channels, operations });
  expect(isCut).toBe(false);
  expect(topics[0]?.sends.map(({ answeredOn }) => answeredOn.length)).toEqual(Array(20).fill(20));
});

test("a schema brings along what it refers to, cycles and all", () => {
  const schema = readCatalogue(documentOf(DOCUMENT)).topics[0]?.sends[0]?.schema ?? null;
  if (schema === null) throw new Error("The message has no schema.");
  expect(JSON.stringify(schema)).not.toContain("#/components");
  expect(misfitsOf(schema, { id: 1, node: { next: { next: {} } } })).toEqual([]);
  expect(misfitsOf(schema, { id: 1, node: { next: { next: { other: 1 } } } })).not.toEqual([]);
});

test("a document that refers to itself everywhere is read, and a large one is cut and says so", () => {
  const payload = { $ref: "#/channels/c0/messages/m/payload" };
  const channels = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [
      `c${index}`,
      {
        address: `/c${index}`,
        messages: { m: { payload: index === 0 ? payload : { type: "object", title: "x".repeat(3000) } } },
      },
    ]),
  );
  const operations = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [
      `o${index}`,
      { action: "send", channel: { $ref: `#/channels/c${index}` } },
    ]),
  );
  const read = readCatalogue({
    asyncapi: "3.0.0",
    info: {},
    defaultContentType: "application/json",
    channels,
    operations,
  });
  expect(read.isCut).toBe(true);
  expect(JSON.stringify(read).length).toBeLessThan(600_000);
});
