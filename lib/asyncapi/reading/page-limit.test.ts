// How much a page of a hostile document is sent: counted in characters of JSON and in parts.
import { describe, expect, it } from "vitest";
import { type JsonObject, objectFrom } from "#lib/asyncapi/json-value.ts";
import { outlineOf } from "./outline.ts";
import { pageView } from "./page-limit.ts";
import { searchIndex } from "./search.ts";
import { firstScreen, partAt } from "./sections.ts";
import { type ReadingView, readingView } from "./view.ts";

const MEGABYTE = 1024 * 1024;
const sized = (value: unknown) => JSON.stringify(value).length;
const sentOf = (page: ReadingView) => sized(firstScreen(page)) + sized(outlineOf(page));
const many = (count: number, of: (index: number) => JsonObject, prefix = "k") =>
  objectFrom(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, of(index)] as const));

describe("the page of a document made to be large", () => {
  it.each<[string, JsonObject]>([
    ["31,000 channels", { channels: many(31_000, (index) => ({ address: `/${index}` })) }],
    [
      "messages of one channel with names of 250 characters",
      { channels: { a: { address: "/a", messages: many(3000, () => ({}), "k".repeat(250)) } } },
    ],
    [
      "20,000 servers",
      { servers: many(20_000, (index) => ({ host: `h${index}.example`, protocol: "wss" })) },
    ],
    [
      "keys of 2,000 characters",
      { channels: many(2000, (index) => ({ address: `/${index}` }), "k".repeat(2000)) },
    ],
  ])("is sent little, and says how much it leaves out: %s", (_, document) => {
    const view = readingView({ asyncapi: "3.0.0", ...document });
    const page = pageView(view);
    expect(sentOf(view)).toBeGreaterThan(3 * MEGABYTE);
    expect(sentOf(page)).toBeLessThan(2 * MEGABYTE);
    const partsOf = ({ channels, servers }: ReadingView) =>
      channels.length + servers.length + channels.reduce((sum, { others }) => sum + others.length, 0);
    expect(page).toMatchObject({ hasMore: true, leftOut: partsOf(view) - partsOf(page) });
    expect(partsOf(page)).toBeGreaterThan(200);
  });

  it("lists, searches and gives the same parts", () => {
    const view = readingView({
      asyncapi: "3.0.0",
      channels: many(31_000, (index) => ({ address: `/${index}` })),
    });
    const page = pageView(view);
    const ids = outlineOf(page)[0]?.items.map(({ id }) => id) ?? [];
    expect(searchIndex(page).map(({ id }) => id)).toEqual(ids);
    expect(partAt(page, ids.at(-1) ?? "")).toMatchObject({ kind: "channel" });
    expect(partAt(page, `channel-k${ids.length}`)).toBeNull();
    expect(page.channels).toEqual(view.channels.slice(0, ids.length));
  });
});

it("the page of a document of ordinary size is all of it", () => {
  const messages = many(10, () => ({
    payload: { type: "object", properties: { said: { type: "string" } } },
  }));
  const view = readingView({ asyncapi: "3.0.0", channels: many(170, () => ({ address: "/all", messages })) });
  expect(pageView(view)).toBe(view);
});
