// For tests: steps of the message editor on any document, saved as the editor saves them, and what its forms then show.
import { expect } from "vitest";
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { isJsonObject, type JsonValue, objectAt, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { resolvePath } from "#lib/asyncapi/local-ref.ts";
import { applyMessage, removeMessage } from "#lib/messages/apply-message.ts";
import type { MessageDraft } from "#lib/messages/message.ts";
import { type MessagePage, readMessagePage } from "#lib/messages/read-message.ts";
import { renamed, withKeyword, withoutRow, withProperty, withRequired } from "#lib/messages/schema-edits.ts";
import { schemaRows } from "#lib/messages/schema-rows.ts";
import { messageKeys } from "#lib/messages/topic-messages.ts";
import { patchValueText, readValueText } from "#lib/messages/value-text.ts";
import type { PlainMessage } from "./plain-topics.ts";
import { linesLost } from "./untouched-lines.ts";

export const MESSAGE_STEPS = [
  "add message",
  "rename message",
  "property",
  "required",
  "example",
  "remove message",
] as const;
type MessageStep = (typeof MESSAGE_STEPS)[number];

export const isMessageStep = (kind: string): kind is MessageStep => MESSAGE_STEPS.some((it) => it === kind);

/** Saves one change as the message editor does, and holds the new text against the old one. */
export function messageEdit(text: string, kind: MessageStep, at: number, words: string): string {
  const { definition } = parseDefinition(text);
  const channels = definition === null ? [] : listChannels(definition.data);
  const channel = channels[at % Math.max(channels.length, 1)];
  if (definition === null || channel === undefined) return text;
  const keys = messageKeys(channel);
  const key = kind === "add message" ? null : keys[at % Math.max(keys.length, 1)];
  if (key === undefined) return text;
  if (kind === "remove message" && key !== null) {
    const removed = removeMessage(text, channel.key, key);
    if (!removed.ok) return refused(text, removed.code);
    return held(text, removed.value, wholePaths(channel));
  }
  const page = readMessagePage(definition, channel.key, key);
  if (!page.ok) return refused(text, page.code);
  const wanted = changed(page.value, kind, at, words);
  const saved = applyMessage(text, { channelKey: channel.key, messageKey: key }, wanted);
  if (!saved.ok) return refused(text, saved.code);
  const place = key === null ? null : resolvePath(definition.data, [...channel.path, "messages", key]);
  const now = parseDefinition(saved.value.text).definition;
  const again = now && readMessagePage(now, channel.key, saved.value.messageKey);
  const { payload, ...rest } = wanted;
  expect(again).toMatchObject({
    ok: true,
    value: {
      message: { ...rest, examples: wanted.examples.map(({ from: _, ...example }) => example) },
    },
  });
  if (again?.ok) expect(readValue(again.value.message.payload)).toEqual(readValue(payload));
  return held(text, saved.value.text, place === null ? wholePaths(channel) : [place]);
}

/** The messages of all channels as their forms show them. */
export function shownMessages(text: string): PlainMessage[] {
  const { definition } = parseDefinition(text);
  if (definition === null) return [];
  return listChannels(definition.data).flatMap((channel) =>
    messageKeys(channel).flatMap((key): PlainMessage[] => {
      const page = readMessagePage(definition, channel.key, key);
      if (!page.ok) return [];
      const { name, title, summary, payload, examples, schemaFormat } = page.value.message;
      const schema = schemaFormat === "" ? (readValue(payload) ?? null) : null;
      return [
        {
          ...{ channel: channel.key, key, name, title, summary },
          properties: Object.keys(objectAt(schema, ["properties"])),
          required: valueAt(schema, ["required"]),
          examples: examples.length,
        },
      ];
    }),
  );
}

function refused(text: string, code: string): string {
  expect(["message_elsewhere", "message_in_use", "message_invalid", "edit_failed"]).toContain(code);
  return text;
}

/** Adding and removing concerns the list of the channel, and what its operations process. */
function wholePaths(channel: ChannelModel): Path[] {
  const own = messageKeys(channel).length === 0 ? channel.path : [...channel.path, "messages"];
  return [own, ...channel.operations.map(({ path }) => path)];
}

function held(text: string, after: string, paths: readonly Path[]): string {
  // What others share through an anchor is written out where they stand: anchored-channel.test.ts holds that.
  const isShared = /&\w/.test(text);
  const names = paths.map((path) => path.map(String));
  if (!isShared) expect(linesLost(text, after, names)).toEqual([]);
  expect(after.includes("\r\n")).toBe(text.includes("\r\n"));
  return after;
}

function changed(
  { message, language }: MessagePage,
  kind: MessageStep,
  at: number,
  words: string,
): MessageDraft {
  const line = words.replaceAll("\n", " ").trim();
  if (kind === "add message")
    return { ...message, name: `added ${at}`, payload: "type: object", summary: words };
  if (kind === "rename message") return { ...message, name: `renamed ${at}`, title: line };
  if (kind === "example") {
    const example = { from: null, name: line, summary: words, payload: "5", headers: "" };
    const examples = at % 3 === 0 ? message.examples.slice(0, -1) : [...message.examples, example];
    return { ...message, examples };
  }
  if (message.schemaFormat !== "") return message;
  const schema = readValue(message.payload);
  const wanted = kind === "required" ? requiredChanged(schema, at) : propertyChanged(schema, at, words);
  return { ...message, payload: patchValueText(message.payload, wanted, language) };
}

function requiredChanged(schema: JsonValue | undefined, at: number): JsonValue | undefined {
  const rows = schemaRows(schema).rows.filter(({ role }) => role === "property");
  const row = rows[at % Math.max(rows.length, 1)];
  return row === undefined ? schema : withRequired(schema, row, !row.isRequired);
}

function propertyChanged(schema: JsonValue | undefined, at: number, words: string): JsonValue | undefined {
  const { rows } = schemaRows(schema);
  const properties = rows.filter(({ role }) => role === "property");
  const row = properties[at % Math.max(properties.length, 1)];
  const whole = rows[0];
  if (whole === undefined || !(schema === undefined || isJsonObject(schema))) return schema;
  if (row === undefined || at % 4 === 0)
    return whole.kind === "object" ? withProperty(schema, whole) : schema;
  if (at % 4 === 1) return renamed(schema, row, `renamed ${at}`) ?? schema;
  if (at % 4 === 2) return withoutRow(schema, row);
  return withKeyword(schema, row, "description", words || undefined);
}

function readValue(text: string): JsonValue | undefined {
  const read = readValueText(text);
  return read.ok ? read.value : undefined;
}
