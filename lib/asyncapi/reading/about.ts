// What AsyncAPI lets stand on almost any object: tags, external documentation, bindings, extensions.

import { isInternalExtension } from "#lib/asyncapi/gateway-extensions.ts";
import { isJsonObject, type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { copyDigits, withDigits } from "#lib/asyncapi/written-digits.ts";
import { readEach, type Source, shownValue, textsOf } from "./reading.ts";

export type ReadingAbout = {
  readonly tags: readonly ReadingTag[];
  /** Null where there is none. */
  readonly docs: ReadingDocs | null;
  /** One for each protocol, its value as JSON. */
  readonly bindings: readonly ReadingPart[];
  /** The document's own `x-` members, and those of its tags and docs; never those of the portal and the gateway. */
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
  const tags = readTags(reading, holder.tags);
  const own = readExtensions(reading, holder).filter(({ name }) => isWanted(name));
  return {
    tags: tags.map(({ tag }) => tag),
    docs: readDocs(reading, holder.externalDocs),
    bindings: readParts(reading, resolveObject(reading.document, holder.bindings), isWanted),
    extensions: [
      ...own,
      ...readDocsExtensions(reading, holder.externalDocs),
      ...tags.flatMap(({ extensions }) => extensions),
    ],
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
  const parts = readParts(source, holder, (name) => names.has(name));
  return of === "" ? parts : parts.map(({ name, text }) => ({ name: `${name} of ${of}`, text }));
}

type TagWithExtensions = { readonly tag: ReadingTag; readonly extensions: readonly ReadingPart[] };

function readTags(reading: Source, tags: JsonValue | undefined): TagWithExtensions[] {
  if (!Array.isArray(tags)) return [];
  return readEach(reading.budget, tags, (value) => {
    const tag = resolveObject(reading.document, value);
    const text = textsOf(reading.budget, tag);
    const name = text("name");
    if (name === "") return [];
    const of = `the tag ${name}`;
    return [
      {
        tag: { name, description: text("description"), docs: readDocs(reading, tag.externalDocs) },
        extensions: [
          ...readExtensions(reading, tag, of),
          ...readDocsExtensions(reading, tag.externalDocs, `the documentation of ${of}`),
        ],
      },
    ];
  }).flat();
}

export function readDocs({ document, budget }: Source, value: JsonValue | undefined): ReadingDocs | null {
  const docs = resolveObject(document, value);
  const text = textsOf(budget, docs);
  const read = { url: text("url"), description: text("description") };
  return read.url === "" && read.description === "" ? null : read;
}

export function readDocsExtensions(
  source: Source,
  docs: JsonValue | undefined,
  of = "the documentation",
): ReadingPart[] {
  return readExtensions(source, resolveObject(source.document, docs), of);
}

/** Members of an object, each as the JSON it is; none that is for the portal and the gateway alone. */
export function readParts(
  { document, budget }: Source,
  holder: JsonObject,
  isWanted: (name: string) => boolean,
): ReadingPart[] {
  const wanted = Object.entries(holder).filter(([name]) => isWanted(name) && !isInternalExtension(name));
  return readEach(budget, wanted, ([name, value]) => {
    const part = isJsonObject(value)
      ? withoutInternals(resolveObject(document, value))
      : withDigits(holder, name);
    return { name, text: shownValue(part, budget) };
  });
}

function withoutInternals(holder: JsonObject): JsonObject {
  const members = Object.entries(holder);
  const kept = members.filter(([name]) => !isInternalExtension(name));
  if (kept.length === members.length) return holder;
  const clean = objectFrom(kept);
  copyDigits(holder, clean);
  return clean;
}
