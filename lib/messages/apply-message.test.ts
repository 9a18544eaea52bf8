// Messages read from a definition as a form edits them, and patched back without touching anything else.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { applyMessage, removeMessage } from "./apply-message.ts";
import { type MessageDraft, messageSchema } from "./message.ts";
import { readMessagePage } from "./read-message.ts";
import { listTopicMessages } from "./topic-messages.ts";

const CHAT = `# The chat service
asyncapi: 3.0.0
info: { title: Chats, version: '1.0.0' }
channels:
  rooms:
    address: /rooms
    messages:
      # What people say
      said:
        name: said   # keep
        payload:
          type: object
          required: [text]
          properties:
            text: { type: string, maxLength: 500 } # short
            at: { type: integer, minimum: 1.10, default: 9223372036854775807 }
        examples:
          - name: hello
            payload: { text: Hi, at: 9223372036854775807 }
            x-origin: log
      joined:
        $ref: '#/components/messages/joined'
  lobby:
    address: /lobby
    messages:
      joined: { $ref: '#/components/messages/joined' }
operations:
  receiveRooms:
    action: receive
    channel: { $ref: '#/channels/rooms' }
    messages:
      - $ref: '#/channels/rooms/messages/said'
  sendRooms:
    action: send
    channel: { $ref: '#/channels/rooms' }
components:
  messages:
    joined:
      title: Somebody came
      payload: { type: string }
`;

function read(text: string, messageKey: string | null, channelKey = "rooms") {
  const { definition } = parseDefinition(text);
  if (definition === null) throw new Error("unreadable");
  const page = readMessagePage(definition, channelKey, messageKey);
  if (!page.ok) throw new Error(page.message);
  return page.value;
}

function change(text: string, messageKey: string | null, patch: Partial<MessageDraft>, channelKey = "rooms") {
  const wanted = messageSchema.parse({ ...read(text, messageKey, channelKey).message, ...patch });
  const patched = applyMessage(text, { channelKey, messageKey }, wanted);
  if (!patched.ok) throw new Error(patched.message);
  return patched.value;
}

/** Lines that are new, and lines that are gone. */
function difference(before: string, after: string) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return {
    added: now.filter((line) => !old.includes(line)),
    gone: old.filter((line) => !now.includes(line)),
  };
}

describe("a message of a topic", () => {
  it("is read with its directions, schema, examples and numbers as written", () => {
    const { message, others, uses, topicTypes } = read(CHAT, "said");
    expect(message.types).toEqual(["subscribe", "publish"]);
    expect(message.payload).toContain("minimum: 1.10");
    expect(message.payload).toContain("default: 9223372036854775807");
    expect(message.examples[0]).toMatchObject({ from: 0, name: "hello", headers: "" });
    expect(message.examples[0]?.payload).toContain("at: 9223372036854775807");
    expect(others.map(({ key }) => key)).toEqual(["joined"]);
    expect([uses, topicTypes]).toEqual([1, ["subscribe", "publish"]]);
  });

  it("is said to be shared where several channels refer to it", () => {
    expect(read(CHAT, "joined").uses).toBe(2);
  });

  it("leaves the text as it is where nothing was changed", () => {
    for (const key of ["said", "joined"]) expect(change(CHAT, key, {}).text).toBe(CHAT);
  });

  it("changes only the lines of what was edited", () => {
    const { message } = read(CHAT, "said");
    const payload = message.payload.replace("500", "900");
    const { text } = change(CHAT, "said", { payload, summary: "A line of talk" });
    expect(difference(CHAT, text)).toEqual({
      added: [
        "            text: { type: string, maxLength: 900 } # short",
        "        summary: A line of talk",
      ],
      gone: ["            text: { type: string, maxLength: 500 } # short"],
    });
  });

  it("renames a property in its place, with its comment", () => {
    const { message } = read(CHAT, "said");
    const { text } = change(CHAT, "said", { payload: message.payload.replaceAll(" text:", " body:") });
    expect(text).toContain("            body: { type: string, maxLength: 500 } # short");
  });

  it("edits a shared message where it stands", () => {
    const { text } = change(CHAT, "joined", { title: "Somebody arrived" });
    expect(difference(CHAT, text)).toEqual({
      added: ["      title: Somebody arrived"],
      gone: ["      title: Somebody came"],
    });
  });

  it("keeps what an example holds beside what the form shows", () => {
    const [example] = read(CHAT, "said").message.examples;
    if (!example) throw new Error("no example");
    const { text } = change(CHAT, "said", { examples: [{ ...example, name: "greeting" }] });
    expect(text).toContain("            x-origin: log");
    expect(difference(CHAT, text).added).toEqual(["          - name: greeting"]);
  });
});

describe("a new message", () => {
  const left = { name: "left", payload: "type: object", types: ["subscribe" as const] };

  it("gets a key of its name and passes only the ways that were chosen", () => {
    const { text, messageKey } = change(CHAT, null, left);
    expect(messageKey).toBe("left");
    expect(read(text, "left").message.types).toEqual(["subscribe"]);
    expect(read(text, "joined").message.types).toEqual(["subscribe"]);
    expect(parseDefinition(text).diagnostics).toEqual([]);
  });

  it("is named by an operation that names its messages", () => {
    const { text } = change(CHAT, null, { ...left, types: ["publish"] });
    expect(read(text, "left").message.types).toEqual(["publish"]);
    expect(text).toContain('- $ref: "#/channels/rooms/messages/left"');
    expect(read(text, "said").message.types).toEqual(["subscribe", "publish"]);
  });

  it("takes a key that is free", () => {
    expect(change(CHAT, null, { ...left, name: "said" }).messageKey).toBe("said2");
  });

  it("gives its topic the direction that it did not have", () => {
    const text = CHAT.replace(/ {2}sendRooms:\n.*\n.*\n/, "");
    const patched = change(text, null, left).text;
    expect(read(patched, "left").message.types).toEqual(["subscribe"]);
    expect(read(patched, "said").message.types).toEqual(["publish"]);
  });
});

it("writes long numbers of new examples and schemas digit by digit", () => {
  const examples = [
    ...read(CHAT, "said").message.examples,
    { from: null, name: "", summary: "", payload: '{ "at": 9007199254740993 }', headers: "" },
  ];
  const payload = "type: integer\nmaximum: 9223372036854775807\nmultipleOf: 1.50\n";
  const { text } = change(change(CHAT, "said", { examples }).text, "joined", { payload });
  expect(text).toContain("at: 9007199254740993");
  expect(text).toContain("maximum: 9223372036854775807");
  expect(text).toContain("multipleOf: 1.50");
});

describe("what answers a message", () => {
  it("becomes the reply of its operation where it has one of its own", () => {
    const { text } = change(CHAT, "said", { answeredWith: ["joined"] });
    expect(read(text, "said").message.answeredWith).toEqual(["joined"]);
    expect(parseDefinition(text).diagnostics).toEqual([]);
    expect(change(text, "said", { answeredWith: [] }).text).toBe(CHAT);
  });

  it("gets an operation of its own where that processes other messages too", () => {
    const two = change(CHAT, null, { name: "ping", types: ["publish"] }).text;
    const { text } = change(two, "ping", { answeredWith: ["joined"] });
    expect(read(text, "ping").message).toMatchObject({ answeredWith: ["joined"], types: ["publish"] });
    expect(read(text, "said").message.answeredWith).toEqual([]);
  });

  it("is refused where the topic has no such message", () => {
    const wanted = { ...read(CHAT, "said").message, answeredWith: ["nobody"] };
    expect(applyMessage(CHAT, { channelKey: "rooms", messageKey: "said" }, wanted)).toMatchObject({
      ok: false,
      code: "reply_unknown",
    });
  });
});

describe("removing a message", () => {
  it("takes its mentions along and touches nothing else", () => {
    const answered = change(CHAT, "said", { answeredWith: ["joined"] }).text;
    const removed = removeMessage(answered, "rooms", "joined");
    expect(
      removed.ok && listTopicMessages(parseDefinition(removed.value).definition?.data ?? null),
    ).toMatchObject({
      rooms: [{ key: "said" }],
      lobby: [{ key: "joined" }],
    });
    expect(removed.ok && removed.value).not.toContain("reply");
  });

  it("leaves a sound definition behind when the last one goes", () => {
    const once = removeMessage(CHAT, "rooms", "joined");
    const twice = once.ok ? removeMessage(once.value, "rooms", "said") : once;
    expect(
      twice.ok && parseDefinition(twice.value).diagnostics.filter(({ severity }) => severity === "error"),
    ).toEqual([]);
  });
});

it("keeps an unknown schema format and its schema as they are", () => {
  const avro = CHAT.replace(
    "      payload: { type: string }\n",
    "      payload:\n        schemaFormat: application/vnd.apache.avro;version=1.9.0\n        schema: { type: record, name: Joined, fields: [] }\n",
  );
  const { message } = read(avro, "joined");
  expect(message.schemaFormat).toBe("application/vnd.apache.avro;version=1.9.0");
  expect(change(avro, "joined", {}).text).toBe(avro);
  const payload = message.payload.replace("Joined", "Came");
  expect(change(avro, "joined", { payload }).text).toBe(avro.replace("name: Joined", "name: Came"));
});
