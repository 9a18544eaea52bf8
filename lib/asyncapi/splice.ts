// A splice is the smallest change to a text; here it is applied, and the lines around an offset are found.
import type { SourceStyle } from "#lib/asyncapi/source-style.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** Characters from `start` up to `end` give way to `text`. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** A text being edited and its habits. */
export type SpliceContext = { readonly source: YamlSource; readonly style: SourceStyle };

/** The text after splices; null where two of them overlap. Insertions at one offset keep their order. */
export function applySplices(text: string, splices: readonly Splice[]): string | null {
  const ordered = [...splices].sort((left, right) => left.start - right.start || left.end - right.end);
  let result = "";
  let offset = 0;
  for (const splice of ordered) {
    if (splice.start < offset) return null;
    result += text.slice(offset, splice.start) + splice.text;
    offset = splice.end;
  }
  return result + text.slice(offset);
}

/** Offset of the first character of the line at `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset after the last character of the line at `offset`, its line break not counted. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  if (feed === -1) return text.length;
  return feed > offset && text[feed - 1] === "\r" ? feed - 1 : feed;
}

/** Offset after the line break at `offset`, or `offset` where there is none. */
export function afterLineBreak(text: string, offset: number): number {
  if (text.startsWith("\r\n", offset)) return offset + 2;
  return text[offset] === "\n" ? offset + 1 : offset;
}

/** Offset before the line break that ends at `offset`, or `offset` where there is none. */
export function beforeLineBreak(text: string, offset: number): number {
  if (text[offset - 1] !== "\n") return offset;
  return text[offset - 2] === "\r" ? offset - 2 : offset - 1;
}

/** White space at the start of the line at `offset`. */
export function marginAt(text: string, offset: number): string {
  return /[ \t]*/y.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}
