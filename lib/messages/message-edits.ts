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
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { isJsonContent } from "#lib/asyncapi/reading/example-values.ts";
import { valueEdits } from "#lib/asyncapi/value-edits.ts";
import { newOperationKey } from "#lib/topics/channel-key.ts";
import { ACTION_BY_TYPE } from "#lib/topics/read-topics.ts";
import { TOPIC_TYPES, type TopicType } from "#lib/topics/topic.ts";
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
  const after = contentOf(root, before ?? {}, key, wanted, numbers);
  if (place === null || before === null) return [{ op: "set", path: own, value: after }];
  return valueEdits(place, before, after);
}

function contentOf(
  root: JsonValue,
  before: JsonObject,
  key: string,
  wanted: MessageDraft,
  numbers: WrittenNumbers,
): JsonObject {
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
  const keepsNoName = before.name === undefined && wanted.name === key && Object.keys(before).length > 0;
  const fields: [string, JsonValue | undefined][] = [
    ["name", keepsNoName ? undefined : wanted.name],
    ["title", wanted.title || undefined],
    ["summary", wanted.summary || undefined],
    ["description", wanted.description || undefined],
    ["contentType", wanted.contentType || undefined],
    ["headers", read(wanted.headers)],
    ["payload", schema],
    ["examples", examplesOf(root, before, wanted, read)],
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
  before: JsonObject,
  wanted: MessageDraft,
  read: (text: string) => JsonValue | undefined,
): JsonValue | undefined {
  const existing = Array.isArray(before.examples) ? before.examples : [];
  const contentType = wanted.contentType || (textAt(root, ["defaultContentType"]) ?? "");
  const examples = wanted.examples.map(({ from, name, summary, payload, headers }) => {
    const base = from === null ? undefined : existing[from];
    const old = isJsonObject(base) ? base : {};
    const isText =
      !isJsonContent(contentType) && (old.payload === undefined || typeof old.payload === "string");
    const fields: [string, JsonValue | undefined][] = [
      ["name", name || undefined],
      ["summary", summary || undefined],
      ["headers", read(headers)],
      ["payload", isText ? payload || undefined : read(payload)],
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

/** Edits that remove a message from its channel, and every mention of it there from operations and their replies. */
export function messageRemovalEdits(root: JsonValue, channel: ChannelModel, key: string): SourceEdit[] {
  const isLast = messageKeys(channel).length === 1;
  const own: Path = ["channels", channel.key, "messages", key];
  const mentions = listRefs(objectAt(root, ["operations"])).filter(({ ref }) => {
    const target = pathOfRef(ref);
    return target !== null && JSON.stringify(target) === JSON.stringify(own);
  });
  const lists = Map.groupBy(
    mentions.filter(({ path }) => typeof path.at(-1) === "number"),
    ({ path }) => JSON.stringify(path.slice(0, -1)),
  );
  const edits = [...lists.values()].flatMap((found) =>
    listRemoval(
      root,
      found.map(({ path }) => ["operations", ...path]),
      isLast,
    ),
  );
  const path = isLast ? [...channel.path, "messages"] : [...channel.path, "messages", key];
  return [...edits, { op: "delete", path }];
}

/** Takes the items at these paths out of their list. A reply without messages goes; so does the list where none are left in the channel. */
function listRemoval(root: JsonValue, paths: readonly Path[], isLast: boolean): SourceEdit[] {
  const list = paths[0]?.slice(0, -1) ?? [];
  const items = valueAt(root, list);
  const isEmpty = Array.isArray(items) && items.length === paths.length;
  if (isEmpty && list.at(-2) === "reply") return [{ op: "delete", path: list.slice(0, -1) }];
  if (isEmpty && isLast) return [{ op: "delete", path: list }];
  const indexes = paths.map((path) => Number(path.at(-1))).sort((left, right) => right - left);
  return indexes.map((index) => ({ op: "delete", path: [...list, index] }));
}
