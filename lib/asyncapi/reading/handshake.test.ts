// The WebSocket binding of a channel is what its handshake takes.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { writtenMarkdown } from "./export/written-markdown.ts";
import { findHits, searchIndex } from "./search.ts";
import { readingView } from "./view.ts";

const ws: JsonObject = {
  method: "GET",
  query: {
    type: "object",
    required: ["heartbeat"],
    properties: { heartbeat: { type: "boolean", description: "Every five seconds" } },
  },
  headers: { $ref: "#/components/schemas/Headers" },
  bindingVersion: "0.1.0",
};

const withBindings = (bindings: JsonObject): JsonObject => ({
  asyncapi: "3.0.0",
  channels: { prices: { address: "/prices", bindings } },
  components: {
    channelBindings: { live: { ws } },
    schemas: { Headers: { type: "object", properties: { "x-client": { type: "string" } } } },
  },
});

const channelOf = (bindings: JsonObject) => readingView(withBindings(bindings)).channels[0];

describe("a handshake", () => {
  it("is read from the ws binding, referred to or not, and does not stand a second time as JSON", () => {
    for (const bindings of [{ ws }, { $ref: "#/components/channelBindings/live" }]) {
      const channel = channelOf(bindings);
      expect(channel?.handshake).toMatchObject({
        method: "GET",
        query: { children: [{ name: "heartbeat", isRequired: true }] },
        headers: { typeName: "Headers", children: [{ name: "x-client" }] },
      });
      expect(channel?.about.bindings).toEqual([]);
    }
    expect(channelOf({ $ref: "#/components/channelBindings/live" })?.handshake?.query?.place).toEqual([
      "components",
      "channelBindings",
      "live",
      "ws",
      "query",
    ]);
  });

  it("is nothing where the document says nothing; other protocols' bindings stay", () => {
    expect(channelOf({})?.handshake).toBeNull();
    const channel = channelOf({ kafka: { topic: "prices" }, ws: { bindingVersion: "0.1.0" } });
    expect(channel?.handshake).toBeNull();
    expect(channel?.about.bindings.map(({ name }) => name)).toEqual(["kafka", "ws"]);
  });

  it("is found by search, and written out", () => {
    const view = readingView(withBindings({ ws }));
    expect(findHits(searchIndex(view), "Every five")[0]?.entry.id).toBe("channel-prices.query.heartbeat");
    expect(writtenMarkdown(view)).toContain("`heartbeat` boolean, required");
  });
});
