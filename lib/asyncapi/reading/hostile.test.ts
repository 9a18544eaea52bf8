// Documents written to make a reader's page run something, or grow without end: counted in characters and nodes.
import { describe, expect, it, vi } from "vitest";
import { type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { writtenHtml } from "./export/written-document.ts";
import { writtenMarkdown } from "./export/written-markdown.ts";
import { type OutlineItem, outlineOf } from "./outline.ts";
import { findHits, searchIndex } from "./search.ts";
import { packIndex } from "./search-wire.ts";
import { firstScreen, partAt } from "./sections.ts";
import { type ReadingView, readingView } from "./view.ts";

vi.setConfig({ testTimeout: 120_000 });

const MEGABYTE = 1024 * 1024;

type Parts = { channels?: JsonObject; operations?: JsonObject; schemas?: JsonObject; info?: JsonObject };

function documentOf({ channels = {}, operations = {}, schemas = {}, info = {} }: Parts): JsonObject {
  const head = { title: "T", version: "1", ...info };
  return { asyncapi: "3.0.0", info: head, channels, operations, components: { schemas } };
}

const sendOn = (channel: string): JsonObject => ({
  action: "send",
  channel: {
    $ref: `#/channels/${channel.isWellFormed() ? encodeURIComponent(channel.replaceAll("/", "~1")) : channel}`,
  },
});

const sized = (value: unknown) => JSON.stringify(value).length;
const many = (count: number, prefix = "p") =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const objectOf = (names: readonly string[], value: JsonValue) =>
  objectFrom(names.map((name) => [name, value] as const));

function idsIn(items: readonly OutlineItem[]): string[] {
  return items.flatMap(({ id, below }) => [id, ...idsIn(below)]);
}

/** All that is made of a view: nothing throws, nothing is without bound, every part is found by its own address. */
function expectBounded(view: ReadingView): void {
  const outline = outlineOf(view);
  expect(sized(outline)).toBeLessThan(8 * MEGABYTE);
  expect(sized(packIndex(searchIndex(view)))).toBeLessThan(8 * MEGABYTE);
  expect(sized(firstScreen(view))).toBeLessThan(8 * MEGABYTE);
  const ids = outline.flatMap(({ items }) => idsIn(items)).filter((id) => !id.startsWith("server-"));
  for (const id of [ids[0], ids.at(-1)]) expect(sized(partAt(view, id ?? ""))).toBeLessThan(8 * MEGABYTE);
  expect(writtenMarkdown(view).length).toBeLessThan(16 * MEGABYTE);
  expect(writtenHtml(view).length).toBeLessThan(32 * MEGABYTE);
}

describe("a document made to be large", () => {
  const self = { $ref: "#/components/schemas/A" };
  const room = (message: JsonObject, address = "/room"): JsonObject => ({
    room: { address, messages: { said: message } },
  });
  const said = { say: sendOn("room") };

  it("stays bounded: a schema of alternatives that are the schema itself", () => {
    const schemas = { A: { oneOf: Array.from({ length: 30 }, () => self), properties: { again: self } } };
    expectBounded(readingView(documentOf({ channels: room({ payload: self }), operations: said, schemas })));
  });

  it("stays bounded: 10,000 properties, and finds the first of them", () => {
    const payload = { properties: objectOf(many(10_000), { type: "string", description: "Said" }) };
    const view = readingView(documentOf({ channels: room({ payload }), operations: said }));
    expectBounded(view);
    expect(findHits(searchIndex(view), "p7")[0]?.entry.name).toBe("p7");
  });

  it("stays bounded: one line of 1 MB in each kind of text", () => {
    const line = "x".repeat(MEGABYTE);
    const message = { title: line, summary: line, description: line, payload: { const: line, enum: [line] } };
    const channels = {
      room: { address: "/room", title: line, description: line, messages: { said: message } },
    };
    expectBounded(readingView(documentOf({ channels, operations: said, info: { description: line } })));
  });

  it("stays bounded: an address of 500 KB over 4,000 properties, which are all found", () => {
    const payload = { properties: objectOf(many(900), { description: "Said" }) };
    const messages = objectOf(many(5, "m"), { payload });
    const channels = { room: { address: `/${"a".repeat(500_000)}`, messages } };
    const view = readingView(documentOf({ channels, operations: said }));
    expectBounded(view);
    const [last] = findHits(searchIndex(view), "p899");
    expect(last?.entry.within[0]?.length).toBeLessThan(500);
  });

  it("stays bounded: 5,000 channels, each of which has its place in the outline", () => {
    const names = many(5000, "c");
    const channels = objectFrom(
      names.map((name) => [name, { address: `/${name}`, messages: { m: { payload: {} } } }] as const),
    );
    const operations = objectFrom(names.map((name) => [`o-${name}`, sendOn(name)] as const));
    const view = readingView(documentOf({ channels, operations }));
    expectBounded(view);
    expect(outlineOf(view)[0]?.items).toHaveLength(view.channels.length);
    expect(view.channels.length === 5000 || view.hasMore).toBe(true);
  });

  it.each(["channel", "operation", "message", "property", "schema"])(
    "stays bounded: a key of 100 KB of a %s",
    (what) => {
      const long = (of: string) => (of === what ? "k".repeat(100 * 1024) : of);
      const payload = {
        properties: {
          [long("property")]: {
            properties: objectOf(many(500), { $ref: `#/components/schemas/${long("schema")}` }),
          },
        },
      };
      const messages = objectFrom(
        many(2000, "m").map((name, at) => [at === 0 ? long("message") : name, { payload }] as const),
      );
      const channels = { [long("channel")]: { address: "/room", messages } };
      const operations = { [long("operation")]: sendOn(long("channel")) };
      const schemas = { [long("schema")]: { type: "string" } };
      expectBounded(readingView(documentOf({ channels, operations, schemas })));
    },
  );
});

describe("a document made to be misread", () => {
  const script = "<script>ran()</script>[x](javascript:ran()) ![y](javascript:ran())";

  /** Every text of the document is this one, keys too. */
  const hostile = (text: string): JsonObject => {
    const tag = { name: text, description: text, externalDocs: { url: text, description: text } };
    const about = {
      title: text,
      summary: text,
      description: text,
      tags: [tag],
      externalDocs: tag.externalDocs,
    };
    const payload = {
      ...about,
      type: text,
      format: text,
      const: text,
      default: text,
      enum: [text],
      pattern: text,
    };
    const properties = objectFrom([[text, { ...payload, examples: [text] }]]);
    const message = {
      ...{ ...about, name: text, contentType: text, correlationId: { location: text, description: text } },
      ...{
        payload: { ...payload, properties },
        headers: { properties },
        examples: [{ name: text, payload: text }],
      },
    };
    const ws = { method: text, query: { properties } };
    const channel = { ...about, address: text, bindings: { ws }, messages: objectFrom([[text, message]]) };
    const contact = { name: text, url: text, email: text };
    return {
      ...documentOf({ info: { ...about, termsOfService: text, contact, license: contact } }),
      channels: objectFrom([[text, channel]]),
      servers: objectFrom([
        [
          text,
          { ...about, host: text, protocol: text, variables: objectFrom([[text, { description: text }]]) },
        ],
      ]),
      operations: objectFrom([
        [text, { ...about, ...sendOn(text), reply: { address: { location: text, description: text } } }],
      ]),
    };
  };

  it("lets nothing run where every text is a script", () => {
    const view = readingView(hostile(script));
    expectBounded(view);
    const tags = writtenHtml(view).match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? [];
    expect(tags.length).toBeGreaterThan(50);
    expect(
      tags.filter((tag) => /^<(?:script|img|iframe|svg)|\s(?:href|src)="javascript:/i.test(tag)),
    ).toEqual([]);
  });

  it.each(["__proto__", "constructor", "\ud800", "\udfff\ud800"])(
    "keeps names apart from what objects have: %j",
    (text) => {
      const view = readingView(hostile(text));
      expectBounded(view);
      expect(view.channels[0]).toMatchObject({ key: text, address: text });
      expect(partAt(view, `channel-${text}`)).toMatchObject({ kind: "channel" });
      expect(partAt(view, `operation-${text}`)).toMatchObject({ kind: "operation" });
      expect(searchIndex(view).filter(({ name }) => name === text).length).toBeGreaterThan(5);
      expect(Object.keys(Object.prototype)).toEqual([]);
      if (!text.isWellFormed()) return;
      for (const written of [writtenHtml(view), writtenMarkdown(view)])
        expect(written).toContain(text.slice(2, -2));
    },
  );

  it("has no part at an address that is nobody's", () => {
    const view = readingView(documentOf({ channels: { a: { address: "/a" } } }));
    for (const id of ["", "__proto__", "constructor", "channel-", "channel-a.", "\ud800"])
      expect(partAt(view, id)).toBeNull();
  });
});
