// Topics as a definition tells them, Sluice's own and WSO2's.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";

function topicsOf(text: string): Topic[] {
  const { definition } = parseDefinition(text);
  return definition === null ? [] : readTopics(definition);
}

const ROOMS = `asyncapi: 3.0.0
info: { title: Chats, version: '1.0.0' }
channels:
  notifications: { address: /notifications }
  rooms:
    address: "/rooms/{roomID}/{undeclared}"
    description: >-
      A room
      to talk in
    parameters: { roomID: { description: Name of the room }, unused: { description: Not in the address } }
    x-uri-mapping: /rooms?room={roomID}
operations:
  receiveRooms: { action: receive, channel: { $ref: '#/channels/rooms' } }
  sendRooms: { action: send, channel: { $ref: '#/channels/rooms' } }
  sendMore: { action: send, channel: { $ref: '#/channels/rooms' } }
`;

describe("reading topics", () => {
  it("finds addresses, directions, parameters, mapping and security", () => {
    expect(topicsOf(ROOMS)).toEqual([
      {
        channelKey: "notifications",
        address: "/notifications",
        types: [],
        description: "",
        parameters: [],
        uriMapping: null,
        isSecured: true,
      },
      {
        channelKey: "rooms",
        address: "/rooms/{roomID}/{undeclared}",
        types: ["subscribe", "publish"],
        description: "A room to talk in",
        parameters: [
          { name: "roomID", description: "Name of the room" },
          { name: "undeclared", description: "" },
        ],
        uriMapping: "/rooms?room={roomID}",
        isSecured: true,
      },
    ]);
  });

  it("follows references, reads mappings where WSO2 writes them, and leaves out what has no address", () => {
    const text = `asyncapi: 3.0.0
info: { title: A, version: '1' }
channels:
  a: { $ref: '#/components/channels/shared' }
  later: { address: null }
  elsewhere: { $ref: './other.yml' }
operations:
  one: { $ref: '#/components/operations/one' }
  two: { action: receive, channel: { $ref: '#/components/channels/shared' }, x-uri-mapping: /second }
components:
  channels:
    shared: { address: '/a/{id}', parameters: { id: { $ref: '#/components/parameters/id' } }, x-auth-type: None }
  parameters: { id: { description: The id } }
  operations:
    one: { action: send, channel: { $ref: '#/channels/a' }, x-uri-mapping: '/first?id={uri.var.id}' }
`;
    expect(topicsOf(text)).toEqual([
      {
        channelKey: "a",
        address: "/a/{id}",
        types: ["subscribe", "publish"],
        description: "",
        parameters: [{ name: "id", description: "The id" }],
        uriMapping: "/first?id={uri.var.id}",
        isSecured: false,
      },
    ]);
  });
});
