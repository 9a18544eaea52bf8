// Messages that stand in an operation or its reply themselves. AsyncAPI wants the channel's messages named there (3.0.0,
// Operation Object and Operation Reply Object, `messages`); nothing shows or serves others, and the parser does not tell.
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Mend } from "#lib/asyncapi/diagnostic.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { listMessageNamings, type MessageNaming } from "#lib/asyncapi/message-namings.ts";

/** An error at each of the first `most`, with the click that moves it to the channel where that is known. */
export function inlineMessages(data: JsonObject, most: number): Finding[] {
  const inline = listMessageNamings(data).flatMap(inlineIn);
  return inline.slice(0, most).map((one) => findingOf(data, one));
}

type Inline = {
  readonly operation: string;
  /** Key of the channel that is named; null where none of the document is. */
  readonly channel: string | null;
  readonly message: JsonValue;
  readonly place: Path;
};

function inlineIn({ operation, channel, messages, path }: MessageNaming): Inline[] {
  return messages.flatMap((message, index) =>
    refOf(message) === null ? [{ operation, channel, message, place: [...path, "messages", index] }] : [],
  );
}

function findingOf(data: JsonObject, { operation, channel, message, place }: Inline): Finding {
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
