// Changes one member of a block map that has an anchor, without touching those who use the anchor: the map's old content
// goes below a merge key, anchor and comments included, and the new member stands beside it. Only the map's lines change.
import { isMap } from "yaml";
import { objectFrom } from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { blockLines, styleOf } from "#lib/asyncapi/source-style.ts";
import { blockIndent, findPlace, isFlowCollection, tokenEnd } from "#lib/asyncapi/source-tokens.ts";
import { beforeLineBreak, lineEnd, lineStart, type Splice } from "#lib/asyncapi/splice.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** The splices, or null where the edit is none of a member of such a map. The result has to be checked, as any. */
export function anchorKeepingSplices(source: YamlSource, edit: SourceEdit): Splice[] | null {
  const key = edit.path.at(-1);
  if (edit.op !== "set" || typeof key !== "string") return null;
  const place = findPlace(source, edit.path.slice(0, -1));
  const anchor = place?.item.sep?.find((token) => token.type === "anchor");
  const body = place?.item.value;
  if (!place || !isMap(place.node) || isFlowCollection(place.node) || !body || anchor?.type !== "anchor")
    return null;
  const { text } = source;
  const style = styleOf(source);
  const margin = " ".repeat(blockIndent(place.node));
  const start = lineStart(text, body.offset);
  const end = lineEnd(text, beforeLineBreak(text, tokenEnd(body)));
  const member = blockLines(objectFrom([[key, edit.value]]), style);
  const head = `${margin}<<: ${anchor.source}${style.lineBreak}`;
  const old = text.slice(start, end).replaceAll(/^(?=[^\r\n])/gm, style.indent);
  const own = member.map((line) => style.lineBreak + (line === "" ? "" : margin + line)).join("");
  const anchorStart = text[anchor.offset - 1] === " " ? anchor.offset - 1 : anchor.offset;
  return [
    { start: anchorStart, end: tokenEnd(anchor), text: "" },
    { start, end, text: head + old + own },
  ];
}
