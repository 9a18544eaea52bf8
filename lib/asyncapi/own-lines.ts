// Makes room for an edit where anchors, aliases and merge keys share what is to change: one step at a time, none of which
// changes the data, and all of which stay within the lines of the edited node. Comments and anchors keep their place.
import { isAlias, isMap, isSeq } from "yaml";
import { anchorsInUse } from "#lib/asyncapi/alias-detachment.ts";
import { isJsonObject, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { mergeWritingSplices } from "#lib/asyncapi/merge-writing.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { splicesFor } from "#lib/asyncapi/source-splice.ts";
import { styleOf } from "#lib/asyncapi/source-style.ts";
import {
  blockIndent,
  findPlace,
  isFlowCollection,
  memberPlace,
  type Place,
  tokenEnd,
} from "#lib/asyncapi/source-tokens.ts";
import { beforeLineBreak, lineEnd, lineStart, type Splice } from "#lib/asyncapi/splice.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** The next step towards an edit that changes its own lines alone; null where there is none. */
export function stepTowards(source: YamlSource, edit: SourceEdit): Splice[] | null {
  const shared = sharedMap(source, edit);
  if (shared !== null) return splitSplices(source, shared);
  let holder: unknown = source.document.contents;
  for (const [index, step] of edit.path.entries()) {
    const above = edit.path.slice(0, index);
    if (isAlias(holder)) return wrappingSplices(source, above);
    if (!isMap(holder) && !isSeq(holder)) return null;
    const place = memberPlace(holder, step);
    if (place === null) return broughtMember(source, edit, index);
    holder = place.node;
  }
  return null;
}

/** The outermost map on the way to the edit that others use, where the edit can be made beside what they use. */
function sharedMap(source: YamlSource, edit: SourceEdit): Place | null {
  const inUse = anchorsInUse(source);
  // A member that a merge key brings in can be overridden, not taken away.
  const deepest = edit.op === "set" ? edit.path.length - 1 : edit.path.length - 2;
  for (let depth = 1; depth <= deepest; depth += 1) {
    const place = findPlace(source, edit.path.slice(0, depth));
    if (place?.node && isMap(place.node) && inUse.has(place.node)) return place;
  }
  return null;
}

/** `a: &A {x: 1}` becomes `a: {<<: &A {x: 1}}`, in lines where it stands in lines. */
function splitSplices(source: YamlSource, place: Place): Splice[] | null {
  const { node, item } = place;
  const body = item.value;
  const anchor = [...item.start, ...(item.sep ?? [])].find((token) => token.type === "anchor");
  if (!isMap(node) || !body || anchor?.type !== "anchor") return null;
  if (isFlowCollection(node)) {
    const end = tokenEnd(body);
    return [insertion(anchor.offset, "{ <<: "), insertion(end, " }")];
  }
  const { text } = source;
  const style = styleOf(source);
  const start = lineStart(text, body.offset);
  if (start < anchor.offset) return null;
  const end = lineEnd(text, beforeLineBreak(text, tokenEnd(body)));
  const head = `${" ".repeat(blockIndent(node))}<<: ${anchor.source}${style.lineBreak}`;
  const old = text.slice(start, end).replaceAll(/^(?=[^\r\n])/gm, style.indent);
  const anchorStart = text[anchor.offset - 1] === " " ? anchor.offset - 1 : anchor.offset;
  return [
    { start: anchorStart, end: tokenEnd(anchor), text: "" },
    { start, end, text: head + old },
  ];
}

/** `c: *A` becomes a map of its own that merges A, where A is a map; what else it is, is written out. */
function wrappingSplices(source: YamlSource, path: Path): Splice[] | null {
  const place = findPlace(source, path);
  const alias = place?.item.value;
  const value = valueAt(source.value, path);
  if (!place || alias?.type !== "alias" || value === undefined) return null;
  if (!isJsonObject(value)) return splicesFor(source, { op: "set", path, value });
  const [start, end] = [alias.offset, tokenEnd(alias)];
  const merge = `<<: ${alias.source}`;
  if (place.isFlow) return [{ start, end, text: `{ ${merge} }` }];
  if (isSeq(place.holder)) return [{ start, end, text: merge }];
  const style = styleOf(source);
  const below = lineEnd(source.text, end);
  const margin = " ".repeat(blockIndent(place.holder)) + style.indent;
  const spaced = source.text[start - 1] === " " ? start - 1 : start;
  return [{ start: spaced, end, text: "" }, insertion(below, style.lineBreak + margin + merge)];
}

/** A member that a merge key brings in becomes one of the map's own. */
function broughtMember(source: YamlSource, edit: SourceEdit, index: number): Splice[] | null {
  const path = edit.path.slice(0, index + 1);
  const value = valueAt(source.value, path);
  if (value === undefined) return null;
  const isLast = path.length === edit.path.length;
  if (!isLast) return splicesFor(source, { op: "set", path, value });
  if (edit.op === "set") return null;
  const name = String(path.at(-1));
  return mergeWritingSplices(source, path.slice(0, -1), ({ members }) => Object.hasOwn(members, name));
}

function insertion(offset: number, text: string): Splice {
  return { start: offset, end: offset, text };
}
