// Where a key leads in a list of lines that are numbered.

/** The line that a key leads to from another; null for a key that leads nowhere. From no line, arrows lead to the last. */
export function lineAfterKey(
  key: string,
  from: number | null,
  { first, last }: { readonly first: number; readonly last: number },
): number | null {
  const within = (line: number) => Math.max(first, Math.min(last, line));
  if (key === "Home") return first;
  if (key === "End") return last;
  if (key === "ArrowUp") return from === null ? last : within(from - 1);
  if (key === "ArrowDown") return from === null ? last : within(from + 1);
  return null;
}
