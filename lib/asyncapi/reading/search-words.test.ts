// What the search says beside its hits: that something is nowhere is said of a document that was searched whole only.
import { expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { findHits } from "./search.ts";
import { packSearch } from "./search-pack.ts";
import { unpackIndex } from "./search-wire.ts";
import { searchWords } from "./search-words.ts";
import { readingView } from "./view.ts";

const documentOf = (count: number): JsonObject => {
  const properties = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`field${at}`, { type: "string" }]),
  );
  const channels = { a: { address: "/a", messages: { m: { payload: { type: "object", properties } } } } };
  return { asyncapi: "3.0.0", info: { title: "T", version: "1" }, channels };
};

function answerOf(document: JsonObject, query: string): string {
  const packed = packSearch(readingView(document));
  return searchWords(packed, query, findHits(unpackIndex(packed), query).length);
}

it("says of a property that was cut from a large tree that the ends of trees are not searched, and where to look", () => {
  expect(answerOf(documentOf(1200), "field1199")).toBe(
    "Nothing has “field1199” in its name, texts or values. The ends of large schemas and texts are not searched: look in the source for what stands there.",
  );
});

it("says so of an entry in Schemas too, and beside what is found", () => {
  const document = documentOf(1);
  const large = documentOf(1200) as { channels: { a: { messages: { m: { payload: JsonObject } } } } };
  document.components = { schemas: { Large: large.channels.a.messages.m.payload } };
  document.channels = {
    a: { messages: { m: { payload: { properties: { x: { $ref: "#/components/schemas/Large" } } } } } },
  };
  expect(answerOf(document, "field77")).toMatch(/^\d+ places\. The ends of large schemas/);
});

it("says nothing of the kind where all is searched", () => {
  expect(answerOf(documentOf(20), "nowhere")).toBe("Nothing has “nowhere” in its name, texts or values");
  expect(answerOf(documentOf(20), "field19")).toBe("1 place");
});

it("says that the end of a document is left out where its index has no room for it", () => {
  expect(searchWords({ isCut: true, hasCutParts: false }, "x", 0)).toBe(
    "Nothing has “x” in its name, texts or values. The document is too large to be searched whole: its end is left out.",
  );
});
