// Topics read from a definition, and patched into it without touching anything else.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { hasErrors } from "#lib/asyncapi/diagnostic.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";

const CHATS = `# The chat service
asyncapi: 3.0.0
info: { title: Chats, version: '1.0.0' }

channels:
  # Who comes and goes
  notifications:
    address: /notifications   # keep
    messages: &messages
      joined: { payload: { type: string } }

  rooms:
    address: "/rooms/{roomID}"
    description: >-
      A room
      to talk in
    parameters:
      roomID:
        description: Name of the room
        enum: [lobby, garden]
    x-uri-mapping: /rooms?room={roomID}
    x-scopes: [chat]
    messages: *messages

operations:
  sendNotifications:
    action: send
    channel: { $ref: '#/channels/notifications' }
    summary: Somebody joined
  sendRooms: { action: send, channel: { $ref: '#/channels/rooms' } }
  receiveRooms:
    action: receive
    channel:
      $ref: '#/channels/rooms'
    x-scopes: [talk]
x-own: {  kept:   true  }`;

function topicsOf(text: string): Topic[] {
  const { definition } = parseDefinition(text);
  return definition === null ? [] : readTopics(definition);
}

function apply(text: string, topics: readonly Topic[]): string {
  const result = applyTopics(text, topics);
  if (!result.ok) throw new Error(result.message);
  expect(applyTopics(result.value, topicsOf(result.value))).toEqual(result);
  expect(hasErrors(parseDefinition(result.value).diagnostics)).toBe(false);
  return result.value;
}

/** The text with one topic changed. */
function change(text: string, address: string, changes: Partial<Topic>): string {
  return apply(
    text,
    topicsOf(text).map((topic) => (topic.address === address ? { ...topic, ...changes } : topic)),
  );
}

function newTopic(address: string, changes: Partial<Topic> = {}): Topic {
  const base = { channelKey: null, description: "", parameters: [], uriMapping: null, isSecured: true };
  return { ...base, address, types: ["subscribe", "publish"], ...changes };
}

describe("patching topics", () => {
  it("leaves a text byte for byte where nothing differs, in any order", () => {
    expect(apply(CHATS, topicsOf(CHATS))).toBe(CHATS);
    expect(apply(CHATS, topicsOf(CHATS).reverse())).toBe(CHATS);
    expect(apply(CHATS.replaceAll("\n", "\r\n"), topicsOf(CHATS))).toBe(CHATS.replaceAll("\n", "\r\n"));
  });

  it("adds a topic with a key and operations of its own", () => {
    const added = newTopic("/rooms/{roomID}/{user}", {
      description: "One to one",
      parameters: [{ name: "user", description: "Who" }],
      uriMapping: "/rooms?room={roomID}",
      isSecured: false,
    });
    const text = apply(CHATS, [...topicsOf(CHATS), added]);
    const channel = `
  roomsRoomIDUser:
    address: /rooms/{roomID}/{user}
    description: One to one
    parameters:
      roomID: {}
      user:
        description: Who
    x-uri-mapping: /rooms?room={roomID}
    x-auth-type: None
`;
    const operations = `  sendRoomsRoomIDUser:
    action: send
    channel:
      $ref: "#/channels/roomsRoomIDUser"
  receiveRoomsRoomIDUser:
    action: receive
    channel:
      $ref: "#/channels/roomsRoomIDUser"
`;
    expect(text).toBe(
      CHATS.replace("messages: *messages\n", `messages: *messages\n${channel}`).replace(
        "x-own",
        `${operations}x-own`,
      ),
    );
  });

  it("finds free keys for topics whose names give the same one, or none", () => {
    const names = ["/a/b", "/a_b", "/日本", "/中国", "/räume", "/", "/*", "/__proto__"];
    const text = apply(
      newDefinition({ title: "A", version: "1" }),
      names.map((name) => newTopic(name)),
    );
    expect(topicsOf(text).map(({ channelKey, address }) => [address, channelKey])).toEqual([
      ["/*", "all"],
      ["/a/b", "aB"],
      ["/a_b", "aB2"],
      ["/日本", "topic"],
      ["/中国", "topic2"],
      ["/räume", "raume"],
      ["/", "root"],
      ["/__proto__", "proto"],
    ]);
  });

  it("changes one description and nothing else", () => {
    expect(change(CHATS, "/rooms/{roomID}", { description: "Talk" })).toBe(
      CHATS.replace("description: >-\n      A room\n      to talk in\n", "description: Talk\n"),
    );
    expect(change(CHATS, "/notifications", { description: "" })).toBe(CHATS);
  });

  it("renames an address, keeps the channel's key, and renames its parameter with all that is said about it", () => {
    const changed = change(CHATS, "/rooms/{roomID}", {
      address: "/räume/{name}",
      parameters: [{ name: "name", description: "Wer?" }],
      uriMapping: "/rooms?room={name}",
    });
    expect(changed).toBe(
      CHATS.replace('"/rooms/{roomID}"', '"/räume/{name}"')
        .replace(
          "      roomID:\n        description: Name of the room",
          "      name:\n        description: Wer?",
        )
        .replace("?room={roomID}", "?room={name}"),
    );
  });

  it("drops the parameters with the last one of the address", () => {
    const changed = change(CHATS, "/rooms/{roomID}", { address: "/room", parameters: [], uriMapping: null });
    expect(changed).not.toMatch(/parameters|x-uri-mapping/);
    expect(changed).toContain('address: "/room"\n');
  });

  it("removes the operations of a type with all they carry, and adds them to the right channel", () => {
    const without = change(CHATS, "/rooms/{roomID}", { types: ["subscribe"] });
    expect(without).toBe(CHATS.replace(/ {2}receiveRooms:[\s\S]*?x-scopes: \[talk\]\n/, ""));
    const added = change(CHATS, "/notifications", { types: ["subscribe", "publish"] });
    expect(added).toBe(
      CHATS.replace(
        "x-own",
        '  receiveNotifications:\n    action: receive\n    channel:\n      $ref: "#/channels/notifications"\nx-own',
      ),
    );
  });

  it("leaves an empty operations object when the last type goes and another topic comes", () => {
    const text = newDefinition({ title: "A", version: "1" });
    expect(topicsOf(apply(text, [newTopic("/only", { types: ["publish"] })]))).toMatchObject([
      { address: "/only" },
    ]);
  });

  it("opens a topic and secures it again", () => {
    const open = change(CHATS, "/notifications", { isSecured: false });
    expect(open).toContain("      joined: { payload: { type: string } }\n    x-auth-type: None\n");
    expect(change(open, "/notifications", { isSecured: true })).toBe(open.replace("None", "Any"));
  });

  it("removes a topic with its operations; an anchor that others use moves its value to them", () => {
    const [, rooms] = topicsOf(CHATS);
    const text = apply(CHATS, rooms === undefined ? [] : [rooms]);
    expect(text).not.toMatch(/sendNotifications|address: \/notifications|\*messages/);
    expect(text).toContain("  # Who comes and goes\n\n  rooms:\n");
    expect(parseDefinition(text).definition?.data).toMatchObject({
      channels: { rooms: { messages: { joined: { payload: { type: "string" } } } } },
    });
  });

  it("moves a mapping from operations to the channel when it changes", () => {
    const wso2 = `asyncapi: 3.0.0
info: { title: A, version: '1' }
channels: { a: { address: /a } }
operations:
  send_a: { action: send, channel: { $ref: '#/channels/a' }, x-uri-mapping: /old }
  receive_a: { action: receive, channel: { $ref: '#/channels/a' }, x-uri-mapping: /other }
`;
    expect(change(wso2, "/a", { description: "A" })).toContain("x-uri-mapping: /other");
    const changed = change(wso2, "/a", { uriMapping: "/new" });
    expect(changed).toContain("channels: { a: { address: /a, x-uri-mapping: /new } }\n");
    expect(changed).not.toMatch(/\/old|\/other/);
    expect(change(wso2, "/a", { uriMapping: null })).not.toContain("x-uri-mapping");
    expect(topicsOf(change(wso2, "/a", { types: ["publish"] }))).toMatchObject([{ uriMapping: "/old" }]);
  });

  it("gives a parameter that refers to a shared component a description of its own", () => {
    const text = `asyncapi: 3.0.0
info: { title: A, version: '1' }
channels:
  a: { address: '/a/{id}', parameters: { id: { $ref: '#/components/parameters/id' } } }
  b: { address: '/b/{id}', parameters: { id: { $ref: '#/components/parameters/id' } } }
operations:
  a: { action: send, channel: { $ref: '#/channels/a' } }
  b: { action: send, channel: { $ref: '#/channels/b' } }
components: { parameters: { id: { description: Any, enum: [x, y] } } }
`;
    expect(change(text, "/a/{id}", { parameters: [{ name: "id", description: "Mine" }] })).toBe(
      text.replace("$ref: '#/components/parameters/id'", 'enum: [ x, "y" ], description: Mine'),
    );
  });

  it("edits JSON as JSON", () => {
    const json = JSON.stringify(parseDefinition(CHATS).definition?.data, null, 2);
    const text = apply(json, [...topicsOf(json), newTopic("/new", { types: ["publish"] })]);
    expect(Object.keys(JSON.parse(text).channels)).toEqual(["notifications", "rooms", "new"]);
    expect(text.startsWith(json.slice(0, json.indexOf('"rooms"')))).toBe(true);
    expect(change(json, "/notifications", { description: "Über 😀" })).toContain('"description": "Über 😀"');
  });

  it("makes the same text twice from topics that are new", () => {
    const topics = [
      newTopic("/notifications"),
      newTopic("/rooms/{roomID}", { uriMapping: "/rooms?room={roomID}" }),
    ];
    const once = apply(newDefinition({ title: "A", version: "1" }), topics);
    expect(apply(once, topics)).toBe(once);
  });
});

describe("what cannot be patched is refused with a reason", () => {
  it("a text that cannot be read", () => {
    expect(applyTopics("a: [", [newTopic("/a")])).toMatchObject({ ok: false, code: "definition_invalid" });
  });

  it("a topic whose channel somebody removed meanwhile", () => {
    const gone = { ...newTopic("/gone"), channelKey: "gone" };
    const refusal = applyTopics(CHATS, [...topicsOf(CHATS), gone]);
    expect(refusal).toMatchObject({ ok: false, code: "channel_gone" });
    expect(refusal).toHaveProperty("message", expect.stringContaining("/gone"));
  });

  it("removing a topic that another one still needs", () => {
    const text = CHATS.replace(
      "x-scopes: [talk]",
      "reply: { channel: { $ref: '#/channels/notifications' } }",
    );
    const [, rooms] = topicsOf(text);
    expect(applyTopics(text, rooms === undefined ? [] : [rooms])).toMatchObject({
      ok: false,
      code: "still_referenced",
      message:
        "operations.receiveRooms.reply.channel refers to #/channels/notifications, which would go. Change that in the text first.",
    });
  });
});
