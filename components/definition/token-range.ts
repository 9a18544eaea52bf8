// What of a line a finding is about, where only its start is known: the token there, else the whole line. Pure.

/** A text in quotes, or what stands up to a sign or a space; the colon after a key is not of it. */
const TOKEN = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,[\]{}]+)/;

/** Indexes in `line`, from and to, of the token that starts at `column` (from 1). Empty for an empty line. */
export function tokenRange(line: string, column: number): readonly [number, number] {
  const start = Math.min(Math.max(column - 1, 0), line.length);
  const token = TOKEN.exec(line.slice(start))?.[0] ?? "";
  const bare = token.length > 1 ? token.replace(/:$/, "") : token;
  if (bare !== "") return [start, start + bare.length];
  const indent = line.length - line.trimStart().length;
  return [Math.min(indent, line.trimEnd().length), line.trimEnd().length];
}
