// References that lead nowhere, and messages of operations that are not their channel's (AsyncAPI 3.0.0, Operation Object).
import { channelKeyOf, channelPlaces } from "#lib/asyncapi/channel-model.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Mend } from "#lib/asyncapi/diagnostic.ts";
import { inlineMessages } from "#lib/asyncapi/inline-messages.ts";
import {
  isJsonObject,
  isSameValue,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";

/** What stands under these keys is data of whoever wrote it, not a part of the document. */
export const DATA_KEYS: ReadonlySet<string> = new Set(["examples", "example", "default", "const", "enum"]);
const MAX_FOUND = 20;
const MAX_CHAIN = 20;

/** Errors, up to twenty of each kind. */
export function refFindings(data: JsonObject): Finding[] {
  return [...danglingRefs(data), ...strayMessages(data), ...inlineMessages(data, MAX_FOUND)];
}

function danglingRefs(data: JsonObject): Finding[] {
  const found: Finding[] = [];
  const walk = (value: JsonValue, path: Path): void => {
    if (found.length === MAX_FOUND) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index]);
      return;
    }
    if (!isJsonObject(value)) return;
    const ref = refOf(value);
    const target = ref === null ? null : pathOfRef(ref);
    const isMissing = target === null || (resolvePath(data, target) === null && !endsOutside(data, target));
    if (ref?.startsWith("#") && isMissing) {
      const message = `${ref} points to nothing. Correct the $ref, or add what it names.`;
      found.push({ severity: "error", code: "ref", message, path: [...path, "$ref"] });
    }
    for (const [key, item] of Object.entries(value)) if (!DATA_KEYS.has(key)) walk(item, [...path, key]);
  };
  walk(data, []);
  // Those of channels and operations are found with words of their own.
  return found.filter(
    ({ path }) => !(path.length <= 4 && (path[0] === "channels" || path[0] === "operations")),
  );
}

/** True where a path leads on to another document, or through a part that stands in one: nobody can tell what is there. */
export function endsOutside(data: JsonValue, path: Path): boolean {
  let current: Path | null = path;
  for (let hops = 0; hops < MAX_CHAIN && current !== null; hops += 1) {
    for (let depth = 1; depth <= current.length; depth += 1) {
      const ref = refOf(valueAt(data, current.slice(0, depth)) ?? null);
      if (ref !== null && !ref.startsWith("#")) return true;
    }
    const next = refOf(valueAt(data, current) ?? null);
    current = next === null ? null : pathOfRef(next);
  }
  return false;
}

/** A reference of an operation to a message that is not of its channel. */
type Stray = { readonly key: string; readonly channel: string; readonly target: Path; readonly place: Path };

function strayMessages(data: JsonObject): Finding[] {
  const places = channelPlaces(data);
  const strays = Object.entries(objectAt(data, ["operations"])).flatMap(([key, operation]): Stray[] => {
    const messages = isJsonObject(operation) ? operation.messages : undefined;
    if (!isJsonObject(operation) || !Array.isArray(messages)) return [];
    const channel = channelKeyOf(places, operation);
    if (channel === null) return [];
    return messages.flatMap((message, index): Stray[] => {
      const target = pathOfRef(refOf(message) ?? "");
      if (target === null || (target[0] === "channels" && target[1] === channel && target[2] === "messages"))
        return [];
      return [{ key, channel, target, place: ["operations", key, "messages", index, "$ref"] }];
    });
  });
  return strays.slice(0, MAX_FOUND).map((stray) => strayFinding(data, stray));
}

function strayFinding(data: JsonObject, { key, channel, target, place }: Stray): Finding {
  const mend = strayMend(data, channel, target, place);
  const right = mend?.ref ?? refToPath(["channels", channel, "messages", String(target.at(-1))]);
  const advice = `A message of ${key} has to be one of its channel: { $ref: '${right}' }`;
  const finding = { severity: "error", code: "operation-message", message: advice, path: place } as const;
  return mend === null ? finding : { ...finding, mend: { label: mend.label, edits: mend.edits } };
}

/** Points the operation to the channel's own entry for the message; adds one to the channel that has none. */
function strayMend(
  data: JsonObject,
  channel: string,
  stray: Path,
  place: Path,
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
