// What a consumer gets to see, and what never.
import { describe, expect, it } from "vitest";
import { type ConsumerSettings, consumerView } from "#lib/asyncapi/consumer-view.ts";
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import { plainObject } from "#lib/asyncapi/exact-value.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";

const SETTINGS: ConsumerSettings = {
  title: "Chats",
  displayName: "Chats for all",
  version: "1.0.0",
  description: "",
  servers: [
    { name: "production wss", url: "wss://gw.example:8099/chats/1.0.0" },
    { name: "production-ws", url: "ws://gw.example:9099/chats/1.0.0" },
  ],
  security: { apiKey: true, oauth2: true },
};

const DESIGN = `asyncapi: 3.0.0
id: urn:example:chats
info: { title: Old, version: '0', description: Talk, contact: { name: Us } }
servers:
  inside: { host: backend.internal:9097, protocol: ws, security: [{ $ref: '#/components/securitySchemes/theirs' }] }
channels:
  open: { address: /news, x-auth-type: None, servers: [{ $ref: '#/servers/inside' }] }
  rooms:
    address: /rooms/{roomID}
    x-uri-mapping: /inside?room={roomID}
    x-scopes: [chat]
    parameters: { roomID: { description: Which, examples: [lobby] } }
    messages: { said: &said { payload: { type: object, properties: { servers: { type: string } } }, x-own: 1 } }
operations:
  sendOpen: { action: send, channel: { $ref: '#/channels/open' } }
  sendRooms: { action: send, channel: { $ref: '#/channels/rooms' }, security: [{ type: plain }] }
  receiveRooms: { $ref: '#/components/operations/talk' }
components:
  messages: { again: *said }
  servers: { other: { host: other.internal, protocol: ws } }
  serverVariables: { port: { default: '9097' } }
  securitySchemes: { theirs: { type: userPassword } }
  operations:
    talk: { action: receive, channel: { $ref: '#/channels/rooms' }, x-uri-mapping: /talk, traits: [{ security: [{ type: plain }] }] }
  channels: { spare: { address: /spare, x-throttling-tier: Gold, servers: [{ $ref: '#/components/servers/other' }] } }
`;

describe("the consumer view", () => {
  it("names no backend, no mapping, nothing internal", () => {
    const text = exactJson(consumerView(DESIGN, SETTINGS));
    expect(text).not.toMatch(
      /internal|9097|x-uri-mapping|x-auth-type|x-throttling|inside|theirs|userPassword|plain/,
    );
  });

  it("keeps everything else, extensions and a property that happens to be called servers included", () => {
    expect(plainObject(consumerView(DESIGN, SETTINGS))).toMatchObject({
      id: "urn:example:chats",
      info: { title: "Chats for all", version: "1.0.0", description: "Talk", contact: { name: "Us" } },
      channels: {
        rooms: {
          address: "/rooms/{roomID}",
          "x-scopes": ["chat"],
          parameters: { roomID: { description: "Which", examples: ["lobby"] } },
          messages: { said: { payload: { properties: { servers: { type: "string" } } }, "x-own": 1 } },
        },
      },
      components: { messages: { again: { "x-own": 1 } }, channels: { spare: { address: "/spare" } } },
    });
  });

  it("lists the gateway's servers with the API's path", () => {
    const { servers } = plainObject(consumerView(newDefinition({ title: "A", version: "1" }), SETTINGS));
    const security = ["apiKeyHeader", "apiKeyQuery", "bearer"].map((name) => ({
      $ref: `#/components/securitySchemes/${name}`,
    }));
    expect(servers).toEqual({
      "production-wss": { host: "gw.example:8099", pathname: "/chats/1.0.0", protocol: "wss", security },
      "production-ws": { host: "gw.example:9099", pathname: "/chats/1.0.0", protocol: "ws", security },
    });
  });

  it("asks for credentials on the secured operations, and not on the servers, where some topics are open", () => {
    const view = plainObject(
      consumerView(DESIGN, { ...SETTINGS, security: { apiKey: false, oauth2: true } }),
    );
    const security = [{ $ref: "#/components/securitySchemes/bearer" }];
    expect(view).toMatchObject({
      operations: { sendRooms: { security }, receiveRooms: { $ref: "#/components/operations/talk" } },
      components: {
        operations: { talk: { security, traits: [{}] } },
        securitySchemes: { bearer: { type: "http" } },
      },
    });
    expect(view).not.toHaveProperty("servers.production-wss.security");
    expect(view).not.toHaveProperty("operations.sendOpen.security");
  });

  it("asks for none where the API is open", () => {
    const view = consumerView(DESIGN, { ...SETTINGS, security: { apiKey: false, oauth2: false } });
    expect(exactJson(view)).not.toContain("ecurity");
  });

  it("is refused for a text that cannot be read", () => {
    expect(() => consumerView("a: [", SETTINGS)).toThrow("cannot be read");
  });
});

describe("rendering", () => {
  it("gives YAML and JSON of the same document, long texts unbroken, nothing by alias", () => {
    const view = consumerView(DESIGN, { ...SETTINGS, description: "long ".repeat(60).trim() });
    const [yaml, json] = [exactYaml(view), exactJson(view)];
    expect(readYamlSource(yaml)).toMatchObject({ ok: true, source: { value: JSON.parse(json) } });
    expect(yaml).toContain(`description: ${"long ".repeat(60).trim()}\n`);
    expect(yaml).not.toMatch(/[&*]a\d/);
    expect([...view.members.keys()].slice(0, 4)).toEqual(["asyncapi", "id", "info", "servers"]);
  });
});
