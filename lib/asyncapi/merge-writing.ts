// Writes out what merge keys (`<<`) bring into a map, so that a member of it can be changed, or an anchor go: only the
// lines of the keys change. The data stays the same; the result has to be checked, as any.
import { isAlias, isMap, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import {
  isJsonObject,
  isSameValue,
  type JsonObject,
  type JsonValue,
  objectFrom,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { blockLines, flowText, type SourceStyle, styleOf } from "#lib/asyncapi/source-style.ts";
import {
  blockIndent,
  findPlace,
  isFlowCollection,
  itemEnd,
  itemStart,
  keyText,
  sourceItems,
} from "#lib/asyncapi/source-tokens.ts";
import { lineEnd, type Splice } from "#lib/asyncapi/splice.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** What a merge key names, and the members that it offers. */
export type MergeSource = { readonly node: Node; readonly members: JsonObject };

/** A merge key of a map: its index among the members, and what it names, the strongest first. */
type MergeKey = { readonly index: number; readonly sources: readonly MergeSource[] };

/**
 * Splices that write out the members which the chosen sources bring into the map at `path`; what the others bring stays
 * theirs. Null where nothing was chosen, or a source that others lean on stands in the key itself.
 */
export function mergeWritingSplices(
  source: YamlSource,
  path: Path,
  isChosen: (merge: MergeSource) => boolean,
): Splice[] | null {
  const map = path.length === 0 ? source.document.contents : findPlace(source, path)?.node;
  const value = valueAt(source.value, path);
  if (!isMap(map) || !isJsonObject(value)) return null;
  const keys = mergeKeys(source, map);
  const chosen = keys.filter(({ sources }) => sources.some(isChosen));
  const kept = keys.flatMap(({ sources }) => sources).filter((merge) => !isChosen(merge));
  if (chosen.length === 0 || !chosen.every(({ sources }) => sources.every(isNamed))) return null;
  const members = lostMembers(map, value, kept);
  return chosen.flatMap((key, index) => {
    const rest = key.sources.filter((merge) => !isChosen(merge));
    return keySplices(source, map, key.index, rest, index === 0 ? members : {});
  });
}

/** True for a source that is written elsewhere: one written in the key itself would be lost with it. */
function isNamed({ node }: MergeSource): boolean {
  return isAlias(node);
}

function mergeKeys(source: YamlSource, map: YAMLMap): MergeKey[] {
  return map.items.flatMap((pair, index): MergeKey[] => {
    if (!isMergeKey(pair)) return [];
    const nodes = isSeq(pair.value) ? pair.value.items : [pair.value];
    return [{ index, sources: nodes.flatMap((node) => mergeSource(source, node)) }];
  });
}

/** True for a pair whose key is the merge key. */
export function isMergeKey(pair: Pair): boolean {
  const { key } = pair;
  return typeof Object(key).value === "symbol";
}

function mergeSource(source: YamlSource, node: unknown): MergeSource[] {
  if (!isAlias(node) && !isMap(node)) return [];
  const members: unknown = node.toJS(source.document);
  return isJsonObject(members) ? [{ node, members }] : [];
}

/** Members of the map that neither stand in it nor come from what is kept. */
function lostMembers(map: YAMLMap, value: JsonObject, kept: readonly MergeSource[]): JsonObject {
  const own = new Set(map.items.map(keyText));
  const offered = new Map<string, JsonValue>(
    kept.toReversed().flatMap(({ members }) => Object.entries(members)),
  );
  const lost = Object.entries(value).filter(
    ([name, member]) => !own.has(name) && !(offered.has(name) && isSameValue(offered.get(name), member)),
  );
  return objectFrom(lost);
}

/** One key, without the sources that go, and the members in its stead. A comment behind it stays. */
function keySplices(
  source: YamlSource,
  map: YAMLMap,
  index: number,
  rest: readonly MergeSource[],
  members: JsonObject,
): Splice[] {
  const item = sourceItems(map)[index];
  if (item === undefined) return [];
  const [start, end] = [itemStart(item), itemEnd(item)];
  const names = rest.map(({ node }) => sourceText(source, node));
  const key = names.length === 0 ? [] : [`<<: ${names.length === 1 ? names[0] : `[${names.join(", ")}]`}`];
  const style = styleOf(source);
  if (isFlowCollection(map)) {
    const written = Object.entries(members).map(([name, member]) => `${flowText(name)}: ${flowText(member)}`);
    return [{ start, end, text: [...key, ...written].join(", ") }];
  }
  const [first = "", ...others] = [...key, ...membersLines(members, style)];
  const margin = style.lineBreak + " ".repeat(blockIndent(map));
  const below = lineEnd(source.text, end);
  return [
    { start, end, text: first },
    {
      start: below,
      end: below,
      text: others.map((line) => (line === "" ? style.lineBreak : margin + line)).join(""),
    },
  ];
}

function membersLines(members: JsonObject, style: SourceStyle): string[] {
  return Object.keys(members).length === 0 ? [] : blockLines(members, style);
}

function sourceText(source: YamlSource, node: Node): string {
  const [start = 0, end = 0] = node.range ?? [];
  return source.text.slice(start, end);
}
