// What refers to channels that become one: references go on to lead to the same parts, and operations and replies that named no
// messages, and so meant all of their channel (AsyncAPI 3.0.0, Operation Object), name them. Pure planning.
import { type ChannelModel, channelKeyOf, channelPlaces } from "#lib/asyncapi/channel-model.ts";
import { isJsonObject, type JsonObject, objectAt, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, refOf, refToPath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";

/** By channel: the name that each of its messages has in the one channel. */
export type MessageKeys = ReadonlyMap<string, ReadonlyMap<string, string>>;

export type MergedChannels = {
  readonly first: ChannelModel;
  readonly others: readonly ChannelModel[];
  readonly keys: MessageKeys;
};

/** References to the channels that go, however they are written, led to the first; null where one would lead nowhere. */
export function refEdits(root: JsonObject, merged: MergedChannels): SourceEdit[] | null {
  const { first, others } = merged;
  const edits: SourceEdit[] = [];
  const byKey = new Map(others.map((other) => [other.key, other]));
  const stored = others.filter(({ path }) => path[0] === "components" && !isSamePath(path, first.path));
  for (const { path, ref } of listRefs(root)) {
    const target = pathOfRef(ref);
    if (target === null) continue;
    const isByKey = target[0] === "channels";
    const other = isByKey ? byKey.get(target[1] ?? "") : stored.find((one) => isAtOrIn(target, one.path));
    const isEntry = path[0] === "channels" && path.length === 2; // of a channel that goes itself
    if (other === undefined || isEntry) continue;
    const within = withinFirst(merged, other, target.slice(isByKey ? 2 : other.path.length));
    if (within === null) return null;
    const value = refToPath(["channels", first.key, ...within]);
    edits.push({ op: "set", path: [...path, "$ref"], value });
  }
  return edits;
}

function isAtOrIn(path: Path, holder: Path): boolean {
  return holder.every((step, index) => path[index] === step);
}

function isSamePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

/** The way into the first channel that leads to what a way into another one leads to. */
function withinFirst(
  { first, keys }: MergedChannels,
  other: ChannelModel,
  within: string[],
): string[] | null {
  const [part, name, ...rest] = within;
  if (part === undefined) return within;
  if (part === "messages") {
    if (name === undefined) return null;
    const key = keys.get(other.key)?.get(name);
    return key === undefined ? within : [part, key, ...rest];
  }
  if (part !== "parameters" && part !== "bindings") return null;
  const isOwn = name === undefined || Object.hasOwn(objectAt(first.value, [part]), name);
  return isOwn && valueAt(first.value, within) === undefined ? null : within;
}

/** The messages of operations and replies that named none, where the one channel has more than they meant. */
export function messageListEdits(root: JsonObject, { first, keys }: MergedChannels): SourceEdit[] {
  const places = channelPlaces(root);
  const all = new Set([...keys.values()].flatMap((own) => [...own.values()]));
  return speakers(root).flatMap(([path, speaker]): SourceEdit[] => {
    const own = keys.get(channelKeyOf(places, speaker) ?? "");
    if (own === undefined || own.size === all.size || Array.isArray(speaker.messages)) return [];
    const value = [...own.values()].map((key) => ({
      $ref: refToPath(["channels", first.key, "messages", key]),
    }));
    return [{ op: "set", path: [...path, "messages"], value }];
  });
}

/** Operations and replies where they stand, those of `components` among them. */
function speakers(root: JsonObject): (readonly [Path, JsonObject])[] {
  const inside = (...path: string[]) =>
    Object.entries(objectAt(root, path)).flatMap(([key, value]): (readonly [Path, JsonObject])[] =>
      isJsonObject(value) && refOf(value) === null ? [[[...path, key], value]] : [],
    );
  const operations = [...inside("operations"), ...inside("components", "operations")];
  const replies = operations.flatMap(([path, { reply }]): (readonly [Path, JsonObject])[] =>
    isJsonObject(reply) && refOf(reply) === null ? [[[...path, "reply"], reply]] : [],
  );
  return [...operations, ...replies, ...inside("components", "replies")];
}
