// What names messages in a document: operations and their replies, each with the channel whose messages it names (AsyncAPI
// 3.0.0, Operation Object and Operation Reply Object, `messages`).
import { channelKeyOf, channelPlaces } from "#lib/asyncapi/channel-model.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { resolvePath } from "#lib/asyncapi/local-ref.ts";

/** An operation or a reply that has a list of messages, where it stands itself: by a reference that may be in components. */
export type MessageNaming = {
  /** Key of the root operation that it is, or answers. */
  readonly operation: string;
  readonly part: "operation" | "reply";
  readonly path: Path;
  readonly holder: JsonObject;
  readonly messages: readonly JsonValue[];
  /** Key of the root channel; null where what names one names none of the document. */
  readonly channel: string | null;
};

/**
 * Each once: by references, several operations may be one. A reply without a channel of its own comes back on that of its
 * operation, as far as a document can tell.
 */
export function listMessageNamings(data: JsonObject): MessageNaming[] {
  const places = channelPlaces(data);
  const namings = new Map<string, MessageNaming>();
  const add = (operation: string, part: MessageNaming["part"], path: Path | null, home: string | null) => {
    const holder = path === null ? undefined : valueAt(data, path);
    if (path === null || !isJsonObject(holder)) return null;
    const isOnHome = part === "reply" && holder.channel === undefined;
    const channel = isOnHome ? home : channelKeyOf(places, holder);
    const place = JSON.stringify(path);
    const { messages } = holder;
    if (Array.isArray(messages) && !namings.has(place))
      namings.set(place, { operation, part, path, holder, messages, channel });
    return channel;
  };
  for (const operation of Object.keys(objectAt(data, ["operations"]))) {
    const own = ["operations", operation];
    const home = add(operation, "operation", resolvePath(data, own), null);
    add(operation, "reply", resolvePath(data, [...own, "reply"]), home);
  }
  return [...namings.values()];
}
