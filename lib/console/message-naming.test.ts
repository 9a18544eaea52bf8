// Messages are named by what sets them apart, then by trial; what cannot be told is said so. Answers find their questions.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { nameMessage } from "./message-naming.ts";
import { type NamedMessage, pairsOf } from "./reply-pairs.ts";
import { misfitsOf } from "./validation.ts";

function message(key: string, schema: JsonObject | null, more: Partial<ConsoleMessage> = {}): ConsoleMessage {
  const texts = { key, name: key, title: "", summary: "", contentType: "application/json" };
  return { ...texts, schema, examples: [], answeredBy: [], correlation: null, ...more };
}

const typed = (type: string, properties: JsonObject = {}): JsonObject => ({
  type: "object",
  required: ["type", ...Object.keys(properties)],
  properties: { type: { const: type }, ...properties },
});

const fits = (value: unknown) => (candidate: ConsoleMessage) =>
  candidate.schema !== null && misfitsOf(candidate.schema, value).length === 0;
const nameOf = (value: unknown, candidates: readonly ConsoleMessage[]) => {
  const naming = nameMessage(value, candidates, fits(value));
  if (naming.kind === "named") return naming.message.key;
  return naming.kind === "ambiguous" ? naming.messages.map(({ key }) => key) : null;
};

describe("a message is named", () => {
  const join = message("join", typed("join", { room: { type: "string" } }));
  const leave = message("leave", { allOf: [{ $ref: "#/$defs/part1" }], $defs: { part1: typed("leave") } });
  const number = message("number", { type: "number" });
  const small = message("small", { type: "number", maximum: 10 });

  test("by its constants, also where the rest of it does not fit", () => {
    expect(nameOf({ type: "join", room: 5 }, [join, leave])).toBe("join");
    expect(nameOf({ type: "leave" }, [join, leave])).toBe("leave");
  });
  test("by trial where it has none", () => {
    expect(nameOf(11, [join, number, small])).toBe("number");
    expect(nameOf(5, [number, small])).toEqual(["number", "small"]);
  });
  test("by nothing where nothing fits, or there is nothing to fit", () => {
    expect(nameOf({ type: "other" }, [join, leave])).toBeNull();
    expect(nameOf("x", [])).toBeNull();
    expect(nameOf(JSON.parse('{"__proto__": {"type": "join"}}'), [join])).toBeNull();
  });
});

describe("what does not fit", () => {
  test("is told by path, in words", () => {
    const schema = typed("join", { tags: { type: "array", items: { type: "string" } } });
    const found = misfitsOf(schema, { type: "join", tags: ["a", 2] });
    expect(found.map(({ path }) => path)).toEqual(["$.tags[1]"]);
    expect(misfitsOf(schema, { type: "join" }).map(({ words }) => words)).toEqual([
      expect.stringContaining("tags"),
    ]);
    expect(misfitsOf(false, 1)).toHaveLength(1);
    expect(misfitsOf(true, 1)).toEqual([]);
  });
  test("is not looked for with patterns that may take for ever", () => {
    expect(misfitsOf({ type: "string", pattern: "^((a|a))*$" }, `${"a".repeat(40)}b`)).toEqual([]);
    expect(misfitsOf({ type: "string", pattern: "^a+$" }, "b")).toHaveLength(1);
  });
  test("of a schema that is none is nothing", () => {
    expect(misfitsOf({ type: "nonsense", $ref: "#/nowhere" }, 1)).toEqual([]);
  });
});

describe("an answer", () => {
  const pong = message("pong", typed("pong"), { correlation: "/id" });
  const ping = message("ping", typed("ping"), { correlation: "/id", answeredBy: ["pong"] });
  const passed = (
    id: number,
    of: ConsoleMessage,
    value: unknown,
    more: Partial<NamedMessage> = {},
  ): NamedMessage => ({
    ...{
      id,
      connection: 1,
      attempt: 1,
      at: id * 10,
      direction: of === ping ? "sent" : "received",
      message: of,
      value,
    },
    ...more,
  });

  test("belongs to the question with its correlation, however they are mixed", () => {
    const pairs = pairsOf([
      passed(1, ping, { id: 1 }),
      passed(2, ping, { id: 2 }),
      passed(3, pong, { id: 2 }),
      passed(4, pong, { id: 1 }),
    ]);
    expect([...pairs.answers]).toEqual([
      [3, { question: 2, latencyMs: 10 }],
      [4, { question: 1, latencyMs: 30 }],
    ]);
    expect(pairs.unanswered.size).toBe(0);
  });
  test("never crosses connections or attempts, and what waits stands out", () => {
    const pairs = pairsOf([
      passed(1, ping, { id: 1 }),
      passed(2, pong, { id: 1 }, { connection: 2 }),
      passed(3, pong, { id: 1 }, { attempt: 2 }),
    ]);
    expect(pairs.answers.size).toBe(0);
    expect([...pairs.unanswered]).toEqual([1]);
  });
});
