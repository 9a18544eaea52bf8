// Finds the splices that carry out one edit: which characters go, which come.
// It may propose a wrong splice for an exotic text: source-edit.ts checks every result and never accepts one.
import { type CST, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { blockDeletion, blockInsertion, blockReplacement } from "#lib/asyncapi/block-splice.ts";
import { copiedSplices, PLACEHOLDER } from "#lib/asyncapi/copied-text.ts";
import { flowDeletion, flowInsertion, flowReplacement } from "#lib/asyncapi/flow-splice.ts";
import { type JsonValue, objectFrom, type Path } from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { flowText, quotedLike, styleOf } from "#lib/asyncapi/source-style.ts";
import { findPlace, memberPlace, type Place, sourceItems, tokenEnd } from "#lib/asyncapi/source-tokens.ts";
import type { Splice, SpliceContext } from "#lib/asyncapi/splice.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** The splices of an edit, or null where the text offers no place for it. */
export function splicesFor(source: YamlSource, edit: SourceEdit): Splice[] | null {
  const context = { source, style: styleOf(source) };
  if (edit.op === "set") return setSplices(context, edit.path, edit.value);
  if (edit.op === "copy") return copySplices(context, edit.path, edit.from);
  const place = findPlace(source, edit.path);
  if (place === null) return null;
  if (edit.op === "rename") return renameSplices(place, edit.key);
  if (place.isFlow) return flowDeletion(context, place);
  if (sourceItems(place.holder).length > 1) return blockDeletion(context, place);
  const parent = findPlace(source, edit.path.slice(0, -1));
  return parent === null ? null : emptyingSplices(context, place, parent);
}

function setSplices(context: SpliceContext, path: Path, value: JsonValue): Splice[] | null {
  const place = findPlace(context.source, path);
  if (place !== null) return replace(context, place, value);
  const depth = path.findLastIndex(
    (_, index) => index > 0 && findPlace(context.source, path.slice(0, index)) !== null,
  );
  const holderPath = depth > 0 ? path.slice(0, depth) : [];
  const step = path[holderPath.length];
  if (step === undefined) return null;
  const holderPlace = findPlace(context.source, holderPath);
  const holder = holderPlace === null ? context.source.document.contents : holderPlace.node;
  const member = nestedValue(path.slice(holderPath.length + 1), value);
  const isEmpty = holder === null || (isScalar(holder) && holder.value === null) || isEmptyBraces(holder);
  if (holderPlace !== null && isEmpty && !holderPlace.isFlow && !context.style.isJson) {
    return replace(context, holderPlace, nestedValue([step], member));
  }
  if (isMap(holder) || isSeq(holder)) return insert(context, holder, step, member);
  return holderPlace === null ? null : replace(context, holderPlace, nestedValue([step], member));
}

/** Makes the place for a word that stands for the value, and has the value's own text take its place there. */
function copySplices(context: SpliceContext, path: Path, from: Path): Splice[] | null {
  const origin = findPlace(context.source, from);
  const planned = setSplices(context, path, PLACEHOLDER);
  return origin === null || planned === null ? null : copiedSplices(context.source.text, origin, planned);
}

function insert(
  context: SpliceContext,
  holder: YAMLMap | YAMLSeq,
  step: string | number,
  value: JsonValue,
): Splice[] | null {
  if (isMap(holder) !== (typeof step === "string") || memberPlace(holder, step) !== null) return null;
  if (holder.srcToken?.type === "flow-collection")
    return flowInsertion(context, holder.srcToken, step, value);
  return blockInsertion(context, holder, step, value);
}

function replace(context: SpliceContext, place: Place, value: JsonValue): Splice[] {
  const old = place.item.value;
  const quoted = quotedLike(old, value);
  if (quoted !== null && old) return [{ start: old.offset, end: tokenEnd(old), text: quoted }];
  return place.isFlow ? flowReplacement(context, place, value) : blockReplacement(context, place, value);
}

/** Removes the one member of a block collection and writes `{}` or `[]` in its stead; comments around it stay. */
function emptyingSplices(context: SpliceContext, place: Place, parent: Place): Splice[] | null {
  const isBelow = (parent.item.sep ?? []).some((token) => token.type === "newline");
  const empty = isMap(place.holder) ? {} : [];
  if (!isBelow) return replace(context, parent, empty);
  const head = blockReplacement(context, { ...parent, item: withoutValue(parent.item), node: null }, empty);
  const deletion = blockDeletion(context, place);
  return deletion === null ? null : [...head, ...deletion];
}

function renameSplices(place: Place, key: string): Splice[] | null {
  const old = place.item.key;
  if (!old) return null;
  const text = quotedLike(old, key) ?? flowText(key);
  return [{ start: old.offset, end: tokenEnd(old), text }];
}

function nestedValue(path: Path, value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>(
    (inner, step) => (typeof step === "number" ? [inner] : objectFrom([[step, inner]])),
    value,
  );
}

/** True for `{}` and `[]` without a comment inside. */
function isEmptyBraces(holder: unknown): boolean {
  if ((!isMap(holder) && !isSeq(holder)) || holder.srcToken?.type !== "flow-collection") return false;
  return holder.srcToken.items.every((item) => [...item.start, item.key, item.value].every(isSpace));
}

function isSpace(token: CST.Token | null | undefined): boolean {
  return token === null || token === undefined || token.type === "space";
}

function withoutValue(item: CST.CollectionItem): CST.CollectionItem {
  const { value: _, ...rest } = item;
  return rest;
}
