// A message in parts, of which a page draws no more at once than takes it a frame or two. Pure.
import { hexDump } from "./bytes-text.ts";
import type { Body } from "./transcript.ts";

/** From one character, or byte of what is shown as bytes, to before another. */
export type Part = { readonly from: number; readonly to: number };

export type Parts = {
  readonly parts: readonly Part[];
  /** Characters, or bytes, behind the last of them. */
  readonly left: number;
};

const TEXT = { part: 16 * 1024, first: 4, more: 64 } as const;
/** Each is drawn as five characters. */
const BYTES = { part: 4 * 1024, first: 1, more: 64 } as const;

/** The parts that are shown after somebody has asked for more so many times. */
export function partsOf(whole: Body, asked: number): Parts {
  const { part, first, more } = typeof whole === "string" ? TEXT : BYTES;
  const parts: Part[] = [];
  let from = 0;
  while (from < whole.length && parts.length < first + asked * more) {
    const end = Math.min(from + part, whole.length);
    const to =
      typeof whole === "string" ? from + wholeLines(whole.slice(from, end), end < whole.length) : end;
    parts.push({ from, to });
    from = to;
  }
  return { parts, left: whole.length - from };
}

/** Each part stands on lines of its own: without the line break that it ends with. */
export function partText(whole: Body, { from, to }: Part): string {
  return typeof whole === "string" ? whole.slice(from, to).replace(/\n$/, "") : hexDump(whole, from, to);
}

/** How much of a text ends where a line does; of one line, where a character does. */
function wholeLines(text: string, goesOn: boolean): number {
  if (!goesOn) return text.length;
  const lines = text.lastIndexOf("\n") + 1;
  if (lines > 0) return lines;
  const isCut = /[\ud800-\udbff]$/.test(text);
  return isCut ? text.length - 1 : text.length;
}
