// References of a document, found and rewritten in one pass each: an edit at a time would take their number squared.
import { isMap, isScalar, isSeq } from "yaml";
import {
  isJsonObject,
  isSameValue,
  type JsonValue,
  objectFrom,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import { refOf } from "#lib/asyncapi/local-ref.ts";
import { flowText, quotedLike } from "#lib/asyncapi/source-style.ts";
import { keyText, tokenEnd } from "#lib/asyncapi/source-tokens.ts";
import { applySplices, type Splice } from "#lib/asyncapi/splice.ts";
import { readYamlSource, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** What the reference at a path, whose last step is `$ref`, is to say. */
export type RefEdit = { readonly path: Path; readonly value: string };

type Found = { readonly path: Path; readonly ref: string };

/** References in a value, but for those in objects that were looked through before. */
export function unfollowedRefs(root: JsonValue | undefined, followed: WeakSet<object>): Found[] {
  const found: Found[] = [];
  const walk = (value: JsonValue, path: Path): void => {
    if (typeof value !== "object" || value === null || followed.has(value)) return;
    followed.add(value);
    const ref = refOf(value);
    if (ref !== null) found.push({ path, ref });
    if (Array.isArray(value)) value.forEach((item, index) => void walk(item, [...path, index]));
    else for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(root ?? null, []);
  return found;
}

/** The text with its references rewritten; null where one stands in the text in a way that this cannot follow. */
export function withRefs(source: YamlSource, edits: readonly RefEdit[]): string | null {
  const values = new Map(edits.map(({ path, value }) => [keyOf(path), value]));
  const text = applySplices(source.text, refSplices(source, values));
  if (text === null) return null;
  const read = readYamlSource(text);
  return read.ok && isSameValue(read.source.value, edited(source.value, values, "")) ? text : null;
}

type Values = ReadonlyMap<string, string>;

function keyOf(path: Path): string {
  return path.map((step) => `\0${step}`).join("");
}

function refSplices({ document }: YamlSource, values: Values): Splice[] {
  const splices: Splice[] = [];
  const walk = (node: unknown, at: string): void => {
    const value = values.get(at);
    const token = isScalar(node) ? node.srcToken : undefined;
    if (value !== undefined && token !== undefined) {
      const text = quotedLike(token, value) ?? flowText(value);
      splices.push({ start: token.offset, end: tokenEnd(token), text });
    }
    if (isMap(node)) for (const pair of node.items) walk(pair.value, `${at}\0${keyText(pair) ?? ""}`);
    if (isSeq(node)) node.items.forEach((item, index) => void walk(item, `${at}\0${index}`));
  };
  walk(document.contents, "");
  return splices;
}

function edited(value: JsonValue, values: Values, at: string): JsonValue {
  const ref = values.get(at);
  if (ref !== undefined) return ref;
  if (Array.isArray(value)) return value.map((item, index) => edited(item, values, `${at}\0${index}`));
  if (!isJsonObject(value)) return value;
  return objectFrom(
    Object.entries(value).map(([key, item]) => [key, edited(item, values, `${at}\0${key}`)] as const),
  );
}
