// What of AsyncAPI 2 the community's converter loses or breaks, and what becomes of it here.
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { readImport } from "./read-import.ts";

const read = (text: string, isSwapped = false) => readImport(text, { isSwapped });
const HEAD = "asyncapi: 2.6.0\ninfo: {title: Prices, version: 1.10}\n";
const converted = (text: string) => parse(read(text).definition ?? "");
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code);
const MESSAGE = "message: {payload: {type: string}}";

describe("a document of AsyncAPI 2", () => {
  it("is converted, with its original kept, in the natural order", () => {
    const text = `${HEAD}x-team: a\nchannels: {/a: {subscribe: {${MESSAGE}}}}\n`;
    const reading = read(text);
    expect(reading).toMatchObject({ cameAs: "2.6.0", original: text });
    expect(Object.keys(parse(reading.definition ?? ""))).toEqual([
      "asyncapi",
      "info",
      "channels",
      "operations",
      "x-team",
    ]);
    expect(reading.diagnostics).toEqual([]);
    for (const version of ["2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.3"]) {
      expect(read(text.replace("2.6.0", version)).cameAs).toBe(version);
      expect(read(text.replace("2.6.0", version)).definition).toBe(reading.definition);
    }
  });

  it("keeps the digits of numbers, in versions and anywhere", () => {
    const text = `${HEAD}channels: {}\nx-n: [9223372036854775807, 1.10, 0x1F, 1e3]\n`;
    expect(converted(text).info.version).toBe("1.10");
    expect(read(text).definition).toContain("9223372036854775807");
    expect(read(text).definition).toMatch(/- 1\.10\n\s+- 0x1F\n\s+- 1e3\n/);
  });

  it("says publish and subscribe as what clients send and receive, and swaps both when asked", () => {
    const text = `${HEAD}channels: {/a: {publish: {operationId: ask, ${MESSAGE}}, subscribe: {${MESSAGE}}}}\n`;
    const actions = (isSwapped: boolean) => parse(read(text, isSwapped).definition ?? "").operations;
    expect(actions(false)).toMatchObject({ ask: { action: "receive" }, sendA: { action: "send" } });
    expect(actions(true)).toMatchObject({ ask: { action: "send" }, receiveA: { action: "receive" } });
  });

  it("means by aliases and merge keys what the reader means", () => {
    const text = `${HEAD}x-base: &base {description: B}\nchannels:\n  /a: {<<: *base, subscribe: {${MESSAGE}}}\n`;
    expect(converted(text).channels.a.description).toBe("B");
    expect(codes(text)).toEqual(["aliases"]);
  });

  it("says once that comments are dropped", () => {
    expect(codes(`# one\n${HEAD}channels: {/a: {subscribe: {${MESSAGE}}}} # two\n`)).toEqual(["comments"]);
  });
});

describe("what the converter loses", () => {
  it("is put right: parameters whose schema is a reference, with what AsyncAPI 3 cannot hold said", () => {
    const text = `${HEAD}channels:
  /a/{id}:
    parameters: {id: {x-note: n, schema: {$ref: '#/components/schemas/Id'}}}
    subscribe: {${MESSAGE}}
components: {schemas: {Id: {type: integer, enum: [1, 1.50], default: 1, description: Which, minimum: 1}}}
`;
    const warn = vi.spyOn(console, "warn");
    expect(converted(text).channels.aId.parameters).toEqual({
      id: { "x-note": "n", description: "Which", enum: ["1", "1.50"], default: "1" },
    });
    expect(warn).not.toHaveBeenCalled();
    const [note] = read(text).diagnostics;
    expect(note).toMatchObject({ code: "parameter-schema", severity: "warning", line: 5, of: "original" });
    expect(note?.message).toMatch(/type, minimum/);
  });

  it("is put right: channel names without a leading slash", () => {
    const text = `${HEAD}channels: {prices: {subscribe: {${MESSAGE}}}}\n`;
    expect(read(text).topics).toMatchObject([{ key: "prices", address: "/prices", notServed: null }]);
    expect(codes(text)).toEqual(["address-slash"]);
  });

  it("is said: a server's query, which stays in the proposed endpoint", () => {
    const text = `${HEAD}servers: {a: {url: 'wss://a.test/v1?key={k}&x=1', protocol: wss, variables: {k: {default: d}}}}
channels: {/a: {subscribe: {${MESSAGE}}}}\n`;
    expect(converted(text).servers.a).toMatchObject({ host: "a.test", pathname: "/v1" });
    expect(read(text).proposal.endpoint).toBe("wss://a.test/v1?key=d&x=1");
    expect(codes(text)).toEqual(["server-query"]);
  });

  it("is put right: messages without a name of their own, in both directions and in a choice", () => {
    const text = `${HEAD}channels:
  /a:
    publish: {${MESSAGE}}
    subscribe: {message: {oneOf: [{payload: {type: number}}, {payload: {type: boolean}}]}}
`;
    const { channels, operations } = converted(text);
    const types = Object.values(channels.a.messages).map((message) =>
      Reflect.get(Object(message), "payload"),
    );
    expect(types).toEqual([{ type: "string" }, { type: "number" }, { type: "boolean" }]);
    expect(operations.sendA.messages).toEqual([
      { $ref: "#/channels/a/messages/message2" },
      { $ref: "#/channels/a/messages/message3" },
    ]);
    expect(codes(text)).toEqual(["message-renamed", "message-renamed"]);
  });

  it("is put right: two operations of one id", () => {
    const operation = `{subscribe: {operationId: get, ${MESSAGE}}}`;
    const text = `${HEAD}channels: {/a: ${operation}, /b: ${operation}}\n`;
    expect(Object.keys(converted(text).operations)).toEqual(["get", "sendB"]);
    expect(codes(text)).toEqual(["operation-renamed"]);
  });

  it("is put right: the id of an operation that a trait gives it", () => {
    const text = `${HEAD}channels:
  /a: {publish: {traits: [{operationId: fromTrait, summary: S}]}}
  /b: {publish: {traits: [{operationId: first}, {$ref: '#/components/operationTraits/T'}]}}
  /c: {publish: {operationId: own, traits: [{$ref: '#/components/operationTraits/T'}]}}
  /d: {$ref: '#/components/channels/D'}
components:
  operationTraits: {T: {operationId: shared}}
  channels: {D: {subscribe: {traits: [{operationId: d}]}}}
`;
    const { operations, components } = converted(text);
    expect(Object.keys(operations)).toEqual(["fromTrait", "shared", "own", "d"]);
    expect(operations.fromTrait.traits).toEqual([{ summary: "S" }]);
    expect(components.operationTraits.T).toEqual({});
    const told = read(text).diagnostics.filter(({ code }) => code === "trait-operation-id");
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringContaining("first"),
      expect.stringContaining("shared"),
    ]);
  });

  it("is put right: an operation without messages beside one with some", () => {
    const text = `${HEAD}channels: {/a: {publish: {}, subscribe: {${MESSAGE}}}}\n`;
    expect(converted(text).operations.receiveA.messages).toEqual([]);
  });

  it("is put right: the address of a channel that is a reference", () => {
    const text = `${HEAD}channels: {/a: {$ref: '#/components/channels/C'}}
components: {channels: {C: {subscribe: {${MESSAGE}}}}}\n`;
    expect(read(text).topics).toMatchObject([{ address: "/a", directions: [{ action: "send" }] }]);
  });

  it("is put right or said: security with scopes, together, or optional", () => {
    const text = `${HEAD}servers: {a: {url: a.test, protocol: ws, security: [{key: [x]}, {key: [], o: [read]}, {}]}}
channels: {/a: {subscribe: {security: [{key: []}], ${MESSAGE}}}}
components:
  securitySchemes:
    key: {type: userPassword}
    o: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.test', scopes: {read: R}}}}
`;
    const { servers, operations } = converted(text);
    const key = { $ref: "#/components/securitySchemes/key" };
    expect(operations.sendA.security).toEqual([key]);
    expect(servers.a.security).toMatchObject([key, key, { type: "oauth2", scopes: ["read"] }]);
    expect(servers.a.security[2].flows.implicit.availableScopes).toEqual({ read: "R" });
    expect(codes(text)).toEqual(["security-together", "security-optional"]);
  });

  it("is put right: formats and ids in traits, bindings and extensions kept", () => {
    const text = `${HEAD}channels:
  /a:
    bindings: {ws: {query: {type: object}}}
    x-uri-mapping: /b
    subscribe:
      traits: [{summary: S}]
      message: {traits: [{$ref: '#/components/messageTraits/T'}], payload: {type: record, name: R, fields: []}}
components:
  messageTraits: {T: {messageId: m, schemaFormat: application/vnd.apache.avro;version=1.9.0, x-a: 1}}
`;
    const { channels, operations, components } = converted(text);
    expect(channels.a).toMatchObject({
      "x-uri-mapping": "/b",
      bindings: { ws: { query: { type: "object" } } },
    });
    expect(channels.a.messages.message.payload).toMatchObject({ schema: { type: "record" } });
    expect(operations.sendA.traits).toEqual([{ summary: "S" }]);
    expect(components.messageTraits.T).toEqual({ "x-a": 1 });
  });

  it("gets a diagnostic where it is nothing: operations, servers, channels and messages of other kinds", () => {
    const text = `${HEAD}servers: {a: 5}
channels: {/a: {publish: null, subscribe: {message: {oneOf: [null, 5, {payload: {}}]}}}, /b: null, /c: [1]}
components: {messages: {M: null}, securitySchemes: {S: null}, parameters: 5}\n`;
    expect(read(text).definition).not.toBeNull();
    expect(new Set(codes(text))).toEqual(
      new Set(["not-an-object", "operation", "message", "channel-unused"]),
    );
  });
});
