// What AsyncAPI lets stand on almost any object: tags, external documentation, bindings, extensions.

import { isInternalExtension } from "#lib/asyncapi/gateway-extensions.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { withDigits } from "#lib/asyncapi/written-digits.ts";
import { readEach, type Source, shownValue, textsOf } from "./reading.ts";

export type ReadingAbout = {
  readonly tags: readonly ReadingTag[];
  /** Null where there is none. */
  readonly docs: ReadingDocs | null;
  /** One for each protocol, its value as JSON. */
  readonly bindings: readonly ReadingPart[];
  /** The document's own `x-` members; never those of the portal and the gateway. */
  readonly extensions: readonly ReadingPart[];
};

export type ReadingTag = {
  readonly name: string;
  readonly description: string;
  readonly docs: ReadingDocs | null;
};
export type ReadingDocs = { readonly url: string; readonly description: string };
export type ReadingPart = { readonly name: string; readonly text: string };

/** Reads what is about an object that stands in the document, its traits merged; of bindings and extensions those that are wanted. */
export function readAbout(
  reading: Source,
  holder: JsonObject,
  isWanted: (name: string) => boolean = () => true,
): ReadingAbout {
  return {
    tags: readTags(reading, holder.tags),
    docs: readDocs(reading, holder.externalDocs),
    bindings: partsOf(reading, resolveObject(reading.document, holder.bindings), isWanted),
    extensions: readExtensions(reading, holder).filter(({ name }) => isWanted(name)),
  };
}

/** Found once for each: a schema of many members may be referred to many times. */
const foreign = new WeakMap<JsonObject, ReadonlySet<string>>();

function foreignExtensions(holder: JsonObject): ReadonlySet<string> {
  const known = foreign.get(holder);
  if (known !== undefined) return known;
  const names = Object.keys(holder).filter((name) => name.startsWith("x-") && !isInternalExtension(name));
  const found = new Set(names);
  foreign.set(holder, found);
  return found;
}

/** The document's own `x-` members of an object; `of` says of which, where others stand with them. */
export function readExtensions(source: Source, holder: JsonObject, of = ""): ReadingPart[] {
  const names = foreignExtensions(holder);
  if (names.size === 0) return [];
  const parts = partsOf(source, holder, (name) => names.has(name));
  return of === "" ? parts : parts.map(({ name, text }) => ({ name: `${name} of ${of}`, text }));
}

function readTags(reading: Source, tags: JsonValue | undefined): ReadingTag[] {
  if (!Array.isArray(tags)) return [];
  return readEach(reading.budget, tags, (value) => {
    const tag = resolveObject(reading.document, value);
    const text = textsOf(reading.budget, tag);
    const name = text("name");
    if (name === "") return [];
    return [{ name, description: text("description"), docs: readDocs(reading, tag.externalDocs) }];
  }).flat();
}

export function readDocs({ document, budget }: Source, value: JsonValue | undefined): ReadingDocs | null {
  const docs = resolveObject(document, value);
  const text = textsOf(budget, docs);
  const read = { url: text("url"), description: text("description") };
  return read.url === "" && read.description === "" ? null : read;
}

function partsOf(
  { document, budget }: Source,
  holder: JsonObject,
  isWanted: (name: string) => boolean,
): ReadingPart[] {
  const wanted = Object.entries(holder).filter(([name]) => isWanted(name));
  return readEach(budget, wanted, ([name, value]) => {
    const part = isJsonObject(value) ? resolveObject(document, value) : withDigits(holder, name);
    return { name, text: shownValue(part, budget) };
  });
}
