// Line ends of a text that an editor works on: editors know one kind, and the text keeps those it had. Pure.

const LINE = /([^\r\n]*)(\r\n?|\n|$)/g;

/** A line and what ends it; the end of a text's last line may be empty. */
export type Line = { readonly text: string; readonly end: string };

/** The lines of a text. One that ends with a line end has an empty line after it, as in an editor. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const [, line = "", end = ""] of text.matchAll(LINE)) {
    lines.push({ text: line, end });
    if (end === "") break;
  }
  return lines;
}

/** True where two texts differ in their line ends at most. */
export function isSameButLineEnds(one: string, other: string): boolean {
  return one.replace(/\r\n?/g, "\n") === other.replace(/\r\n?/g, "\n");
}

/**
 * `edited`, whose lines end in `\n`, with the line ends of the `original` it was made of: the lines at the start and the end
 * that are the same keep theirs, what was changed between them gets the kind that most lines of the original have.
 */
export function withLineEndsOf(original: string, edited: string): string {
  if (!original.includes("\r")) return edited;
  const before = linesOf(original);
  const after = linesOf(edited);
  const usual = usualEnd(before);
  const same = (ahead: number, behind: number) => before[ahead]?.text === after[behind]?.text;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && same(start, start)) start += 1;
  let tail = 0;
  while (tail < shorter - start && same(before.length - 1 - tail, after.length - 1 - tail)) tail += 1;
  const shift = before.length - after.length;
  return after
    .map(({ text, end }, index) => {
      if (end === "") return text;
      const twin =
        index < start ? before[index] : index >= after.length - tail ? before[index + shift] : undefined;
      return text + (twin?.end || usual);
    })
    .join("");
}

/** The kind of line end that most lines have. */
export function usualEnd(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { end } of lines) if (end !== "") counts.set(end, (counts.get(end) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? "\n";
}
