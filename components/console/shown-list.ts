// The part of a transcript that passes the filter, kept up to date: only what is new is looked at, and what the bounds
// dropped is counted, so that lines keep their places.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import { filtered, type ListFilter, NO_FILTER } from "./list-filter.ts";

export class ShownList {
  readonly #topicOf: (connection: number) => ConsoleTopic;
  #filter = NO_FILTER;
  #number = 1;
  #entries: Entry[] = [];
  /** Lines before this one are gone, and are cut off now and then. */
  #start = 0;
  #cut = 0;
  #seenId = 0;

  constructor(topicOf: (connection: number) => ConsoleTopic) {
    this.#topicOf = topicOf;
  }

  /** Another number for another list. */
  get number(): number {
    return this.#number;
  }

  get filter(): ListFilter {
    return this.#filter;
  }

  get size(): number {
    return this.#entries.length - this.#start;
  }

  /** Lines that were let go of since the list began. */
  get gone(): number {
    return this.#cut + this.#start;
  }

  /** Begins another list: nothing is shown until `take`. */
  begin(filter: ListFilter): void {
    this.#filter = filter;
    this.#number += 1;
    this.#entries = [];
    this.#start = 0;
    this.#cut = 0;
    this.#seenId = 0;
  }

  /** Takes over what the transcript holds now: entries in the order of their ids, which have no gaps. */
  take(all: readonly Entry[]): void {
    const firstId = all[0]?.id ?? Number.POSITIVE_INFINITY;
    for (let entry = this.#entries[this.#start]; entry && entry.id < firstId; ) {
      this.#start += 1;
      entry = this.#entries[this.#start];
    }
    this.#cutOff();
    const fresh = all.slice(Math.max(0, this.#seenId + 1 - firstId));
    for (const entry of filtered(fresh, this.#filter, this.#topicOf)) this.#entries.push(entry);
    this.#seenId = all.at(-1)?.id ?? this.#seenId;
  }

  /** The line at a place, counted from the first that is kept. */
  at(place: number): Entry | undefined {
    return place < 0 ? undefined : this.#entries[this.#start + place];
  }

  #cutOff(): void {
    if (this.#start < 1024 || this.#start * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#start);
    this.#cut += this.#start;
    this.#start = 0;
  }
}
