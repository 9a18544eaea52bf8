// The line of a transcript that times are counted from, whatever else is looked at or filtered away. It is known by what it
// was when it was pinned: the bounds may let go of it.
import type { AttemptRowNews, RowNews } from "./console-news.ts";

export type EntryRow = Exclude<RowNews, AttemptRowNews>;

export type PinnedEntry = {
  readonly id: number;
  readonly at: number;
  readonly kind: EntryRow["kind"];
  /** What it is, in one line. */
  readonly words: string;
};

export function pinnedEntry(row: EntryRow): PinnedEntry {
  return { id: row.id, at: row.at, kind: row.kind, words: wordsOf(row) };
}

function wordsOf(row: EntryRow): string {
  const name = row.label ? [row.label.name] : [];
  if (row.kind === "event") return [...name, row.text].join(" · ");
  const way = row.direction === "sent" ? "you sent" : "you received";
  return [...name, `${way} ${row.name || row.preview}`].join(" · ");
}
