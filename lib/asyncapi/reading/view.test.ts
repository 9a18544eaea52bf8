// A document made ready for a page that a person reads.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { writtenMarkdown } from "#lib/asyncapi/reading/export/written-markdown.ts";
import { readingView } from "#lib/asyncapi/reading/view.ts";

const DOCUMENT: JsonObject = {
  asyncapi: "3.0.0",
  info: { title: "Chats", version: "1", tags: [{ name: "talk" }, { $ref: "#/components/tags/t" }] },
  defaultContentType: "application/json",
  servers: { wss: { host: "gw:8099", pathname: "/chats", protocol: "wss" } },
  channels: {
    rooms: {
      address: "/rooms/{roomID}",
      parameters: { roomID: { $ref: "#/components/parameters/room" } },
      messages: {
        said: { $ref: "#/components/messages/said" },
        left: { name: "Left", payload: { type: "string" }, contentType: "text/plain" },
      },
    },
    news: { address: "/news" },
  },
  operations: {
    send: {
      action: "send",
      channel: { $ref: "#/channels/rooms" },
      security: [{ $ref: "#/components/securitySchemes/apiKeyHeader" }],
    },
    receive: {
      action: "receive",
      channel: { $ref: "#/channels/rooms" },
      messages: [{ $ref: "#/channels/rooms/messages/said" }, { $ref: "#/nowhere" }],
    },
    sendNews: { action: "send", channel: { $ref: "#/channels/news" } },
  },
  components: {
    tags: { t: { name: "room" } },
    parameters: { room: { description: "Which room", enum: ["lobby"], default: "lobby" } },
    securitySchemes: { apiKeyHeader: { type: "httpApiKey", in: "header", name: "apikey" } },
    messages: {
      said: {
        title: "Something was said",
        traits: [{ summary: "From a trait", title: "Not this" }],
        payload: {
          type: "object",
          required: ["text"],
          properties: { text: { type: "string", maxLength: 10 } },
        },
        examples: [{ name: "hello", payload: { text: "Hi" } }],
      },
    },
  },
};

describe("the reading view", () => {
  const view = readingView(DOCUMENT);

  it("shows what the API is and where", () => {
    expect(view.info).toMatchObject({
      title: "Chats",
      version: "1",
      description: "",
      about: { tags: [{ name: "talk" }, { name: "room" }] },
    });
    expect(view.servers).toMatchObject([{ key: "wss", url: "wss://gw:8099/chats", description: "" }]);
    expect(view.securitySchemes).toMatchObject([
      { key: "apiKeyHeader", type: "httpApiKey", summary: "header apikey", description: "" },
    ]);
  });

  it("speaks of directions as the client sees them", () => {
    expect(
      view.channels[0]?.operations.map(({ direction, messages }) => [
        direction,
        messages.map(({ key }) => key),
      ]),
    ).toEqual([
      ["You can receive", ["said", "left"]],
      ["You can send", ["said"]],
    ]);
  });

  it("shows parameters, and which channels are open", () => {
    expect(view.channels.map(({ address, isOpen }) => [address, isOpen])).toEqual([
      ["/rooms/{roomID}", false],
      ["/news", true],
    ]);
    expect(view.channels[0]?.parameters).toMatchObject([
      { name: "roomID", description: "Which room", values: ["lobby"], preset: "lobby", examples: [] },
    ]);
  });

  it("shows messages with their traits, payload and examples", () => {
    const [said, left] = view.channels[0]?.operations[0]?.messages ?? [];
    expect(said).toMatchObject({
      title: "Something was said",
      summary: "From a trait",
      contentType: "application/json",
      payload: {
        children: [{ name: "text", type: "string", isRequired: true, limits: ["at most 10 characters"] }],
      },
      examples: [{ name: "hello", payload: '{\n  "text": "Hi"\n}' }],
    });
    expect(left).toMatchObject({
      name: "Left",
      contentType: "text/plain",
      payload: { name: "", type: "string" },
    });
  });

  it("can be sent to a browser as it is, and makes do with an empty document", () => {
    expect(structuredClone(view)).toEqual(view);
    expect(readingView({})).toMatchObject({ asyncapi: "", channels: [], servers: [] });
    expect(readingView({ info: [], channels: "x", servers: { a: null }, operations: [1] })).toMatchObject({
      channels: [],
    });
  });
});

describe("a topic that names servers", () => {
  const servers = Object.fromEntries(["live", "test", "old"].map((key) => [key, { host: `${key}.example` }]));
  const serversOf = (named: JsonValue[]) =>
    readingView({ servers, channels: { c: { address: "/c", servers: named } } }).channels[0]?.servers;

  it("is on these only; on all where it names none", () => {
    const refs = ["live", "old", "gone", "live"].map((key) => ({ $ref: `#/servers/${key}` }));
    expect(serversOf([...refs, 1])).toEqual(["live", "old"]);
    expect(serversOf([])).toEqual([]);
  });

  it("says so where it is written out", () => {
    const document = { servers, channels: { c: { address: "/c", servers: [{ $ref: "#/servers/live" }] } } };
    expect(writtenMarkdown(readingView(document))).toContain("Only on the server live.");
  });
});

describe("messages that no operation names", () => {
  const said = {
    address: "/said",
    messages: { one: { name: "One" }, two: { $ref: "#/components/messages/two" } },
  };
  const components = { messages: { two: { name: "Two" } } };
  const othersOf = (operations: JsonObject) =>
    readingView({ asyncapi: "3.0.0", channels: { said }, operations, components }).channels[0]?.others.map(
      ({ name }) => name,
    );
  const operation = { action: "send", channel: { $ref: "#/channels/said" } };

  it("are shown with their channel", () => {
    expect(othersOf({})).toEqual(["One", "Two"]);
    expect(othersOf({ a: { ...operation, messages: [{ $ref: "#/channels/said/messages/two" }] } })).toEqual([
      "One",
    ]);
  });

  it("are none where an operation uses them all", () => {
    expect(othersOf({ a: operation })).toEqual([]);
  });
});
