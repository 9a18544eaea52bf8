// Messages as documents have them that no form wrote: answers alone, odd values, references from all sides.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { objectAt, valueAt } from "#lib/asyncapi/json-value.ts";
import { applyMessage, removeMessage } from "./apply-message.ts";
import { type MessageDraft, messageSchema, messageSchemaFor } from "./message.ts";
import { readMessagePage } from "./read-message.ts";
import { listTopicMessages } from "./topic-messages.ts";

const HEAD = "asyncapi: 3.0.0\ninfo: { title: Times, version: '1' }\n";
const OPERATIONS = "operations:\n  ask: { action: receive, channel: { $ref: '#/channels/c' } }\n";

/** A document with a channel `c` of these messages, written with an indent of six. */
function documentOf(messages: string, rest = OPERATIONS, head = HEAD): string {
  return `${head}channels:\n  c:\n    address: /c\n    messages:\n${messages}${rest}`;
}

function definitionOf(text: string) {
  const { definition } = parseDefinition(text);
  if (definition === null) throw new Error("unreadable");
  return definition;
}

function pageOf(text: string, messageKey: string) {
  const page = readMessagePage(definitionOf(text), "c", messageKey);
  if (!page.ok) throw new Error(page.message);
  return page.value;
}

function saved(text: string, messageKey: string, patch: Partial<MessageDraft> = {}): string {
  const wanted = messageSchema.parse({ ...pageOf(text, messageKey).message, ...patch });
  const patched = applyMessage(text, { channelKey: "c", messageKey }, wanted);
  if (!patched.ok) throw new Error(patched.message);
  return patched.value.text;
}

describe("a message that only answers another", () => {
  const text = documentOf(
    "      time: { payload: { type: string } }\n      told: { payload: { type: string } }\n",
    `operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/c' }
    messages: [{ $ref: '#/channels/c/messages/time' }]
    reply:
      channel: { $ref: '#/channels/c' }
      messages: [{ $ref: '#/channels/c/messages/told' }]
`,
  );

  it("is edited without an operation being made for it", () => {
    expect(pageOf(text, "told").message.types).toEqual([]);
    const changed = saved(text, "told", { summary: "The time" });
    expect(Object.keys(objectAt(definitionOf(changed).data, ["operations"]))).toEqual(["ask"]);
    expect(pageOf(changed, "told").message.summary).toBe("The time");
  });
});

describe("saving without a change leaves the text as it is", () => {
  it.each([
    ["empty texts, and texts that are none", "title: ''\n        summary: 5\n        description: 1.10"],
    ["an empty content type", "contentType: ''"],
    ["a name that is no text", "name: 200"],
    [
      "an empty example of text, and a name of digits",
      "contentType: text/plain\n        examples:\n          - payload: ''\n          - { name: 1.10, payload: 5 }",
    ],
    ["a message of nothing", "{}"],
  ])("with %s", (_, message) => {
    const text = documentOf(`      m:\n        ${message}\n`);
    expect(saved(text, "m")).toBe(text);
  });

  it("with a message that is null", () => {
    const text = documentOf("      m:\n      n: {}\n");
    expect(saved(text, "m")).toBe(text);
  });
});

it.each([
  ["Protocol Buffers, which is text", "|\n            message Foo { int32 a = 1; }"],
  ["a union of Avro, which is a list", "[ string, int ]"],
])("shows the format and the schema of %s", (_, schema) => {
  const format = "application/vnd.of-others;version=3";
  const text = documentOf(
    `      m:\n        payload:\n          schemaFormat: ${format}\n          schema: ${schema}\n`,
  );
  const { message } = pageOf(text, "m");
  expect(message.schemaFormat).toBe(format);
  expect(message.payload).not.toContain("schemaFormat");
  expect(saved(text, "m")).toBe(text);
});

describe("examples of a document whose messages are text", () => {
  const text = documentOf(
    "      m:\n        examples:\n          - payload: 'a: b: c'\n",
    OPERATIONS,
    `${HEAD}defaultContentType: text/plain\n`,
  );

  it("are no YAML", () => {
    const { message, defaultContentType } = pageOf(text, "m");
    expect(messageSchemaFor(defaultContentType).safeParse(message).success).toBe(true);
    expect(saved(text, "m", { summary: "s" })).toContain("- payload: 'a: b: c'");
  });

  it("are refused where the document's messages are JSON, not dropped", () => {
    const json = documentOf("      m:\n        payload: true\n");
    const example = { from: null, name: "", summary: "", payload: "a: b: c", headers: "" };
    const wanted = { ...pageOf(json, "m").message, examples: [example] };
    expect(messageSchemaFor("").safeParse(wanted).success).toBe(false);
    expect(applyMessage(json, { channelKey: "c", messageKey: "m" }, wanted)).toMatchObject({
      ok: false,
      code: "message_invalid",
    });
  });
});

it.each([
  [".5", "0.5"],
  ["0x10", "16"],
  ["+1", "1"],
  ["1.50", "1.50"],
  [".inf", '".inf"'],
])("writes the number %s into a JSON document as JSON", (written, json) => {
  const data = { asyncapi: "3.0.0", info: { title: "T", version: "1" } };
  const channels = { c: { address: "/c", messages: { m: { payload: { type: "number" } } } } };
  const text = saved(JSON.stringify({ ...data, channels }, null, 2), "m", {
    payload: `type: number\nmaximum: ${written}`,
  });
  expect(() => JSON.parse(text)).not.toThrow();
  expect(text).toContain(`"maximum": ${json}`);
});

it("opens a new message of a topic with the name of a member of every object", () => {
  const text = `${HEAD}channels:\n  constructor: { address: /x }\n`;
  expect(readMessagePage(definitionOf(text), "constructor", null).ok).toBe(true);
});

it("says that a message stands in another document, not that it is gone", () => {
  const text = documentOf("      m: { $ref: './messages.yaml#/m' }\n");
  const draft = pageOf(documentOf("      m: {}\n"), "m").message;
  const refused = { ok: false, code: "message_elsewhere" };
  expect(readMessagePage(definitionOf(text), "c", "m")).toMatchObject(refused);
  expect(applyMessage(text, { channelKey: "c", messageKey: "m" }, draft)).toMatchObject(refused);
});

it("counts the references to a message that stands in its channel", () => {
  const other = "  d:\n    address: /d\n    messages: { again: { $ref: '#/channels/c/messages/m' } }\n";
  expect(pageOf(documentOf("      m: {}\n", other + OPERATIONS), "m").uses).toBe(2);
});

it("finds the messages of many operations in time that grows with the document", () => {
  const numbers = Array.from({ length: 1500 }, (_, index) => index);
  const text = documentOf(
    numbers.map((it) => `      m${it}: { $ref: '#/components/messages/m${it}' }\n`).join(""),
    `${OPERATIONS}  tell:\n    action: send\n    channel: { $ref: '#/channels/c' }\n    messages:\n${numbers
      .map((it) => `      - $ref: '#/components/messages/m${it}'\n`)
      .join("")}components:\n  messages:\n${numbers.map((it) => `    m${it}: {}\n`).join("")}`,
  );
  const { data } = definitionOf(text);
  const { c } = listTopicMessages(data);
  expect(c?.at(-1)?.types).toEqual(["subscribe", "publish"]);
});

describe("removing a message", () => {
  const both = "      m: {}\n      n: { $ref: '#/components/messages/n' }\n";
  const rest = `operations:
  tell: { $ref: '#/components/operations/tell' }
components:
  messages: { n: {} }
  operations:
    tell:
      action: send
      channel: { $ref: '#/channels/c' }
      messages:
        - $ref: '#/channels/c/messages/m'
        - $ref: '#/components/messages/n'
`;

  it.each(["m", "n"])("takes its mention out of a shared operation, in whatever words: %s", (key) => {
    const removed = removeMessage(documentOf(both, rest), "c", key);
    if (!removed.ok) throw new Error(removed.message);
    expect(
      valueAt(definitionOf(removed.value).data, ["components", "operations", "tell", "messages"]),
    ).toEqual(key === "m" ? [{ $ref: "#/components/messages/n" }] : [{ $ref: "#/channels/c/messages/m" }]);
  });

  it.each(["#/channels/c/messages/m", "#/channels/c/messages/m/payload"])(
    "is refused while another place refers to %s",
    (ref) => {
      const other = `  d:\n    address: /d\n    messages: { again: { $ref: '${ref}' } }\n`;
      expect(removeMessage(documentOf("      m: {}\n", other), "c", "m")).toMatchObject({
        ok: false,
        code: "message_in_use",
      });
    },
  );
});
