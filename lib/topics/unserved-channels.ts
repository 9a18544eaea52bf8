// Channels that are kept in a definition and not served: their address is unknown, or the gateway has no path for it, as with
// those of other protocols. They are no topics: forms leave them alone, and a route goes without them.
import { type ChannelModel, listChannels } from "#lib/asyncapi/channel-model.ts";
import { type JsonValue, objectAt } from "#lib/asyncapi/json-value.ts";
import { otherProtocols } from "#lib/topics/channel-servers.ts";
import { topicNameProblem } from "#lib/topics/topic-name.ts";

/** A channel that is kept, and why it is not served, in words. */
export type UnservedChannel = {
  readonly key: string;
  /** Null where the document does not say it. */
  readonly address: string | null;
  readonly reason: string;
};

/**
 * Why the gateway does not serve a channel, in words; null where it does. One of another protocol, whose address is no path, is
 * kept as it is; with a slash before it, it is offered over WebSocket.
 */
export function whyUnserved(
  root: JsonValue,
  { address, value }: Pick<ChannelModel, "address" | "value">,
): string | null {
  const reason = whyNoPath(address);
  if (reason !== null || address === null || address.startsWith("/") || /[?#]/.test(address)) return reason;
  const protocols = otherProtocols(root, value);
  if (protocols === null) return null;
  return `Its servers speak ${protocols}, which the gateway does not. To offer it over WebSocket, start its address with a slash: /${address}`;
}

/**
 * Why the gateway cannot serve a channel of this address, in words; null where it can. Also null where a slash before it is all
 * that is missing, which one click mends, and for a query or a fragment, which AsyncAPI itself forbids (3.0.0, Channel Object,
 * `address`): these are topics to be mended.
 */
export function whyNoPath(address: string | null): string | null {
  if (address === null) return "Its address is unknown until run time. Give it one to have it served.";
  if (/[?#]/.test(address)) return null;
  return topicNameProblem(address === "" || address.startsWith("/") ? address : `/${address}`);
}

/** The channels of a document that are not served, in its order; with those that lead out of it or nowhere. */
export function listUnserved(root: JsonValue): UnservedChannel[] {
  const known = new Map(listChannels(root).map((channel) => [channel.key, channel]));
  return Object.keys(objectAt(root, ["channels"])).flatMap((key) => {
    const channel = known.get(key);
    const reason = reasonOf(root, channel);
    return reason === null ? [] : [{ key, address: channel?.address ?? null, reason }];
  });
}

/** As `whyUnserved`; undefined stands for a channel that is not in the document. */
export function reasonOf(root: JsonValue, channel: ChannelModel | undefined): string | null {
  if (channel === undefined) return "It stands in another document, or its $ref leads nowhere.";
  return whyUnserved(root, channel);
}

/** Some of them in a sentence: `x.{id}.y and 2 more`. */
export function namesOfUnserved(channels: readonly UnservedChannel[]): string {
  const named = channels
    .slice(0, MAX_NAMED)
    .map(({ key, address }) => (address ?? key).slice(0, MAX_NAME_LENGTH));
  const more = channels.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

const MAX_NAMED = 5;
const MAX_NAME_LENGTH = 100;
