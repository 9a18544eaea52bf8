// Channels of a definition with the operations that use them, references followed: the model behind topics and views.
import { SCOPES } from "#lib/asyncapi/gateway-extensions.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";

/** More of one operation are not read. */
const MAX_TRAITS = 100;
/** Stands for those: what they require of a client cannot be told, so nobody has it. */
const UNREAD: JsonObject = { [SCOPES]: false };

/** An operation as it stands in the definition. In the document's words: `send` means the API sends. */
export type OperationModel = {
  readonly key: string;
  readonly action: "send" | "receive";
  /** Where the operation object itself stands: under `operations`, or where a reference there leads. */
  readonly path: Path;
  readonly value: JsonObject;
  /** Its traits, references followed, in their order: a later one wins over an earlier one, and the operation over all. */
  readonly traits: readonly JsonObject[];
};

/** A channel of the root `channels` object. */
export type ChannelModel = {
  readonly key: string;
  /** Where the channel object itself stands: under `channels`, or where a reference there leads. */
  readonly path: Path;
  readonly value: JsonObject;
  /** Null for a channel whose address is not known before run time. */
  readonly address: string | null;
  readonly operations: readonly OperationModel[];
};

/** All channels in the order of the document; those that lead outside it or nowhere are left out. */
export function listChannels(root: JsonValue): ChannelModel[] {
  const places = channelPlaces(root);
  const operationsByChannel = Map.groupBy(listOperations(root), ({ value }) => channelKeyOf(places, value));
  return Object.keys(objectAt(root, ["channels"])).flatMap((key) => {
    const path = resolvePath(root, ["channels", key]);
    const value = path === null ? undefined : valueAt(root, path);
    if (path === null || !isJsonObject(value)) return [];
    return [
      {
        key,
        path,
        value,
        address: textAt(value, ["address"]),
        operations: operationsByChannel.get(key) ?? [],
      },
    ];
  });
}

/** All operations of the root `operations` object that have a known action. */
export function listOperations(root: JsonValue): OperationModel[] {
  return Object.keys(objectAt(root, ["operations"])).flatMap((key) => {
    const path = resolvePath(root, ["operations", key]);
    const value = path === null ? undefined : valueAt(root, path);
    if (path === null || !isJsonObject(value)) return [];
    const action = textAt(value, ["action"]);
    return action === "send" || action === "receive"
      ? [{ key, action, path, value, traits: traitsOf(root, value) }]
      : [];
  });
}

function traitsOf(root: JsonValue, { traits }: JsonObject): JsonObject[] {
  if (!Array.isArray(traits)) return [];
  const read = traits.slice(0, MAX_TRAITS).map((trait) => resolveObject(root, trait));
  return traits.length > MAX_TRAITS ? [...read, UNREAD] : read;
}

/** Keys of root channels by the places that mean them. */
export type ChannelPlaces = ReadonlyMap<string, string>;

/**
 * Finds the places of all root channels: their own, and where a reference there leads. AsyncAPI wants operations to
 * name the first; many documents name the second.
 */
export function channelPlaces(root: JsonValue): ChannelPlaces {
  const keys = Object.keys(objectAt(root, ["channels"]));
  const places = new Map(keys.map((key) => [placeOf(["channels", key]), key]));
  for (const key of keys) {
    const path = resolvePath(root, ["channels", key]);
    if (path !== null && !places.has(placeOf(path))) places.set(placeOf(path), key);
  }
  return places;
}

/** Key of the root channel that an operation names, or null where it names none. */
export function channelKeyOf(places: ChannelPlaces, operation: JsonObject): string | null {
  const ref = refOf(operation.channel);
  const target = ref === null ? null : pathOfRef(ref);
  return target === null ? null : (places.get(placeOf(target)) ?? null);
}

function placeOf(path: Path): string {
  return JSON.stringify(path);
}
