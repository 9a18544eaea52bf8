// What a message is called, and why it does not fit: said honestly where it was not read or not checked.
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { bodySearch } from "./body-search.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { canonicalJson, exactJson } from "./json-text.ts";
import { recognise } from "./recognised.ts";

function message(name: string, schema: JsonObject | null, contentType = "application/json"): ConsoleMessage {
  const texts = { key: name, name, title: "", summary: "", contentType };
  return { ...texts, schema, examples: [], answeredBy: [], answeredOn: [], correlation: null };
}

const said = message("said", { type: "object", properties: { user: { type: "string" } } });
const count = message("count", { type: "number" });
const plain = message("plain", null, "text/plain");
const picture = message("picture", null, "image/png");

test("the only message of a topic is that message, with why it does not fit", () => {
  const verdict = { kind: "invalid", misfits: [{ path: "$.user", words: expect.any(String) }] };
  expect(recognise('{"user":5}', [said])).toEqual({ kind: "named", message: said, verdict });
});

test("one that fits none of several is unknown, with why for each", () => {
  const recognised = recognise('{"user":5}', [said, count]);
  if (recognised.kind !== "unknown") throw new Error(recognised.kind);
  expect(recognised.tried.map(({ message: { name }, misfits }) => [name, misfits.length])).toEqual([
    ["said", 1],
    ["count", 1],
  ]);
});

test("a text that is no JSON is the message of texts, not a JSON one that does not fit", () => {
  expect(recognise("hello", [said, plain])).toMatchObject({ message: { name: "plain" } });
  expect(recognise("hello", [said, plain])).toMatchObject({ verdict: { kind: "unchecked" } });
});

test("what is too long or bytes is not read, and not called unknown", () => {
  expect(recognise(`"${"x".repeat(70_000)}"`, [said])).toEqual({ kind: "unread" });
  expect(recognise(Uint8Array.of(1), [said])).toEqual({ kind: "unread" });
  expect(recognise(Uint8Array.of(1), [said, picture])).toMatchObject({ message: { name: "picture" } });
});

test("integers beyond 2^53 are searched and compared by their digits", () => {
  const body = '{"id":9007199254740993}';
  expect(bodySearch("$.id=9007199254740993")(body)).toBe(true);
  expect(bodySearch("$.id=9007199254740992")(body)).toBe(false);
  expect(canonicalJson(exactJson('{"b":9007199254740993,"a":[1.0]}'))).toBe('{"a":[1],"b":9007199254740993}');
});
