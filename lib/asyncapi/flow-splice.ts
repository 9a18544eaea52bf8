// Splices inside braces and brackets, YAML flow style and JSON alike, where commas separate the members.
import type { CST } from "yaml";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { flowText, jsonText, quotedLike } from "#lib/asyncapi/source-style.ts";
import {
  itemEnd,
  itemStart,
  type Place,
  significantItems,
  tokenEnd,
  valueSlot,
} from "#lib/asyncapi/source-tokens.ts";
import { marginAt, type Splice, type SpliceContext } from "#lib/asyncapi/splice.ts";

/** Writes a value in the place of a member's old one. */
export function flowReplacement(context: SpliceContext, place: Place, value: JsonValue): Splice[] {
  const { item } = place;
  const start = itemStart(item);
  const isSpread = hasLineBreak(context, place.holder.srcToken?.offset ?? start, itemEnd(item));
  const margin = isSpread ? marginAt(context.source.text, start) : null;
  const text = valueText(context, value, margin);
  if (!item.value) {
    const end = itemEnd(item);
    return [{ start: end, end, text: item.sep?.length ? ` ${text}` : `: ${text}` }];
  }
  const isTagged = (item.sep ?? item.start).some((token) => token.type === "tag");
  const end = tokenEnd(item.value);
  if (isTagged) return [{ start: valueSlot(item), end, text: ` ${text}` }];
  return [{ start: item.value.offset, end, text }];
}

/** Adds a member after the last one, on a line of its own where the last one has one. */
export function flowInsertion(
  context: SpliceContext,
  token: CST.FlowCollection,
  step: string | number,
  value: JsonValue,
): Splice[] {
  const items = significantItems(token);
  const last = items.at(-1);
  if (last === undefined) return [firstMember(context, token, step, value)];
  const { text } = context.source;
  const previous = items.at(-2);
  const before = previous === undefined ? token.start.offset : itemEnd(previous);
  const hasOwnLine = hasLineBreak(context, before, itemStart(last));
  const margin = hasOwnLine ? marginAt(text, itemStart(last)) : null;
  const isDense = last.sep?.length === 1;
  const member = memberText(context, step, value, { margin, isDense, keyLike: last.key });
  const separator = margin === null ? (isDense ? "," : ", ") : `,${context.style.lineBreak}${margin}`;
  const end = itemEnd(last);
  return [{ start: end, end, text: separator + member }];
}

/** Removes a member and one comma, and joins no lines. */
export function flowDeletion(context: SpliceContext, place: Place): Splice[] | null {
  const token = place.holder.srcToken;
  if (token?.type !== "flow-collection") return null;
  const items = significantItems(token);
  const next = items[place.index + 1];
  const previous = items[place.index - 1];
  const [start, end] = [itemStart(place.item), itemEnd(place.item)];
  if (next !== undefined) {
    const before = previous === undefined ? token.start.offset + 1 : itemEnd(previous);
    const isApart = hasLineBreak(context, end, itemStart(next)) && !hasLineBreak(context, before, start);
    if (isApart && previous !== undefined) return [{ start: before, end, text: "" }];
    const comma = next.start.find((part) => part.type === "comma");
    const hasComment = next.start.some((part) => part.type === "comment");
    const keepsRest = (hasComment || isApart) && comma !== undefined;
    return [{ start, end: keepsRest ? comma.offset + 1 : itemStart(next), text: "" }];
  }
  if (previous !== undefined) return [{ start: itemEnd(previous), end, text: "" }];
  return [{ start: token.start.offset + 1, end: tokenEnd(token) - 1, text: "" }];
}

function firstMember(
  context: SpliceContext,
  token: CST.FlowCollection,
  step: string | number,
  value: JsonValue,
): Splice {
  const { source, style } = context;
  const start = token.start.offset + 1;
  const end = tokenEnd(token) - 1;
  if (style.isJson && source.text.trim().includes("\n")) {
    const margin = marginAt(source.text, token.start.offset);
    const inner = margin + style.indent;
    const member = memberText(context, step, value, { margin: inner, isDense: false, keyLike: null });
    return { start, end, text: style.lineBreak + inner + member + style.lineBreak + margin };
  }
  const member = memberText(context, step, value, { margin: null, isDense: style.isJson, keyLike: null });
  return { start, end, text: style.isJson ? member : ` ${member} ` };
}

type MemberLayout = {
  /** Start of every line of a member with lines of its own; null writes it on one line. */
  readonly margin: string | null;
  /** True where the text has no space after a colon or comma. */
  readonly isDense: boolean;
  /** A key whose quotes the new key takes over. */
  readonly keyLike: CST.Token | null | undefined;
};

function memberText(
  context: SpliceContext,
  step: string | number,
  value: JsonValue,
  layout: MemberLayout,
): string {
  const written = valueText(context, value, layout.margin);
  if (typeof step === "number") return written;
  const { isJson } = context.style;
  const key = quotedLike(layout.keyLike, step) ?? (isJson ? JSON.stringify(step) : flowText(step));
  return isJson && layout.isDense ? `${key}:${written}` : `${key}: ${written}`;
}

function valueText(context: SpliceContext, value: JsonValue, margin: string | null): string {
  return context.style.isJson ? jsonText(value, context.style, margin) : flowText(value);
}

function hasLineBreak(context: SpliceContext, start: number, end: number): boolean {
  return context.source.text.slice(start, end).includes("\n");
}
