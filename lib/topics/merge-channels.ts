// Makes one topic of channels that share an address: the usual way to describe requests and replies over one socket, which the
// gateway cannot tell apart. Operations go on to mean the messages that they meant. Pure planning.
import type { ChannelModel } from "#lib/asyncapi/channel-model.ts";
import type { Mend } from "#lib/asyncapi/diagnostic.ts";
import { SCOPES, TOPIC_POLICY } from "#lib/asyncapi/gateway-extensions.ts";
import { isSameValue, type JsonObject, objectAt, type Path } from "#lib/asyncapi/json-value.ts";
import { refOf } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { type MessageKeys, messageListEdits, refEdits } from "#lib/topics/merged-refs.ts";
import type { Topic } from "#lib/topics/topic.ts";

/** A channel, and the topic that it is. */
export type SharingChannel = { readonly channel: ChannelModel; readonly topic: Topic };

/** A mend is sent to a browser, and nobody waits for more edits than that. */
const MAX_EDITS = 1000;
/** More are no topics of an API, and not worth the time to look for what refers to them. */
const MAX_CHANNELS = 200;
/** Parts of a channel that are taken over member by member. */
const PARTS = ["parameters", "bindings"] as const;
/** Parts that are merged in a way of their own, or are the same already. */
const MERGED: ReadonlySet<string> = new Set([...PARTS, "address", "messages", "servers"]);

/**
 * The edits that leave the first of some channels, and in it what the others have: their messages (named after the channel
 * where the name is taken), and all that the first one lacks. References follow. Null where the channels are served
 * differently, the first one stands elsewhere, or something refers to a part that would go: then a person has to decide.
 */
export function mergeMend(root: JsonObject, channels: readonly SharingChannel[]): Mend | null {
  const [first, ...others] = channels;
  if (first === undefined || others.length === 0 || others.length >= MAX_CHANNELS) return null;
  const isWrittenElsewhere =
    first.channel.path[0] !== "channels" || first.channel.path[1] !== first.channel.key;
  if (isWrittenElsewhere || !others.every((other) => isServedAlike(first, other))) return null;
  const edits = mergeEdits(
    root,
    first.channel,
    others.map(({ channel }) => channel),
  );
  if (edits === null || edits.length > MAX_EDITS) return null;
  return { label: "Make one topic of them", edits };
}

function isServedAlike(one: SharingChannel, other: SharingChannel): boolean {
  return (
    one.topic.isSecured === other.topic.isSecured &&
    one.topic.uriMapping === other.topic.uriMapping &&
    [TOPIC_POLICY, SCOPES].every((name) => isSameValue(one.channel.value[name], other.channel.value[name]))
  );
}

function mergeEdits(
  root: JsonObject,
  first: ChannelModel,
  others: readonly ChannelModel[],
): SourceEdit[] | null {
  const copies = others.flatMap(copier(first));
  const keys = mergedKeys(first, others);
  const refs = refEdits(root, { first, others, keys });
  if (refs === null) return null;
  return [
    ...refs,
    ...copies,
    ...messageCopies(first, others, keys),
    ...serverEdits(first, others),
    ...messageListEdits(root, { first, others, keys }),
    ...others.map(({ key }): SourceEdit => ({ op: "delete", path: ["channels", key] })),
  ];
}

/** Copies from one channel after the other what the first one lacks, messages and servers apart. */
function copier(first: ChannelModel): (other: ChannelModel) => SourceEdit[] {
  const taken = new Set(Object.keys(first.value));
  const members = new Map(PARTS.map((part) => [part, new Set(Object.keys(objectAt(first.value, [part])))]));
  const copy = (other: ChannelModel, ...steps: Path): SourceEdit => ({
    op: "copy",
    path: [...first.path, ...steps],
    from: [...other.path, ...steps],
  });
  const partCopies = (other: ChannelModel, part: (typeof PARTS)[number]): SourceEdit[] => {
    const own = members.get(part);
    if (own === undefined || !Object.hasOwn(other.value, part) || own.has("$ref")) return [];
    if (refOf(other.value[part]) !== null && own.size > 0) return [];
    const added = Object.keys(objectAt(other.value, [part])).filter((name) => !own.has(name));
    for (const name of added) own.add(name);
    return added.map((name) => copy(other, part, name));
  };
  return (other) => {
    const added = Object.keys(other.value).filter((name) => !MERGED.has(name) && !taken.has(name));
    for (const name of added) taken.add(name);
    return [...added.map((name) => copy(other, name)), ...PARTS.flatMap((part) => partCopies(other, part))];
  };
}

/** By channel: the name that each of its messages gets. The same message under the same name is one. */
function mergedKeys(first: ChannelModel, others: readonly ChannelModel[]): MessageKeys {
  const taken = new Map(Object.entries(objectAt(first.value, ["messages"])));
  const keys = new Map([[first.key, new Map([...taken.keys()].map((key) => [key, key]))]]);
  for (const other of others) {
    const own = new Map<string, string>();
    for (const [key, message] of Object.entries(objectAt(other.value, ["messages"]))) {
      const isFree = (name: string) => !taken.has(name) || isSameValue(taken.get(name), message);
      let name = isFree(key) ? key : `${other.key}-${key}`;
      for (let count = 2; !isFree(name); count += 1) name = `${other.key}-${key}-${count}`;
      taken.set(name, message);
      own.set(key, name);
    }
    keys.set(other.key, own);
  }
  return keys;
}

function messageCopies(
  first: ChannelModel,
  others: readonly ChannelModel[],
  keys: MessageKeys,
): SourceEdit[] {
  const there = new Set(Object.keys(objectAt(first.value, ["messages"])));
  return others.flatMap((other) =>
    [...(keys.get(other.key) ?? [])].flatMap(([key, name]): SourceEdit[] => {
      if (there.has(name)) return [];
      there.add(name);
      const path = [...first.path, "messages", name];
      return [{ op: "copy", path, from: [...other.path, "messages", key] }];
    }),
  );
}

/** A channel that names no servers is on all of them (AsyncAPI 3.0.0, Channel Object). */
function serverEdits(first: ChannelModel, others: readonly ChannelModel[]): SourceEdit[] {
  const [own, ...lists] = [first, ...others].map(({ value }) =>
    Array.isArray(value.servers) ? value.servers : [],
  );
  if (own === undefined || own.length === 0) return [];
  const path = [...first.path, "servers"];
  if (lists.some((list) => list.length === 0)) return [{ op: "delete", path }];
  const all = [...own];
  for (const server of lists.flat()) if (!all.some((known) => isSameValue(known, server))) all.push(server);
  return all
    .slice(own.length)
    .map((value, index) => ({ op: "set", path: [...path, own.length + index], value }));
}
