// The index of the search on its way to the browser: all of a large document, and what is cut is said.
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { findHits, searchIndex } from "./search.ts";
import { packIndex, unpackIndex } from "./search-wire.ts";
import { readingView } from "./view.ts";

/** Some 2 MB: topics with ten messages of twelve described fields each. */
function large(topics: number): JsonObject {
  const fields = (name: string) =>
    Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => {
        const description = `What the field ${at} of ${name} tells its reader about the matter at hand.`;
        return [`field${at}`, { type: "string", description }];
      }),
    );
  const channels = Array.from({ length: topics }, (_, topic) => {
    const messages = Array.from({ length: 10 }, (_message, at) => {
      const name = `m${topic}x${at}`;
      return [name, { payload: { type: "object", properties: fields(name) } }];
    });
    return [`topic${topic}`, { address: `/topic${topic}`, messages: Object.fromEntries(messages) }];
  });
  return {
    asyncapi: "3.0.0",
    info: { title: "T", version: "1" },
    channels: Object.fromEntries(channels) as JsonObject,
  };
}

test("an index comes out as it went in", () => {
  const entries = searchIndex(readingView(large(3)));
  expect(unpackIndex(JSON.parse(JSON.stringify(packIndex(entries))))).toEqual(entries);
});

test("the last field of a document of 2 MB is found, and what goes there is less than the document", () => {
  const document = large(160);
  const characters = JSON.stringify(document).length;
  expect(characters).toBeGreaterThan(2_000_000);
  const entries = searchIndex(readingView(document));
  const packed = packIndex(entries);
  expect(packed.isCut).toBe(false);
  expect(JSON.stringify(packed).length).toBeLessThan(characters);
  const [hit] = findHits(unpackIndex(packed), "field 11 of m159x9 ");
  expect(hit?.entry).toMatchObject({ id: "channel-topic159.m159x9.payload.field11", name: "field11" });
});

test("what has no room is left out from the end, and said", () => {
  const entries = searchIndex(readingView(large(3)));
  const packed = packIndex(entries, 10_000);
  expect(packed.isCut).toBe(true);
  expect(unpackIndex(packed)).toEqual(entries.slice(0, packed.entries.length));
});
