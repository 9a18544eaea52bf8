// Ordinary documents whose messages share large schemas: written once, used everywhere. Nothing of them may be missing.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { nodesFor } from "#lib/asyncapi/node-budget.ts";
import { writtenHtml } from "./export/written-document.ts";
import { writtenMarkdown } from "./export/written-markdown.ts";
import { type OutlineItem, outlineOf } from "./outline.ts";
import type { SchemaNode } from "./schema-node.ts";
import { findHits, searchIndex } from "./search.ts";
import { type ReadingView, readingView } from "./view.ts";

const many = (count: number, of: (at: number) => [string, JsonValue]): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => of(at)));
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const plain = (prefix: string, count: number): JsonObject =>
  many(count, (at) => [`${prefix}${at}`, { type: "string", description: `What ${prefix}${at} is for` }]);
const object = (properties: JsonObject): JsonObject => ({ type: "object", properties });

const TRADING: JsonObject = {
  Order: object({ ...plain("order", 12), account: ref("Account"), instrument: ref("Instrument") }),
  Account: object({ ...plain("account", 12), owner: ref("Person"), trader: ref("Person") }),
  Person: object(plain("person", 12)),
  Instrument: object({ ...plain("instrument", 12), legs: { type: "array", items: ref("Leg") } }),
  Leg: object({ ...plain("leg", 12), of: ref("Person") }),
};

function documentOf(topics: number, messages: number, schemas: JsonObject, payload: JsonValue): JsonObject {
  const channels = many(topics, (topic) => [
    `desk/${topic}`,
    { address: `/desk/${topic}`, messages: many(messages, (at) => [`m${topic}x${at}`, { payload }]) },
  ]);
  const operations = many(2 * topics, (at) => [
    `op${at}`,
    {
      action: at % 2 === 0 ? "send" : "receive",
      channel: { $ref: `#/channels/desk~1${Math.floor(at / 2)}` },
    },
  ]);
  return {
    ...{ asyncapi: "3.0.0", info: { title: "Trades", version: "1" } },
    ...{ channels, operations, components: { schemas } },
  };
}

const readAs = (document: JsonObject): ReadingView =>
  readingView(document, nodesFor(JSON.stringify(document, null, 2).length / 2));

const idsIn = (items: readonly OutlineItem[]): string[] =>
  items.flatMap(({ id, below }) => [id, ...idsIn(below)]);

function nodesIn(node: SchemaNode | null): SchemaNode[] {
  if (node === null) return [];
  const below = [...node.children, ...node.choices.flatMap(({ options }) => options)];
  return [node, ...below.flatMap(nodesIn)];
}

describe.each<[string, number, number, JsonObject, JsonValue]>([
  ["two orders in each message", 10, 4, TRADING, object({ before: ref("Order"), after: ref("Order") })],
  ["an order of 80 properties as each message", 20, 5, { Order: object(plain("order", 80)) }, ref("Order")],
])("a document with %s", (_, topics, messages, schemas, payload) => {
  const document = documentOf(topics, messages, schemas, payload);
  const view = readAs(document);

  it("has every topic, direction, message and named schema on the page, in the outline and in search", () => {
    expect(view.channels).toHaveLength(topics);
    for (const { operations } of view.channels) {
      expect(operations.map((operation) => operation.messages.length)).toEqual([messages, messages]);
    }
    expect(view.schemas.map(({ name }) => name).toSorted()).toEqual(Object.keys(schemas).toSorted());
    const outlined = outlineOf(view).flatMap(({ items }) => idsIn(items));
    expect(outlined).toContain(`operation-op${2 * topics - 1}.m${topics - 1}x${messages - 1}`);
    for (const name of Object.keys(schemas)) expect(outlined).toContain(`schema-${name}`);
    expect(findHits(searchIndex(view), `desk/${topics - 1}`)[0]?.entry.id).toBe(`channel-desk/${topics - 1}`);
  });

  it("tells each named schema whole at its own entry, and says in a message that it is there", () => {
    for (const { name, root } of view.schemas)
      expect(root.children).toHaveLength(Object.keys((schemas[name] as JsonObject).properties ?? {}).length);
    const last = view.channels.at(-1)?.operations.at(-1)?.messages.at(-1);
    const shallow = nodesIn(last?.payload ?? null).filter((node) => node.isToldAtEntry);
    expect(shallow.map(({ typeName, left }) => [typeName, left])).toContainEqual(["Order", 0]);
    expect(view.hasMore).toBe(false);
    expect(last?.hasMore).toBe(false);
  });

  it("is written out whole", () => {
    for (const written of [writtenMarkdown(view), writtenHtml(view)]) {
      expect(written).toContain(`/desk/${topics - 1}`);
      expect(written).not.toContain("… and more");
      expect(written).toContain("What it holds is told under");
    }
  });
});

it("a schema that is read again is told in full while there is plenty", () => {
  const view = readAs(documentOf(2, 2, TRADING, object({ before: ref("Order"), after: ref("Order") })));
  const trees = view.channels.flatMap(({ operations }) =>
    operations.flatMap(({ messages }) => messages.flatMap(({ payload }) => nodesIn(payload))),
  );
  expect(trees.some((node) => node.isToldAtEntry)).toBe(false);
});

it("where messages take all there is, the last ones have their part too, and every named schema its entry", () => {
  const inline = object(many(2000, (at) => [`p${at}`, { oneOf: [{ type: "string" }, ref("Leg")] }]));
  const holders = many(30, (at) => [`h${at}`, { ...inline, title: `H${at}` }]);
  const document = documentOf(30, 4, { ...TRADING, ...holders }, ref("h0"));
  const channels = many(30, (at) => [
    `t${at}`,
    { address: `/t${at}`, messages: { m: { payload: { ...inline, title: `T${at}` } } } },
  ]);
  const view = readingView({ ...document, channels }, 20_000);
  expect(view.channels).toHaveLength(30);
  const last = view.channels.at(-1)?.others.at(-1);
  expect(nodesIn(last?.payload ?? null).length).toBeGreaterThan(20);
  expect(last?.hasMore).toBe(true);
  expect(view.schemas.map(({ name }) => name)).toEqual(expect.arrayContaining(["Leg", "Person"]));
});
