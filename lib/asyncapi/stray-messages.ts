// References of operations and replies to messages that are not their channel's. AsyncAPI wants a subset of the channel's
// messages there, and nothing from components or anywhere else (3.0.0, Operation Object and Operation Reply Object).
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Mend } from "#lib/asyncapi/diagnostic.ts";
import { isSameValue, type JsonObject, objectAt, type Path } from "#lib/asyncapi/json-value.ts";
import { leadsNowhere, pathOfRef, refOf, refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { listMessageNamings, type MessageNaming } from "#lib/asyncapi/message-namings.ts";

/**
 * A finding at each of the first `most`, with the click that points it to the channel where that has the message or can. Those
 * of replies are warnings: the reference parser lets them pass, and published documents have them.
 */
export function strayMessages(data: JsonObject, most: number): Finding[] {
  const strays = listMessageNamings(data).flatMap((naming) => straysIn(data, naming));
  return strays.slice(0, most).map((stray) => findingOf(data, stray));
}

type Stray = {
  readonly naming: MessageNaming;
  /** Key of the channel that the message has to be of. */
  readonly channel: string;
  /** Where the reference leads. */
  readonly target: Path;
  /** Where it stands. */
  readonly place: Path;
};

/** Those that are there: of one that is missing it is said that it is (ref-checks.ts). */
function straysIn(data: JsonObject, naming: MessageNaming): Stray[] {
  const { channel, messages, path } = naming;
  if (channel === null) return [];
  return messages.flatMap((message, index): Stray[] => {
    const ref = refOf(message) ?? "";
    const target = pathOfRef(ref);
    if (target === null || isOfChannel(naming, target) || leadsNowhere(data, ref)) return [];
    return [{ naming, channel, target, place: [...path, "messages", index, "$ref"] }];
  });
}

/**
 * Of the channel by its root key; in components also by the place there that the channel is named by, as the specification
 * lets them. A reply that names no channel may have messages of any: the specification says of none which.
 */
function isOfChannel({ channel, holder, path }: MessageNaming, target: Path): boolean {
  const [root, key, part] = target;
  if (root === "channels" && part === "messages" && (key === channel || holder.channel === undefined))
    return true;
  const named = path[0] === "components" ? pathOfRef(refOf(holder.channel) ?? "") : null;
  return named !== null && [...named, "messages"].every((step, depth) => target[depth] === step);
}

function findingOf(data: JsonObject, { naming, channel, target, place }: Stray): Finding {
  const mend = mendOf(data, { channel, target, place });
  const right = mend?.ref ?? refToPath(["channels", channel, "messages", String(target.at(-1))]);
  const whose = naming.part === "reply" ? `the reply of ${naming.operation}` : naming.operation;
  const which = naming.holder.channel === undefined ? "a" : "its";
  const message = `A message of ${whose} has to be one of ${which} channel: { $ref: '${right}' }`;
  const severity = naming.part === "reply" ? "warning" : "error";
  const finding = { severity, code: "operation-message", message, path: place } as const;
  return mend === null ? finding : { ...finding, mend: { label: mend.label, edits: mend.edits } };
}

/** Points the reference to the channel's own entry for the message; adds one to the channel that has none. */
function mendOf(
  data: JsonObject,
  { channel, target: stray, place }: Omit<Stray, "naming">,
): (Mend & { ref: string }) | null {
  const target = resolvePath(data, stray);
  const holder = resolvePath(data, ["channels", channel]);
  if (target === null || holder === null) return null;
  const entries = objectAt(data, [...holder, "messages"]);
  const isTarget = (key: string) =>
    isSameValue([...(resolvePath(data, [...holder, "messages", key]) ?? [])], [...target]);
  const own = Object.keys(entries).find(isTarget);
  const name = own ?? String(stray.at(-1));
  const ref = refToPath(["channels", channel, "messages", name]);
  const pointed = { op: "set", path: place, value: ref } as const;
  if (own !== undefined) return { ref, label: `Use ${ref}`, edits: [pointed] };
  if (Object.hasOwn(entries, name)) return null;
  const added = {
    op: "set",
    path: [...holder, "messages", name],
    value: { $ref: refToPath(stray) },
  } as const;
  return { ref, label: `Add ${name} to the channel ${channel} and use it`, edits: [added, pointed] };
}
