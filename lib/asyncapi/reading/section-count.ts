// How many sections a view has at most, before any is read: what is set aside for each depends on it.
import type { ChannelModel } from "#lib/asyncapi/channel-model.ts";
import { type JsonObject, objectAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";

/** Topics, and messages wherever they are told: with an operation, with its reply, or with their topic alone. */
export function sectionCount(document: JsonObject, channels: readonly ChannelModel[]): number {
  let count = channels.length;
  for (const { value, operations } of channels) {
    count += messagesOf(value);
    for (const operation of operations) {
      count += namedBy(operation.value, value);
      if (operation.value.reply === undefined) continue;
      const reply = resolveObject(document, operation.value.reply);
      count += namedBy(reply, reply.channel === undefined ? {} : resolveObject(document, reply.channel));
    }
  }
  return count;
}

function namedBy({ messages }: JsonObject, channel: JsonObject): number {
  return Array.isArray(messages) ? messages.length : messagesOf(channel);
}

/** Counted once for each: a topic may have many operations and many messages. */
const counts = new WeakMap<JsonObject, number>();

function messagesOf(channel: JsonObject): number {
  const known = counts.get(channel);
  if (known !== undefined) return known;
  const count = Object.keys(objectAt(channel, ["messages"])).length;
  counts.set(channel, count);
  return count;
}
