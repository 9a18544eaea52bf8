// Finds topics of one API that the gateway could not tell apart: same name, or same matcher under another name.
// The matcher follows DESIGN.md section 5: a parameter's name does not matter, one trailing slash is ignored. Nor does case:
// the gateway tells `/Rooms` from `/rooms` (RFC 3986, section 6.2.2.1), people and some backends do not; so with contexts.
import { decodeSegment, segmentParameter } from "#lib/topics/topic-name.ts";

/** A topic (by index) that clashes with an earlier one, and what to tell the user. */
export type TopicClash = {
  readonly index: number;
  readonly field: "address" | "channelKey";
  /** True where channels of the definition share an address, letter by letter: they may be meant as one topic. */
  readonly isShared: boolean;
  readonly message: string;
};

type NamedTopic = { readonly channelKey: string | null; readonly address: string };

/** One clash at most for each topic, in the order of the list. */
export function findTopicClashes(topics: readonly NamedTopic[]): TopicClash[] {
  const addressByMatcher = new Map<string, string>();
  const addressByKey = new Map<string, string>();
  const clashes: TopicClash[] = [];
  const channelCounts = countChannels(topics);
  for (const [index, { address, channelKey }] of topics.entries()) {
    const matcher = matcherOf(address);
    const other = addressByMatcher.get(matcher);
    const sameKey = channelKey === null ? undefined : addressByKey.get(channelKey);
    const sharing = channelKey !== null && other === address ? (channelCounts.get(address) ?? 0) : 0;
    if (sharing > 1)
      clashes.push({ index, field: "address", isShared: true, message: sharedMessage(address, sharing) });
    else if (other !== undefined)
      clashes.push({ index, field: "address", isShared: false, message: clashMessage(address, other) });
    else if (sameKey !== undefined)
      clashes.push({ index, field: "channelKey", isShared: false, message: keyMessage(address, sameKey) });
    addressByMatcher.set(matcher, other ?? address);
    if (channelKey !== null) addressByKey.set(channelKey, sameKey ?? address);
  }
  return clashes;
}

/** How many channels of the definition have an address; topics that are not in it yet do not count. */
function countChannels(topics: readonly NamedTopic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { address, channelKey } of topics)
    if (channelKey !== null) counts.set(address, (counts.get(address) ?? 0) + 1);
  return counts;
}

/** Two addresses with the same text here would accept the same requests, case aside. */
function matcherOf(address: string): string {
  const path = address.length > 1 && address.endsWith("/") ? address.slice(0, -1) : address;
  return JSON.stringify(path.split("/").map(segmentMatcher));
}

function segmentMatcher(segment: string): string {
  if (segment === "*") return "*";
  if (segmentParameter(segment) !== null) return "{}";
  return `=${(decodeSegment(segment) ?? segment).toLowerCase()}`;
}

function sharedMessage(address: string, count: number): string {
  return `${count} channels share the address ${address}. Rename all but one, or make one topic of them in the definition's text.`;
}

function clashMessage(address: string, other: string): string {
  if (address === other)
    return `The topic ${address} is in the list already. Remove one of the two, or rename it.`;
  if (address.toLowerCase() === other.toLowerCase())
    return `${address} differs from the topic ${other} in upper and lower case only. Rename one of the two.`;
  return `${address} matches the same requests as the topic ${other}. Rename one of the two, or remove it.`;
}

function keyMessage(address: string, other: string): string {
  return `${address} and ${other} claim the same channel of the definition. Reload the page and try again.`;
}
