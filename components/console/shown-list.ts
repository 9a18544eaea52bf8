// The part of a transcript that passes the filter, each attempt under a line of its own, kept up to date: only what is new
// is looked at, and what the bounds dropped is counted, so that lines keep their places.
import { attemptKey } from "#lib/console/attempt-records.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import { AttemptLine, type StartedAttempt } from "./attempt-line.ts";
import { filtered, isFiltering, type ListFilter, NO_FILTER } from "./list-filter.ts";

type Line = Entry | AttemptLine;

export class ShownList {
  readonly #topicOf: (connection: number) => ConsoleTopic;
  #filter = NO_FILTER;
  #number = 1;
  #lines: Line[] = [];
  /** By their keys, in the order of their lines. */
  readonly #attempts = new Map<string, AttemptLine>();
  readonly #folded: Set<string>;
  /** Lines before this one are gone, and are cut off now and then. */
  #start = 0;
  #cut = 0;
  #seenId = 0;
  /** Folded away or back since the last `take`. */
  readonly #refolded = new Set<AttemptLine>();

  /** `folded`: keys of the attempts that are folded away, which lists of one transcript share. */
  constructor(topicOf: (connection: number) => ConsoleTopic, folded = new Set<string>()) {
    this.#topicOf = topicOf;
    this.#folded = folded;
  }

  /** Another number for another list. */
  get number(): number {
    return this.#number;
  }

  get filter(): ListFilter {
    return this.#filter;
  }

  /** Lines, also those of attempts. */
  get size(): number {
    return this.#lines.length - this.#start;
  }

  /** Entries that pass the filter, also those that are folded away. */
  get passing(): number {
    return [...this.#attempts.values()].reduce((sum, { entries }) => sum + entries, 0);
  }

  /** Lines that were let go of since the list began. */
  get gone(): number {
    return this.#cut + this.#start;
  }

  /** Begins another list: nothing is shown until `take`. */
  begin(filter: ListFilter): void {
    this.#filter = filter;
    this.#number += 1;
    this.#lines = [];
    this.#attempts.clear();
    this.#refolded.clear();
    this.#start = 0;
    this.#cut = 0;
    this.#seenId = 0;
  }

  /**
   * Folds what passed on an attempt away, or back, from the next `take` on: the lines above keep their places. What passed is
   * not filtered again for it.
   */
  fold({ connection, attempt }: AttemptPlace, isFolded: boolean): void {
    const key = attemptKey(connection, attempt);
    if (isFolded) this.#folded.add(key);
    else this.#folded.delete(key);
    const line = this.#attempts.get(key);
    if (line && line.isFolded !== isFolded) this.#refolded.add(line);
  }

  /**
   * Takes over what the transcript holds now: entries in the order of their ids, which have no gaps. Attempts that are still
   * connecting have a line before anything passed on them, unless it is searched for something.
   */
  take(all: readonly Entry[], connecting: readonly StartedAttempt[] = []): void {
    const firstId = all[0]?.id ?? Number.POSITIVE_INFINITY;
    this.#letGoBefore(firstId);
    for (const attempt of this.#refolded) this.#refold(attempt, all);
    this.#refolded.clear();
    const fresh = all.slice(Math.max(0, this.#seenId + 1 - firstId));
    for (const entry of filtered(fresh, this.#filter, this.#topicOf)) {
      const attempt = this.#attemptOf(entry, entry.id);
      attempt.add(entry);
      if (!attempt.isFolded) this.#lines.push(entry);
    }
    this.#seenId = all.at(-1)?.id ?? this.#seenId;
    for (const started of connecting) if (this.#isOf(started)) this.#attemptOf(started, this.#seenId + 1);
  }

  /** The line at a place, counted from the first that is kept. */
  at(place: number): Line | undefined {
    return place < 0 ? undefined : this.#lines[this.#start + place];
  }

  /** The entry above a place. */
  entryAbove(place: number): Entry | undefined {
    for (let above = place - 1; above >= 0; above -= 1) {
      const line = this.at(above);
      if (line?.kind !== "attempt") return line;
    }
    return undefined;
  }

  #isOf({ connection }: StartedAttempt): boolean {
    const own = this.#filter.connection;
    return !isFiltering({ ...this.#filter, connection: null }) && (own === null || own === connection);
  }

  /** Its line, which is added where there is none yet: `firstId` is that of the first entry below. */
  #attemptOf(entry: StartedAttempt, firstId: number): AttemptLine {
    const key = attemptKey(entry.connection, entry.attempt);
    const known = this.#attempts.get(key);
    if (known) return known;
    const made = new AttemptLine(entry, { firstId, isFolded: this.#folded.has(key) });
    this.#attempts.set(key, made);
    this.#lines.push(made);
    return made;
  }

  /** An attempt's line stays above as long as anything of the attempt is kept. */
  #letGoBefore(firstId: number): void {
    for (const [key, attempt] of this.#attempts) {
      attempt.letGoBefore(firstId);
      if (attempt.isGone) this.#attempts.delete(key);
    }
    const staying: AttemptLine[] = [];
    let line = this.#lines[this.#start];
    while (line && (line.kind === "attempt" || line.id < firstId)) {
      if (line.kind === "attempt" && !line.isGone) staying.push(line);
      this.#start += 1;
      line = this.#lines[this.#start];
    }
    for (const attempt of staying.toReversed()) {
      this.#start -= 1;
      this.#lines[this.#start] = attempt;
    }
    this.#cutOff();
  }

  /** Takes the attempt's entries out of the lines, or puts them back where they stood: by its ids, none is read again. */
  #refold(attempt: AttemptLine, all: readonly Entry[]): void {
    const isFolded = this.#folded.has(attemptKey(attempt.connection, attempt.attempt));
    if (isFolded === attempt.isFolded) return;
    attempt.isFolded = isFolded;
    const lines = this.#lines.slice(this.#start);
    this.#cut = this.gone;
    this.#start = 0;
    this.#lines = isFolded ? withoutEntriesOf(attempt, lines) : withEntries(entriesOf(attempt, all), lines);
  }

  #cutOff(): void {
    if (this.#start < 1024 || this.#start * 2 < this.#lines.length) return;
    this.#lines = this.#lines.slice(this.#start);
    this.#cut += this.#start;
    this.#start = 0;
  }
}

/** Which attempt of which connection. */
export type AttemptPlace = { readonly connection: number; readonly attempt: number };

function withoutEntriesOf({ connection, attempt }: AttemptLine, lines: readonly Line[]): Line[] {
  return lines.filter(
    (line) => line.kind === "attempt" || line.connection !== connection || line.attempt !== attempt,
  );
}

function entriesOf({ ids }: AttemptLine, all: readonly Entry[]): readonly Entry[] {
  const firstId = all[0]?.id ?? 0;
  return ids.flatMap((id) => all[id - firstId] ?? []);
}

/** Both in the order of ids. */
function withEntries(entries: readonly Entry[], lines: readonly Line[]): Line[] {
  const merged: Line[] = [];
  let next = 0;
  for (const line of lines) {
    const id = line.kind === "attempt" ? line.firstId : line.id;
    for (let entry = entries[next]; entry && entry.id < id; entry = entries[next]) {
      merged.push(entry);
      next += 1;
    }
    merged.push(line);
  }
  return [...merged, ...entries.slice(next)];
}
