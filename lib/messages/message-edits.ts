// The edits of a definition that bring a message from what it is to what it should be. Pure planning, no text here.
import type { ChannelModel } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { exactValue } from "#lib/asyncapi/exact-value.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { isJsonContent } from "#lib/asyncapi/reading/example-values.ts";
import { valueEdits } from "#lib/asyncapi/value-edits.ts";
import { newOperationKey } from "#lib/topics/channel-key.ts";
import { ACTION_BY_TYPE, TOPIC_TYPES, type TopicType } from "#lib/topics/topic.ts";
import type { MessageDraft } from "./message.ts";
import { messageRef, withoutMessage } from "./message-reply.ts";
import { formatOf } from "./read-message.ts";
import { messageKeys, operationMessages } from "./topic-messages.ts";
import { exactAt, readExactText } from "./value-text.ts";
import type { WrittenNumbers } from "./written-numbers.ts";

/** A key for a new message of a channel: its name, made to one that AsyncAPI and references take. */
export function newMessageKey(name: string, channel: ChannelModel): string {
  const base =
    name
      .normalize("NFKD")
      .replace(/\p{Mn}/gu, "")
      .replace(/[^A-Za-z0-9_.-]+/g, "-")
      .replace(/^[-.]+|[-.]+$/g, "") || "message";
  const taken = new Set(messageKeys(channel));
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}${number}`;
  return key;
}

/** Edits of what stands in the message itself, numbers as `numbers` carries them. One that is new is set as a whole. */
export function contentEdits(
  { data: root, source }: Definition,
  channel: ChannelModel,
  key: string,
  wanted: MessageDraft,
  numbers: WrittenNumbers,
): SourceEdit[] {
  const own = [...channel.path, "messages", key];
  const place = resolvePath(root, own);
  const exact = place === null ? undefined : exactAt(exactValue(source), place);
  const plain = exact === undefined ? null : numbers.toPlain(exact);
  const before = isJsonObject(plain) ? plain : null;
  const read = place === null ? undefined : valueAt(root, place);
  const shown = isJsonObject(read) ? read : {};
  const known = place === null ? null : key;
  const after = contentOf(root, { before: before ?? {}, shown, key: known }, wanted, numbers);
  if (place === null) return [{ op: "set", path: own, value: after }];
  if (before !== null) return valueEdits(place, before, after);
  return Object.keys(after).length === 0 ? [] : [{ op: "set", path: place, value: after }];
}

/** A message as it stands, with words for its numbers; the same as the form read it; its key, null for a new one. */
type Present = { readonly before: JsonObject; readonly shown: JsonObject; readonly key: string | null };

/** What a field should become: as it stands where the form shows it as it was read, be it no text; none for an empty one. */
function textOf({ before, shown }: Present, name: string, wanted: string): JsonValue | undefined {
  return (textAt(shown, [name]) ?? "") === wanted ? before[name] : wanted || undefined;
}

function contentOf(
  root: JsonValue,
  present: Present,
  wanted: MessageDraft,
  numbers: WrittenNumbers,
): JsonObject {
  const { before, shown, key } = present;
  const read = (text: string) => parsedText(text, numbers);
  const payload = read(wanted.payload);
  const format = formatOf(before);
  const isFormatted = wanted.schemaFormat !== "" || format !== null;
  const schema =
    isFormatted && wanted.schemaFormat !== "" && payload !== undefined
      ? {
          ...(format !== null && isJsonObject(before.payload) ? before.payload : {}),
          schemaFormat: wanted.schemaFormat,
          schema: payload,
        }
      : payload;
  const isSameName = key !== null && wanted.name === (textAt(shown, ["name"]) ?? key);
  const fields: [string, JsonValue | undefined][] = [
    ["name", isSameName ? before.name : wanted.name],
    ["title", textOf(present, "title", wanted.title)],
    ["summary", textOf(present, "summary", wanted.summary)],
    ["description", textOf(present, "description", wanted.description)],
    ["contentType", textOf(present, "contentType", wanted.contentType)],
    ["headers", read(wanted.headers)],
    ["payload", schema],
    ["examples", examplesOf(root, present, wanted, read)],
  ];
  const given = new Map(fields);
  const kept = Object.entries(before).flatMap(([name, value]): [string, JsonValue][] => {
    if (!given.has(name)) return [[name, value]];
    const wantedValue = given.get(name);
    given.delete(name);
    return wantedValue === undefined ? [] : [[name, wantedValue]];
  });
  const added = [...given].flatMap(([name, value]): [string, JsonValue][] =>
    value === undefined ? [] : [[name, value]],
  );
  return objectFrom([...kept, ...added]);
}

function examplesOf(
  root: JsonValue,
  { before, shown }: Present,
  wanted: MessageDraft,
  read: (text: string) => JsonValue | undefined,
): JsonValue | undefined {
  const existing = Array.isArray(before.examples) ? before.examples : [];
  const contentType = wanted.contentType || (textAt(root, ["defaultContentType"]) ?? "");
  const examples = wanted.examples.map(({ from, name, summary, payload, headers }) => {
    const base = from === null ? undefined : existing[from];
    const old = isJsonObject(base) ? base : {};
    const present = { before: old, shown: objectAt(shown, ["examples", from ?? -1]), key: null };
    const isText =
      !isJsonContent(contentType) && (old.payload === undefined || typeof old.payload === "string");
    const fields: [string, JsonValue | undefined][] = [
      ["name", textOf(present, "name", name)],
      ["summary", textOf(present, "summary", summary)],
      ["headers", read(headers)],
      ["payload", isText ? textOf(present, "payload", payload) : read(payload)],
    ];
    const rest = Object.entries(old).filter(([field]) => !fields.some(([own]) => own === field));
    return objectFrom([
      ...rest,
      ...fields.flatMap(([field, value]): [string, JsonValue][] =>
        value === undefined ? [] : [[field, value]],
      ),
    ]);
  });
  // What is no object is not shown in the form, and stays.
  const strange = existing.filter((example) => !isJsonObject(example));
  const all = [...examples, ...strange];
  return all.length === 0 ? undefined : all;
}

function parsedText(text: string, numbers: WrittenNumbers): JsonValue | undefined {
  const exact = readExactText(text);
  return exact === null ? undefined : numbers.toPlain(exact);
}

/** Edits of the operations, so that the message passes in these ways and no others. */
export function directionEdits(
  root: JsonValue,
  channel: ChannelModel,
  key: string,
  types: readonly TopicType[],
  takenOperations: Set<string>,
): SourceEdit[] {
  const isNew = !messageKeys(channel).includes(key);
  const operations = operationMessages(root, channel);
  return TOPIC_TYPES.flatMap((type): SourceEdit[] => {
    const action = ACTION_BY_TYPE[type];
    const own = operations.filter(({ operation }) => operation.action === action);
    // An operation that names no messages processes a new one too.
    const having = own.filter(({ hasList, keys }) => (isNew ? !hasList : keys.includes(key)));
    if (!types.includes(type))
      return having.flatMap((operation) => withoutMessage(root, channel, operation, key));
    if (having.length > 0) return [];
    const open = own.find(({ operation }) => operation.value.reply === undefined) ?? null;
    if (open !== null) {
      const listed = valueAt(open.operation.value, ["messages"]);
      const index = Array.isArray(listed) ? listed.length : 0;
      return [
        { op: "set", path: [...open.operation.path, "messages", index], value: messageRef(channel, key) },
      ];
    }
    const name = newOperationKey(
      action,
      own.length === 0 ? channel.key : `${channel.key}.${key}`,
      takenOperations,
    );
    takenOperations.add(name);
    const value = {
      action,
      channel: { $ref: refToPath(["channels", channel.key]) },
      messages: [messageRef(channel, key)],
    };
    return [{ op: "set", path: ["operations", name], value }];
  });
}
