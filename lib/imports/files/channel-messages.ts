// Messages of operations, which have to be named as their channel's (AsyncAPI 3.0.0, Operation Object): a reference straight to
// the file of a message becomes one to the channel's entry for it.
import { type JsonValue, objectAt, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, refToPath } from "#lib/asyncapi/local-ref.ts";

const MAX_CHAIN = 20;

/** Where something stands, among several files. */
export type Standing = { readonly file: string; readonly path: Path; readonly value: JsonValue };

type Files = {
  /** One step: what a reference in a file names; null where it names nothing. */
  readonly follow: (from: string, ref: string) => Standing | null;
  /** A channel's reference as the document will have it. */
  readonly rewritten: (ref: string) => string;
};

/** The reference to the channel's entry for a message; null where it is no message of an operation, or the channel has none. */
export function ownMessageRef(
  main: { readonly file: string; readonly document: JsonValue },
  path: Path,
  ref: string,
  files: Files,
): string | null {
  if (path[0] !== "operations" || path.at(-2) !== "messages") return null;
  const channelRef = refOf(valueAt(main.document, [...path.slice(0, -2), "channel"]));
  if (channelRef === null) return null;
  const own = pathOfRef(files.rewritten(channelRef));
  const channel = standingOf(main.file, channelRef, files);
  const message = standingOf(main.file, ref, files);
  if (own?.length !== 2 || own[0] !== "channels" || channel === null || message === null) return null;
  const found = Object.entries(objectAt(channel.value, ["messages"])).find(([, entry]) => {
    const entryRef = refOf(entry);
    const standing = entryRef === null ? null : standingOf(channel.file, entryRef, files);
    return standing?.file === message.file && refToPath(standing.path) === refToPath(message.path);
  });
  return found === undefined ? null : refToPath([...own, "messages", found[0]]);
}

/** Follows references to where the value itself stands. */
function standingOf(from: string, ref: string, { follow }: Files): Standing | null {
  let standing = follow(from, ref);
  for (let hops = 0; hops < MAX_CHAIN && standing !== null; hops += 1) {
    const next = refOf(standing.value);
    if (next === null) return standing;
    standing = follow(standing.file, next);
  }
  return null;
}
