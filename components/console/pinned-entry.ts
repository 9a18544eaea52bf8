// The line of a transcript that times are counted from, whatever else is looked at or filtered away. It is known by what it
// was when it was pinned: the bounds may let go of it.
import type { Entry } from "#lib/console/transcript.ts";
import type { AttemptRowNews, RowNews } from "./console-news.ts";

export type EntryRow = Exclude<RowNews, AttemptRowNews>;

export type PinnedEntry = {
  readonly id: number;
  readonly at: number;
  readonly kind: EntryRow["kind"];
  /** Of a message in bytes, of an event in characters. */
  readonly size: number;
  /** What it is, in one line. */
  readonly words: string;
};

export function pinnedEntry(row: EntryRow): PinnedEntry {
  const size = row.kind === "event" ? row.text.length : row.bytes;
  return { id: row.id, at: row.at, kind: row.kind, size, words: wordsOf(row) };
}

/** The entry that was pinned, in a transcript that was read from a file, which knows whole milliseconds; null for none. */
export function findPinned(
  entries: readonly Entry[],
  { at, kind, size }: PinnedEntry,
): Pick<PinnedEntry, "id" | "at"> | null {
  const found = entries.findLast(
    (entry) => Math.floor(entry.at) === Math.floor(at) && entry.kind === kind && sizeOf(entry) === size,
  );
  return found ? { id: found.id, at: found.at } : null;
}

function sizeOf(entry: Entry): number {
  return entry.kind === "event" ? entry.text.length : entry.bytes;
}

function wordsOf(row: EntryRow): string {
  const name = row.label ? [row.label.name] : [];
  if (row.kind === "event") return [...name, row.text].join(" · ");
  const way = row.direction === "sent" ? "you sent" : "you received";
  return [...name, `${way} ${row.name || row.preview}`].join(" · ");
}
