// The handshake form of a topic, read from the WebSockets binding and patched into it: only what changed.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { applyTopics } from "./edit-topics.ts";
import type { Handshake, HandshakeRow } from "./handshake.ts";
import { NEW_ROW, NO_HANDSHAKE } from "./handshake-form.ts";
import { handshakeProblems } from "./handshake-problems.ts";
import { readTopics } from "./read-topics.ts";
import { type Topic, topicSchema } from "./topic.ts";

const YAML = `asyncapi: 3.0.0
info: { title: Prices, version: '1' }
channels:
  prices:
    address: /prices
    bindings:
      ws:
        method: GET # as always
        query: &query
          type: object
          required:
            - symbol # the one that counts
            - filter
          properties:
            symbol:
              type: string   # upper case
              pattern: '^[A-Z]+$'
              enum: [EURUSD, GBPUSD]
            depth: { type: integer, default: 10, examples: [5, 20] }
            filter: { type: object, properties: { side: { type: string } } }
            shared: { $ref: '#/components/schemas/Shared' }
        bindingVersion: 0.1.0
  trades:
    address: /trades
    bindings: { ws: { query: *query } }
components:
  schemas:
    Shared: { type: string }
x-own: {  kept:   true  }
`;

function topicsOf(text: string): Topic[] {
  const { definition } = parseDefinition(text);
  return definition === null ? [] : readTopics(definition);
}

function handshakeOf(text: string, address: string): Handshake {
  return topicsOf(text).find((topic) => topic.address === address)?.handshake ?? NO_HANDSHAKE;
}

function change(text: string, address: string, edit: (before: Handshake) => Handshake): string {
  const wanted = topicsOf(text).map((topic) =>
    topic.address === address ? { ...topic, handshake: edit(topic.handshake ?? NO_HANDSHAKE) } : topic,
  );
  const result = applyTopics(text, wanted);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

const patchRow = (name: string, patch: Partial<HandshakeRow>) => (before: Handshake) => ({
  ...before,
  query: before.query.map((row) => (row.name === name ? { ...row, ...patch } : row)),
});

describe("reading a handshake", () => {
  it("makes rows of what is simple and names the rest", () => {
    const { method, query, written } = handshakeOf(YAML, "/prices");
    expect(method).toBe("GET");
    expect(query.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ["symbol", true],
      ["depth", false],
    ]);
    expect(query[1]).toMatchObject({ type: "integer", fallback: "10", example: "5" });
    expect(written).toEqual({ query: ["filter", "shared"], headers: [], locked: [] });
  });

  it("locks a binding that stands elsewhere", () => {
    const text = YAML.replace("{ ws: { query: *query } }", "{ $ref: '#/channels/prices/bindings' }");
    expect(handshakeOf(text, "/trades").written).toMatchObject({
      query: ["symbol", "depth", "filter", "shared"],
      locked: ["method", "query", "headers"],
    });
  });
});

describe("editing a handshake", () => {
  const alone = YAML.replace("query: &query", "query:").replace("{ ws: { query: *query } }", "{}");

  it("changes one keyword and leaves every other byte", () => {
    expect(change(alone, "/prices", patchRow("depth", { fallback: "25" }))).toBe(
      alone.replace("default: 10", "default: 25"),
    );
  });

  it("takes one name out of the required ones, and keeps the comments of the others", () => {
    const text = change(alone, "/prices", patchRow("depth", { isRequired: true }));
    expect(text).toBe(alone.replace("            - filter\n", "            - filter\n            - depth\n"));
    expect(change(text, "/prices", patchRow("depth", { isRequired: false }))).toBe(alone);
  });

  it("renames with all that is said of the parameter", () => {
    expect(change(alone, "/prices", patchRow("symbol", { name: "pair" }))).toBe(
      alone.replace("- symbol #", "- pair #").replace("            symbol:", "            pair:"),
    );
  });

  it("keeps the further examples where the first one changes", () => {
    expect(change(alone, "/prices", patchRow("depth", { example: "7" }))).toBe(
      alone.replace("examples: [5, 20]", "examples: [7, 20]"),
    );
  });

  it("detaches what an alias shares from the topic that is not edited", () => {
    const text = change(YAML, "/trades", patchRow("depth", { fallback: "25" }));
    expect(handshakeOf(text, "/trades").query[1]?.fallback).toBe("25");
    expect(handshakeOf(text, "/prices")).toEqual(handshakeOf(YAML, "/prices"));
    expect(text).toContain("- symbol # the one that counts");
  });

  it("writes a binding where there is none, in JSON too", () => {
    const json = JSON.stringify(
      { asyncapi: "3.0.0", info: { title: "A", version: "1" }, channels: { a: { address: "/a" } } },
      null,
      2,
    );
    const text = change(json, "/a", (before) => ({
      ...before,
      query: [{ ...NEW_ROW, name: "since", type: "integer", isRequired: true, values: ["1", "2"] }],
      headers: [{ ...NEW_ROW, name: "X-Room" }],
    }));
    expect(JSON.parse(text).channels.a.bindings).toEqual({
      ws: {
        query: {
          type: "object",
          properties: { since: { type: "integer", enum: [1, 2] } },
          required: ["since"],
        },
        headers: { type: "object", properties: { "X-Room": { type: "string" } } },
        bindingVersion: "0.1.0",
      },
    });
  });

  it("leaves the binding alone where a topic says nothing of its handshake", () => {
    const wanted = topicsOf(YAML).map(({ handshake: _left, ...topic }) => topic);
    expect(applyTopics(YAML, wanted)).toEqual({ ok: true, value: YAML });
  });
});

describe("judging a handshake", () => {
  const headers = (...names: string[]) =>
    handshakeProblems({ ...NO_HANDSHAKE, headers: names.map((name) => ({ ...NEW_ROW, name })) });

  it("refuses what is no header name, what belongs to the handshake, and a name twice", () => {
    expect(headers("X Room")[0]?.message).toContain("RFC 9110");
    expect(headers("Sec-WebSocket-Key")[0]?.message).toContain("RFC 6455");
    expect(headers("X-Room", "x-room")).toHaveLength(2);
    expect(headers("X-Room", "X-Seat")).toEqual([]);
  });

  it("does not refuse a document for a name it has already, and finds values of another type", () => {
    const row = { ...NEW_ROW, key: "Host", name: "Host", type: "integer" as const, fallback: "ten" };
    const handshake = { ...NO_HANDSHAKE, headers: [row] };
    expect(handshakeProblems(handshake)).toEqual([
      { path: ["headers", 0, "fallback"], message: "“ten” is no integer." },
    ]);
    const issues = topicSchema.safeParse({ ...topicsOf(YAML)[0], types: ["publish"], handshake }).error
      ?.issues;
    expect(issues?.map(({ path }) => path)).toEqual([["handshake", "headers", 0, "fallback"]]);
  });
});
