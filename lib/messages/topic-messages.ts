// The messages of a channel, and which of its operations process which of them (AsyncAPI 3, Operation Object, `messages`).
import type { ChannelModel, OperationModel } from "#lib/asyncapi/channel-model.ts";
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import {
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { typesOf } from "#lib/asyncapi/reading/schema-words.ts";
import { ACTION_BY_TYPE, TOPIC_TYPES, type TopicType } from "#lib/topics/topic.ts";

/** A message as the list of a topic shows it. */
export type TopicMessage = {
  /** Its key among the messages of the channel. */
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly types: readonly TopicType[];
  /** `object, 5 properties`, `string`, `Avro`; empty where nothing is said. */
  readonly payload: string;
};

/** An operation and the keys of the channel's messages that it processes. */
export type OperationMessages = {
  readonly operation: OperationModel;
  /** False where it names none, so that it processes all. */
  readonly hasList: boolean;
  readonly keys: readonly string[];
};

/** Messages by the key of their channel; channels without messages are left out. */
export function listTopicMessages(root: JsonValue): Record<string, TopicMessage[]> {
  const entries = listChannels(root).flatMap((channel) => {
    const messages = messagesOf(root, channel);
    return messages.length === 0 ? [] : [[channel.key, messages] as const];
  });
  return Object.fromEntries(entries);
}

/** The messages of one channel, in the order of the document. */
export function messagesOf(root: JsonValue, channel: ChannelModel): TopicMessage[] {
  const operations = operationMessages(root, channel);
  return messageKeys(channel).map((key) => {
    const message = resolveObject(root, memberAt(channel, key));
    return {
      key,
      name: textAt(message, ["name"]) ?? key,
      title: textAt(message, ["title"]) ?? "",
      summary: textAt(message, ["summary"]) ?? "",
      types: typesOfMessage(operations, key),
      payload: payloadWords(root, message),
    };
  });
}

/** Keys of the messages of a channel, in the order of the document. */
export function messageKeys(channel: ChannelModel): string[] {
  return Object.keys(objectAt(channel.value, ["messages"]));
}

function memberAt(channel: ChannelModel, key: string): JsonValue | undefined {
  return valueAt(channel.value, ["messages", key]);
}

/** The ways a message passes: those of the operations that process it. */
export function typesOfMessage(operations: readonly OperationMessages[], key: string): TopicType[] {
  return TOPIC_TYPES.filter((type) =>
    operations.some(({ operation, keys }) => operation.action === ACTION_BY_TYPE[type] && keys.includes(key)),
  );
}

/** What each operation of the channel processes. */
export function operationMessages(root: JsonValue, channel: ChannelModel): OperationMessages[] {
  return channel.operations.map((operation) => {
    const listed = valueAt(operation.value, ["messages"]);
    if (!Array.isArray(listed)) return { operation, hasList: false, keys: messageKeys(channel) };
    const keys = listed.flatMap((_, index) => {
      const key = keyAt(root, channel, [...operation.path, "messages", index]);
      return key === null ? [] : [key];
    });
    return { operation, hasList: true, keys };
  });
}

/** Key of the channel's message that the reference at a path means; null for one of another channel. */
export function keyAt(root: JsonValue, channel: ChannelModel, path: Path): string | null {
  const ref = refOf(valueAt(root, path));
  const named = ref === null ? null : pathOfRef(ref);
  const { keyByName, keyByPlace } = keysOf(root, channel);
  const byName = named === null ? undefined : keyByName.get(nameOf(named));
  if (byName !== undefined) return byName;
  const place = resolvePath(root, path);
  return (place === null ? undefined : keyByPlace.get(nameOf(place))) ?? null;
}

type ChannelKeys = {
  readonly keyByName: ReadonlyMap<string, string>;
  readonly keyByPlace: ReadonlyMap<string, string>;
};

/** A channel can have a thousand messages, and each is looked for by each operation. */
const knownKeys = new WeakMap<ChannelModel, ChannelKeys>();

/** Keys of a channel's messages by the paths that name them, and by where they stand: the first of those that stand there. */
function keysOf(root: JsonValue, channel: ChannelModel): ChannelKeys {
  const known = knownKeys.get(channel);
  if (known !== undefined) return known;
  const keyByName = new Map<string, string>();
  const keyByPlace = new Map<string, string>();
  for (const key of messageKeys(channel)) {
    for (const holder of [["channels", channel.key], channel.path])
      keyByName.set(nameOf([...holder, "messages", key]), key);
    const place = resolvePath(root, [...channel.path, "messages", key]);
    if (place !== null && !keyByPlace.has(nameOf(place))) keyByPlace.set(nameOf(place), key);
  }
  const keys = { keyByName, keyByPlace };
  knownKeys.set(channel, keys);
  return keys;
}

function nameOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

function payloadWords(root: JsonValue, message: JsonObject): string {
  const payload = resolveObject(root, message.payload);
  const format = textAt(payload, ["schemaFormat"]);
  if (format !== null && !/aai\.asyncapi|schema\+(json|yaml)|openapi/.test(format))
    return /avro/.test(format) ? "Avro" : format;
  const schema = format === null ? payload : resolveObject(root, payload.schema);
  const count = Object.keys(objectAt(schema, ["properties"])).length;
  const types = typesOf(schema).join(" or ");
  if (count > 0) return `object, ${count === 1 ? "1 property" : `${count} properties`}`;
  const choices = schema.oneOf ?? schema.anyOf;
  return Array.isArray(choices) ? `one of ${choices.length}` : types;
}
