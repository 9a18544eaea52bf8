// Which scopes a definition requires of whoever connects.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { listUnknownScopes, readRequiredScopes } from "./required-scopes.ts";

function read(channel: object, send: object = {}, receive: object = {}) {
  const text = JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "Chats", version: "1" },
    channels: { all: { address: "/*", ...channel }, other: { address: "/other" } },
    operations: {
      hear: { action: "send", channel: { $ref: "#/channels/all" }, ...send },
      say: { action: "receive", channel: { $ref: "#/channels/all" }, ...receive },
    },
  });
  const { definition } = parseDefinition(text);
  if (definition === null) throw new Error("the definition of the test is wrong");
  return readRequiredScopes(definition);
}

describe("required scopes", () => {
  it("are those of the operation, for its direction alone", () => {
    const found = read({}, { "x-scopes": ["chat:read"] }, { "x-scopes": ["chat:write", "chat:admin"] });
    expect([...found]).toEqual([["/*", { subscribe: ["chat:read"], publish: ["chat:write", "chat:admin"] }]]);
  });

  it("are the channel's where an operation names none of its own", () => {
    const found = read({ "x-scopes": ["chat"] }, {}, { "x-scopes": ["chat:write"] });
    expect(found.get("/*")).toEqual({ subscribe: ["chat"], publish: ["chat:write"] });
  });

  it("are those of a trait where the operation has no list of its own", () => {
    const traits = [{ "x-scopes": ["first"] }, { "x-scopes": ["last"] }, { summary: "Says no more" }];
    expect(read({}, { traits }).get("/*")).toEqual({ subscribe: ["last"], publish: [] });
    expect(read({}, { traits, "x-scopes": ["own"] }).get("/*")).toEqual({ subscribe: ["own"], publish: [] });
    expect(read({}, { traits, "x-scopes": [] }).size).toBe(0);
  });

  it("cannot be had where there are more traits than are read, unless the operation has a list of its own", () => {
    const traits = Array.from({ length: 101 }, () => ({ summary: "Says nothing of scopes" }));
    const found = read({}, { traits });
    expect(listUnknownScopes(found, new Set(["chat"]))).toEqual([{ address: "/*", scope: "" }]);
    expect(read({}, { traits, "x-scopes": [] }).size).toBe(0);
    expect(read({}, { traits: traits.slice(1) }).size).toBe(0);
  });

  it("are none where none are named", () => {
    expect(read({ "x-scopes": [] }, { "x-scopes": null }).size).toBe(0);
  });

  it.each(["chat", { chat: true }, [1]])(
    "name a scope that is none where they are %j, so that nothing opens",
    (wrong) => {
      const found = read({}, { "x-scopes": wrong });
      expect(listUnknownScopes(found, new Set(["chat"]))).toEqual([{ address: "/*", scope: "" }]);
    },
  );
});
