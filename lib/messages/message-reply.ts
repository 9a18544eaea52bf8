// The reply to a message: what AsyncAPI keeps at an operation (Operation Reply Object), seen from its request.
import type { ChannelModel } from "#lib/asyncapi/channel-model.ts";
import { type JsonValue, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { refOf, refToPath, resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { newOperationKey } from "#lib/topics/channel-key.ts";
import { keyAt, messageKeys, type OperationMessages, operationMessages } from "./topic-messages.ts";

export type MessageReply = {
  /** Keys of the messages of the same channel that answer it. */
  readonly keys: readonly string[];
  /** Why a form cannot edit it; empty where it can. */
  readonly elsewhere: string;
  /** The operation that asks: `receive` before `send`; null where none processes the message. */
  readonly asking: OperationMessages | null;
};

const NOTHING: MessageReply = { keys: [], elsewhere: "", asking: null };

/** What answers a message. An operation of several messages has one reply for all: such a one is for the text. */
export function replyOf(root: JsonValue, channel: ChannelModel, key: string): MessageReply {
  const asking = operationMessages(root, channel).filter(({ keys }) => keys.includes(key));
  const receiving = asking.filter(({ operation }) => operation.action === "receive");
  const candidates = receiving.length > 0 ? receiving : asking;
  const found = candidates.find(({ operation }) => operation.value.reply !== undefined) ?? candidates[0];
  if (found === undefined) return NOTHING;
  if (found.operation.value.reply === undefined) return { keys: [], elsewhere: "", asking: found };
  const path = resolvePath(root, [...found.operation.path, "reply"]);
  const reply = resolveObject(root, found.operation.value.reply);
  if (path === null) return elsewhere(found, "leads outside the document");
  const target = refOf(reply.channel);
  const isHere = target === null || sameChannel(root, channel, [...path, "channel"]);
  if (!isHere) return elsewhere(found, "comes on another topic");
  if (found.keys.length > 1) return elsewhere(found, "is shared with other messages of its operation");
  const listed = valueAt(reply, ["messages"]);
  if (!Array.isArray(listed)) return { keys: messageKeys(channel), elsewhere: "", asking: found };
  const keys = listed.flatMap((_, index) => keyAt(root, channel, [...path, "messages", index]) ?? []);
  return { keys, elsewhere: "", asking: found };
}

function elsewhere(asking: OperationMessages, why: string): MessageReply {
  return { keys: [], elsewhere: why, asking };
}

function sameChannel(root: JsonValue, channel: ChannelModel, path: Path): boolean {
  const place = resolvePath(root, path);
  return place !== null && JSON.stringify(place) === JSON.stringify(channel.path);
}

/** Edits that make `wanted` the answers to a message. Where its operation has others too, it gets one of its own. */
export function replyEdits(
  root: JsonValue,
  channel: ChannelModel,
  key: string,
  wanted: readonly string[],
  takenOperations: Set<string>,
): SourceEdit[] {
  const { keys, elsewhere: why, asking } = replyOf(root, channel, key);
  const isSame = keys.length === wanted.length && wanted.every((it) => keys.includes(it));
  if (isSame || why !== "" || asking === null) return [];
  const { operation } = asking;
  const messages = wanted.map((it) => messageRef(channel, it));
  if (operation.value.reply !== undefined) {
    if (wanted.length === 0) return [{ op: "delete", path: [...operation.path, "reply"] }];
    const path = resolvePath(root, [...operation.path, "reply"]) ?? [...operation.path, "reply"];
    return [{ op: "set", path: [...path, "messages"], value: messages }];
  }
  const reply = { channel: { $ref: refToPath(["channels", channel.key]) }, messages };
  if (asking.keys.length === 1) return [{ op: "set", path: [...operation.path, "reply"], value: reply }];
  const own = newOperationKey(operation.action, `${channel.key}.${key}`, takenOperations);
  takenOperations.add(own);
  const { action } = operation;
  const ref = refOf(operation.value.channel) ?? refToPath(["channels", channel.key]);
  return [
    ...withoutMessage(root, channel, asking, key),
    {
      op: "set",
      path: ["operations", own],
      value: { action, channel: { $ref: ref }, messages: [messageRef(channel, key)], reply },
    },
  ];
}

/** A reference to a message by way of its channel, as operations have to name it. */
export function messageRef(channel: ChannelModel, key: string): { $ref: string } {
  return { $ref: refToPath(["channels", channel.key, "messages", key]) };
}

/** Edits after which an operation no longer processes a message; one that named none names all the others. */
export function withoutMessage(
  root: JsonValue,
  channel: ChannelModel,
  { operation, hasList, keys }: OperationMessages,
  key: string,
): SourceEdit[] {
  const path = [...operation.path, "messages"];
  if (!hasList) {
    const others = keys.filter((other) => other !== key).map((other) => messageRef(channel, other));
    return [{ op: "set", path, value: others }];
  }
  const listed = valueAt(operation.value, ["messages"]);
  const count = Array.isArray(listed) ? listed.length : 0;
  return Array.from({ length: count }, (_, index) => count - 1 - index)
    .filter((index) => keyAt(root, channel, [...path, index]) === key)
    .map((index) => ({ op: "delete", path: [...path, index] }));
}
