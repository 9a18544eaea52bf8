// What a message is called, and why it does not fit: said honestly where it was not read or not checked.
import { describe, expect, test } from "vitest";
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

describe("a message whose marks are those of its alternatives", () => {
  const event = (name: string, more: JsonObject = {}): JsonObject => ({
    properties: { event: { const: name }, reqid: { type: "integer" }, ...more },
  });
  /** The shape of Kraken's WebSocket API: https://docs.kraken.com/websockets/#message-subscriptionStatus */
  const status = message("subscriptionStatus", {
    $ref: "#/$defs/subscriptionStatus",
    $defs: {
      subscriptionStatus: {
        type: "object",
        oneOf: [{ $ref: "#/$defs/statusError" }, { $ref: "#/$defs/statusSuccess" }],
      },
      statusError: { allOf: [{ required: ["errorMessage"] }, { $ref: "#/$defs/statusCommon" }] },
      statusSuccess: {
        allOf: [{ required: ["channelID", "channelName"] }, { $ref: "#/$defs/statusCommon" }],
      },
      statusCommon: { type: "object", required: ["event"], ...event("subscriptionStatus") },
    },
  });
  const pong = message("pong", event("pong"));
  const heartbeat = message("heartbeat", event("heartbeat"));
  const all = [pong, heartbeat, status];

  test("is unknown with the mark of none of them, though it is left over", () => {
    for (const value of ['{"event":"nonsense"}', '{"event":"unsubscribe","reqid":1}'])
      expect(recognise(value, all)).toMatchObject({ kind: "unknown" });
  });
  test("is unknown where nothing speaks against it, nor for it", () => {
    const plain = message("book", { type: "object", required: ["bids"] });
    expect(recognise('{"event":"nonsense"}', [...all, plain])).toMatchObject({
      kind: "unknown",
      tried: [{ message: { name: "book" } }],
    });
  });
  test("does not fit where its mark is met, and says why", () => {
    expect(recognise('{"event":"subscriptionStatus"}', all)).toMatchObject({
      message: { name: "subscriptionStatus" },
      verdict: { kind: "invalid" },
    });
  });
  test("is the only one of a topic unless its marks are not met", () => {
    expect(recognise('{"event":"nonsense"}', [status])).toMatchObject({ kind: "unknown" });
  });
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
