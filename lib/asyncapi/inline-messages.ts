// Messages that stand in an operation or its reply themselves. AsyncAPI wants the channel's messages named there (3.0.0,
// Operation Object and Operation Reply Object, `messages`); nothing shows or serves others, and the parser does not tell.
import { type ChannelPlaces, channelKeyOf, channelPlaces } from "#lib/asyncapi/channel-model.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Mend } from "#lib/asyncapi/diagnostic.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";

/** An error at each of the first `most`, with the click that moves it to the channel where that is known. */
export function inlineMessages(data: JsonObject, most: number): Finding[] {
  const places = channelPlaces(data);
  const inline = listNamings(data).flatMap((naming) => inlineIn(data, naming));
  return inline.slice(0, most).map((one) => findingOf(data, places, one));
}

/** What names messages, an operation or its reply, where it stands. */
type Naming = { readonly operation: string; readonly path: Path };

/** Each once: by references, several operations may be one. */
function listNamings(data: JsonObject): Naming[] {
  const namings = new Map<string, Naming>();
  for (const operation of Object.keys(objectAt(data, ["operations"]))) {
    const own = ["operations", operation];
    for (const path of [resolvePath(data, own), resolvePath(data, [...own, "reply"])]) {
      const place = JSON.stringify(path);
      if (path !== null && !namings.has(place)) namings.set(place, { operation, path });
    }
  }
  return [...namings.values()];
}

type Inline = {
  readonly operation: string;
  readonly holder: JsonObject;
  readonly message: JsonValue;
  readonly place: Path;
};

function inlineIn(data: JsonObject, { operation, path }: Naming): Inline[] {
  const holder = valueAt(data, path);
  if (!isJsonObject(holder) || !Array.isArray(holder.messages)) return [];
  return holder.messages.flatMap((message, index) =>
    refOf(message) === null ? [{ operation, holder, message, place: [...path, "messages", index] }] : [],
  );
}

function findingOf(
  data: JsonObject,
  places: ChannelPlaces,
  { operation, holder, message, place }: Inline,
): Finding {
  const channel = channelKeyOf(places, holder);
  const isMessage = isJsonObject(message) && !Object.hasOwn(message, "$ref");
  const target = channel === null || !isMessage ? null : freePlace(data, { channel, message, operation });
  const finding = { severity: "error", code: "operation-message", path: place } as const;
  if (target === null)
    return { ...finding, message: `Name a message of the channel here: { $ref: '${anyOf(channel)}' }` };
  const advice = `A message cannot stand in an operation. Move it to the channel, and name it here: { $ref: '${target.ref}' }`;
  return { ...finding, message: advice, mend: moveTo(target, place) };
}

function anyOf(channel: string | null): string {
  return refToPath(["channels", channel ?? "KEY", "messages", "KEY"]);
}

/** A place in a channel, and the reference that means it. */
type FreePlace = {
  readonly channel: string;
  readonly name: string;
  readonly path: Path;
  readonly ref: string;
};

function freePlace(
  data: JsonObject,
  { channel, message, operation }: { channel: string; message: JsonValue; operation: string },
): FreePlace | null {
  const holder = resolvePath(data, ["channels", channel]);
  if (holder === null) return null;
  const taken = objectAt(data, [...holder, "messages"]);
  const own = textAt(message, ["name"]) ?? "";
  const wanted = /^[a-z][\w.-]*$/i.test(own) ? own : operation;
  let name = wanted;
  for (let count = 2; Object.hasOwn(taken, name); count += 1) name = `${wanted}${count}`;
  return {
    channel,
    name,
    path: [...holder, "messages", name],
    ref: refToPath(["channels", channel, "messages", name]),
  };
}

function moveTo({ channel, name, path, ref }: FreePlace, place: Path): Mend {
  return {
    label: `Move it to the channel ${channel} as ${name}`,
    edits: [
      { op: "copy", path, from: place },
      { op: "set", path: place, value: { $ref: ref } },
    ],
  };
}
