// What AsyncAPI lets stand on almost anything is read everywhere; what is the gateway's own, nowhere.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { readingView } from "./view.ts";

const ABOUT: JsonObject = {
  tags: [{ name: "talk", description: "Of talk", externalDocs: { url: "https://tags.test" } }],
  externalDocs: { url: "https://docs.test", description: "All of it" },
  bindings: { ws: { bindingVersion: "0.1.0" } },
  "x-theirs": { a: 1 },
  "x-sluice-policy": { secret: true },
  "x-sluice-new": "secret",
  "x-uri-mapping": "secret",
};

const READ = {
  tags: [{ name: "talk", description: "Of talk", docs: { url: "https://tags.test", description: "" } }],
  docs: { url: "https://docs.test", description: "All of it" },
  bindings: [{ name: "ws", text: '{\n  "bindingVersion": "0.1.0"\n}' }],
  extensions: [{ name: "x-theirs", text: '{\n  "a": 1\n}' }],
};

const DOCUMENT: JsonObject = {
  asyncapi: "3.1.0",
  info: {
    title: "T",
    version: "1",
    termsOfService: "https://terms.test",
    contact: { name: "N", url: "https://n.test", email: "n@n.test" },
    license: { name: "L", url: "https://l.test" },
    ...ABOUT,
  },
  servers: {
    live: {
      host: "{region}.test",
      protocol: "wss",
      protocolVersion: "13",
      title: "Live",
      summary: "For real",
      variables: { region: { enum: ["eu", "us"], default: "eu", description: "Where" } },
      security: [{ $ref: "#/components/securitySchemes/oauth" }],
      ...ABOUT,
    },
  },
  channels: {
    rooms: {
      address: "/rooms/{id}",
      title: "Rooms",
      summary: "Short",
      description: "Long",
      parameters: { id: { location: "$message.payload#/room/id", examples: ["a"] } },
      messages: {
        said: {
          name: "said",
          headers: { type: "object", properties: { trace: { type: "string" } } },
          examples: [{ name: "only headers", headers: { trace: "t1" } }, { summary: "nothing" }],
          ...ABOUT,
        },
      },
      ...ABOUT,
    },
  },
  operations: {
    hear: {
      action: "send",
      channel: { $ref: "#/channels/rooms" },
      security: [{ type: "http", scheme: "bearer", bearerFormat: "JWT" }],
      ...ABOUT,
    },
  },
  components: {
    securitySchemes: {
      oauth: {
        type: "oauth2",
        scopes: ["read"],
        flows: {
          clientCredentials: { tokenUrl: "https://token.test", availableScopes: { read: "May read" } },
        },
      },
    },
  },
};

describe("the reading view of a full document", () => {
  const view = readingView(DOCUMENT);
  const [channel] = view.channels;
  const [operation] = channel?.operations ?? [];

  it("has tags, docs, bindings and extensions of info, servers, channels, operations and messages", () => {
    const [message] = operation?.messages ?? [];
    const holders = [view.info, view.servers[0], channel, operation, message];
    for (const holder of holders) expect(holder?.about).toEqual(READ);
  });

  it("has nothing of the gateway's own extensions", () => {
    expect(JSON.stringify(view)).not.toMatch(/secret|x-sluice|x-uri/);
  });

  it("has contact, licence and terms", () => {
    expect(view.info).toMatchObject({
      termsOfService: "https://terms.test",
      contact: { name: "N", url: "https://n.test", email: "n@n.test" },
      license: { name: "L", url: "https://l.test" },
    });
  });

  it("has a server's variables, protocol and ways to authenticate", () => {
    expect(view.servers[0]).toMatchObject({
      title: "Live",
      summary: "For real",
      protocolVersion: "13",
      variables: [{ name: "region", values: ["eu", "us"], preset: "eu", description: "Where" }],
      security: [
        {
          key: "oauth",
          scopes: ["read"],
          flows: [
            {
              name: "clientCredentials",
              urls: ["https://token.test"],
              scopes: [{ name: "read", description: "May read" }],
            },
          ],
        },
      ],
    });
  });

  it("has what an operation asks for, and where a message repeats a parameter", () => {
    expect(operation?.security).toMatchObject([{ type: "http", summary: "bearer JWT" }]);
    expect(channel).toMatchObject({
      title: "Rooms",
      summary: "Short",
      description: "Long",
      parameters: [{ name: "id", location: "room.id in the payload", examples: ["a"] }],
    });
  });

  it("has examples that are headers alone, and none that are empty", () => {
    expect(operation?.messages[0]?.examples).toMatchObject([
      { name: "only headers", summary: "", headers: '{\n  "trace": "t1"\n}', payload: "" },
    ]);
  });
});
