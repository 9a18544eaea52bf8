// Splices in block style, where indentation carries the structure: replace a value, add a member, delete a member.
import { isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { blockLines, type SourceStyle } from "#lib/asyncapi/source-style.ts";
import {
  blockIndent,
  itemEnd,
  itemStart,
  type Place,
  sourceItems,
  tokenEnd,
  valueSlot,
} from "#lib/asyncapi/source-tokens.ts";
import {
  afterLineBreak,
  beforeLineBreak,
  lineEnd,
  lineStart,
  type Splice,
  type SpliceContext,
} from "#lib/asyncapi/splice.ts";

const BLANK_LINE = /\n[ \t]*\r?\n/;
const NEXT_LINE = /(\r?\n)([ \t]*)([^\r\n]?)[^\r\n]*/y;

/** Writes a value in the place of a member's old one. A comment behind the key or the old value stays. */
export function blockReplacement(context: SpliceContext, place: Place, value: JsonValue): Splice[] {
  const { text } = context.source;
  const { inline, below } = memberText(context.style, place.holder, value);
  const head = valueSlot(place.item);
  const old = place.item.value;
  const inlineText = inline === "" ? "" : ` ${inline}`;
  if (!old) return [insertion(head, inlineText), insertion(lineEnd(text, head), below)];
  const oldEnd = beforeLineBreak(text, tokenEnd(old));
  if (!isWrittenBelow(place)) {
    return [{ start: head, end: oldEnd, text: inlineText }, insertion(lineEnd(text, oldEnd), below)];
  }
  const body = { start: lineEnd(text, head), end: lineEnd(text, oldEnd), text: below };
  return [insertion(head, inlineText), body];
}

/** Adds a member after the last one, and after the comments that belong to that. */
export function blockInsertion(
  context: SpliceContext,
  holder: YAMLMap | YAMLSeq,
  step: string | number,
  value: JsonValue,
): Splice[] | null {
  const { text } = context.source;
  const items = sourceItems(holder);
  const last = items.at(-1);
  if (last === undefined) return null;
  const previous = items.at(-2);
  const isSpaced = previous !== undefined && BLANK_LINE.test(text.slice(itemEnd(previous), itemStart(last)));
  const column = blockIndent(holder);
  const lines = blockLines(isSeq(holder) ? [value] : objectFrom([[String(step), value]]), context.style);
  const written = linesText(context.style, lines, column);
  const offset = endOfMember(text, itemEnd(last), column);
  return [insertion(offset, isSpaced ? context.style.lineBreak + written : written)];
}

/** Removes a member, its lines and the deeper comments under it; null where it is the only one of its collection. */
export function blockDeletion(context: SpliceContext, place: Place): Splice[] | null {
  const { text } = context.source;
  const start = itemStart(place.item);
  const firstLine = lineStart(text, start);
  const end = endOfMember(text, itemEnd(place.item), blockIndent(place.holder));
  if (!/^[ \t]*$/.test(text.slice(firstLine, start))) {
    // The first member stands behind a dash (`- a: 1`): the next one moves up to it.
    const next = afterLineBreak(text, end);
    const margin = /^[ \t]*/.exec(text.slice(next))?.[0].length ?? 0;
    return sourceItems(place.holder).length > 1 ? [{ start, end: next + margin, text: "" }] : null;
  }
  const from = place.index > 0 ? beforeBlankLine(text, firstLine) : firstLine;
  if (end < text.length) return [{ start: from, end: afterLineBreak(text, end), text: "" }];
  return [{ start: beforeLineBreak(text, from), end, text: "" }];
}

/** A blank line that sets a member apart from the one before goes with it: as `blockInsertion` writes it. */
function beforeBlankLine(text: string, offset: number): number {
  const previous = lineStart(text, beforeLineBreak(text, offset));
  return /^[ \t]*\r?\n$/.test(text.slice(previous, offset)) ? previous : offset;
}

/** A value as it follows `key:` or `-`: what stands on that line, and the lines below. */
function memberText(
  style: SourceStyle,
  holder: YAMLMap | YAMLSeq,
  value: JsonValue,
): { inline: string; below: string } {
  const marker = isSeq(holder) ? "-" : "k:";
  const [first = "", ...rest] = blockLines(isSeq(holder) ? [value] : { k: value }, style);
  return { inline: first.slice(marker.length).trim(), below: linesText(style, rest, blockIndent(holder)) };
}

function linesText(style: SourceStyle, lines: readonly string[], column: number): string {
  const margin = " ".repeat(column);
  return lines.map((line) => style.lineBreak + (line === "" ? "" : margin + line)).join("");
}

function isWrittenBelow(place: Place): boolean {
  const type = place.item.value?.type;
  if (type !== "block-map" && type !== "block-seq") return false;
  return (place.item.sep ?? []).some((token) => token.type === "newline");
}

/** End of the last line that belongs to a member: comments deeper than its column are its own. */
export function endOfMember(text: string, end: number, column: number): number {
  let memberEnd = lineEnd(text, beforeLineBreak(text, end));
  let offset = memberEnd;
  for (;;) {
    NEXT_LINE.lastIndex = offset;
    const line = NEXT_LINE.exec(text);
    if (line === null) return memberEnd;
    const [, , margin = "", first = ""] = line;
    if (first !== "" && (first !== "#" || margin.length <= column)) return memberEnd;
    offset = NEXT_LINE.lastIndex;
    if (first === "#") memberEnd = offset;
  }
}

function insertion(offset: number, text: string): Splice {
  return { start: offset, end: offset, text };
}
