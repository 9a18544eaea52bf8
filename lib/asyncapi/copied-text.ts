// The text of a value as it is written in one place, for another one: with its comments, quotes and digits, its lines moved to
// the new margin. It may propose what does not fit: source-edit.ts checks every result and never accepts one.
import { endOfMember } from "#lib/asyncapi/block-splice.ts";
import {
  blockIndent,
  itemEnd,
  itemStart,
  type Place,
  tokenEnd,
  valueSlot,
} from "#lib/asyncapi/source-tokens.ts";
import { lineEnd, lineStart, marginAt, type Splice } from "#lib/asyncapi/splice.ts";

/** Stands in planned splices where the copied text is to go. */
export const PLACEHOLDER = "placeOfTheCopiedValue";

const PLACED = new RegExp(` ?"?${PLACEHOLDER}"?`);

/** Splices that were planned for the placeholder, with the text of the member at `origin`; null where it has none. */
export function copiedSplices(text: string, origin: Place, planned: readonly Splice[]): Splice[] | null {
  const splice = planned.find((one) => PLACED.test(one.text));
  const found = splice === undefined ? null : PLACED.exec(splice.text);
  if (splice === undefined || found === null || !origin.item.value) return null;
  const head = splice.text.slice(0, found.index);
  const margin = head.includes("\n")
    ? marginAt(head, head.length).length
    : marginAt(text, splice.start).length;
  const oldMargin = origin.isFlow
    ? marginAt(text, itemStart(origin.item)).length
    : blockIndent(origin.holder);
  const moved = movedLines(offDash(text, origin) ?? textOf(text, origin), margin - oldMargin);
  if (moved === null) return null;
  const written = head + moved + splice.text.slice(found.index + found[0].length);
  return planned.map((one) => (one === splice ? { ...splice, text: written } : one));
}

/** What stands behind a member's key and its anchor, comments included. */
function textOf(text: string, { item, holder, isFlow }: Place): string {
  const start = valueSlot(item);
  if (isFlow && item.value) return text.slice(start, tokenEnd(item.value));
  return text.slice(start, endOfMember(text, itemEnd(item), blockIndent(holder)));
}

/** What begins behind a dash, on a line of its own as far in as it stands there; null for anything else. */
function offDash(text: string, origin: Place): string | null {
  const { item, isFlow } = origin;
  if (isFlow || item.sep !== undefined || item.value?.type !== "block-map") return null;
  const start = valueSlot(item);
  const first = text.slice(start, item.value.offset);
  if (first.includes("\n")) return null;
  const column = item.value.offset - lineStart(text, start);
  const lineBreak = text.startsWith("\r", lineEnd(text, start)) ? "\r\n" : "\n";
  return lineBreak + " ".repeat(column) + textOf(text, origin).slice(first.length);
}

/** The lines behind the first, further in or out; null where one of them does not stand far enough in. */
function movedLines(text: string, by: number): string | null {
  if (by === 0) return text;
  const [first = "", ...lines] = text.split("\n");
  const isTooFarOut = (line: string) => line.trim() !== "" && !line.startsWith(" ".repeat(-by));
  if (by < 0 && lines.some(isTooFarOut)) return null;
  const moved = lines.map((line) => {
    if (line.trim() === "") return line;
    return by < 0 ? line.slice(-by) : " ".repeat(by) + line;
  });
  return [first, ...moved].join("\n");
}
