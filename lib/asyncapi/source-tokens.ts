// Where things lie in a YAML text: exact offsets read from the token tree that the `yaml` package keeps.
// Offsets never include the comments and line breaks around a thing.
import {
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Path } from "#lib/asyncapi/json-value.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** A member of a map or sequence: its tokens, its value's node, and the collection that holds it. */
export type Place = {
  readonly holder: YAMLMap | YAMLSeq;
  readonly index: number;
  readonly item: CST.CollectionItem;
  readonly node: Node | null;
  /** True inside braces or brackets, where layout means nothing. */
  readonly isFlow: boolean;
};

const LAYOUT = new Set<string>(["space", "newline", "comment", "comma"]);

/** The member at a path, or null where it is absent, at the root, or reached through an alias. */
export function findPlace(source: YamlSource, path: Path): Place | null {
  let holder: unknown = source.document.contents;
  let place: Place | null = null;
  for (const step of path) {
    if (!isMap(holder) && !isSeq(holder)) return null;
    place = memberPlace(holder, step);
    if (place === null) return null;
    holder = place.node;
  }
  return place;
}

/** Where the member at a path starts, or the nearest one around it that the text shows. */
export function nearestOffset(source: YamlSource, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const place = findPlace(source, path.slice(0, depth));
    if (place !== null) return itemStart(place.item);
  }
  return source.document.contents?.range[0] ?? 0;
}

/** The member of a collection under a key or index. */
export function memberPlace(holder: YAMLMap | YAMLSeq, step: string | number): Place | null {
  const index = isMap(holder)
    ? holder.items.findIndex((pair) => keyText(pair) === String(step))
    : Number(step);
  const item = sourceItems(holder)[index];
  const member: unknown = holder.items[index];
  if (item === undefined || member === undefined) return null;
  const value = isMap(holder) ? holder.items[index]?.value : member;
  return { holder, index, item, node: isSourceNode(value) ? value : null, isFlow: isFlowCollection(holder) };
}

/** The token items of a collection, one for each member: those of comments only are left out. */
export function sourceItems(holder: YAMLMap | YAMLSeq): CST.CollectionItem[] {
  const token = holder.srcToken;
  return token !== undefined && "items" in token ? significantItems(token) : [];
}

type CollectionToken = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** Tokens do not change once parsed: a hundred findings in one long list must not each walk through all of it. */
const itemsByToken = new WeakMap<CollectionToken, CST.CollectionItem[]>();

/** The items of a collection token that hold a member. */
export function significantItems(token: CollectionToken): CST.CollectionItem[] {
  const known = itemsByToken.get(token);
  if (known !== undefined) return known;
  const items: CST.CollectionItem[] = token.items.filter((item) => significantTokens(item).length > 0);
  itemsByToken.set(token, items);
  return items;
}

/** True where a collection is written with braces or brackets. */
export function isFlowCollection(holder: YAMLMap | YAMLSeq): boolean {
  return holder.srcToken?.type === "flow-collection";
}

/** Column at which the members of a block collection start. */
export function blockIndent(holder: YAMLMap | YAMLSeq): number {
  const token = holder.srcToken;
  return token !== undefined && "indent" in token ? token.indent : 0;
}

/** Offset of the first character of a member. */
export function itemStart(item: CST.CollectionItem): number {
  return significantTokens(item)[0]?.offset ?? 0;
}

/** Offset after the last character of a member. */
export function itemEnd(item: CST.CollectionItem): number {
  const last = significantTokens(item).at(-1);
  return last === undefined ? 0 : tokenEnd(last);
}

/** Offset after what comes before a member's value: key, colon or dash, and an anchor where there is no tag. */
export function valueSlot(item: CST.CollectionItem): number {
  const before = [...item.start, ...(item.key ? [item.key] : []), ...(item.sep ?? [])].filter(isSignificant);
  const properties = item.sep ?? item.start;
  const isTagged = properties.some((token) => token.type === "tag");
  const kept = isTagged ? before.filter((token) => !isValueProperty(token, properties)) : before;
  const last = kept.at(-1);
  return last === undefined ? itemStart(item) : tokenEnd(last);
}

/** Offset after the last character of a token and all it holds. */
export function tokenEnd(token: CST.Token): number {
  if (token.type === "block-scalar") return token.offset + sourceLength(token.props) + token.source.length;
  if (token.type === "flow-collection") return (token.end[0] ?? token.start).offset + 1;
  if (token.type === "block-map" || token.type === "block-seq") {
    const last = significantItems(token).at(-1);
    return last === undefined ? token.offset : itemEnd(last);
  }
  return "source" in token ? token.offset + token.source.length : token.offset;
}

/** Text of a pair's key as the data has it; null for a merge key (`<<`) and for keys that are no scalars. */
export function keyText(pair: Pair): string | null {
  if (!isScalar(pair.key) || typeof pair.key.value === "symbol") return null;
  return pair.key.value === null ? "" : String(pair.key.value);
}

function significantTokens(item: CST.CollectionItem): CST.Token[] {
  const tokens: (CST.Token | null | undefined)[] = [...item.start, item.key, ...(item.sep ?? []), item.value];
  return tokens.filter((token) => token !== null && token !== undefined).filter(isSignificant);
}

function isSignificant(token: CST.Token): boolean {
  return !LAYOUT.has(token.type);
}

function isValueProperty(token: CST.Token, properties: readonly CST.Token[]): boolean {
  return (token.type === "tag" || token.type === "anchor") && properties.includes(token);
}

function sourceLength(tokens: readonly CST.Token[]): number {
  return tokens.reduce((sum, token) => sum + ("source" in token ? token.source.length : 0), 0);
}

function isSourceNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
