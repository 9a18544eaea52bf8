// A rate that connections of several workers share. Each worker has the whole of it, so that a single connection reaches
// it, and charges what the others took as soon as it hears of that: together they go over by what passes between two
// reports at most, and pay for it afterwards.
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import type { SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";
import type { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";

/** A rate for which nothing was taken for so long is forgotten: it has grown back whole, or nearly. */
const FORGOTTEN_AFTER_MS = 600_000;

export class SharedBucket implements Bucket {
  readonly #bucket: TokenBucket;
  readonly #key: string;
  readonly #usage: SharedUsage;
  readonly #unixNow: () => number;
  #seenOfOthers: number;

  constructor(bucket: TokenBucket, key: string, usage: SharedUsage, unixNow: () => number) {
    this.#bucket = bucket;
    this.#key = key;
    this.#usage = usage;
    this.#unixNow = unixNow;
    this.#seenOfOthers = usage.othersUse(key) ?? 0;
  }

  available(nowMs: number): number {
    // What is not known any more was seen: it is no reason to charge it once more.
    const others = this.#usage.othersUse(this.#key) ?? this.#seenOfOthers;
    if (others !== this.#seenOfOthers) {
      // Less than before: the key had been forgotten, and is counted anew. Taken before the bucket grows, for the others
      // took it while it did.
      this.#bucket.take(others < this.#seenOfOthers ? others : others - this.#seenOfOthers);
      this.#seenOfOthers = others;
    }
    return this.#bucket.available(nowMs);
  }

  take(amount: number): void {
    this.#bucket.take(amount);
    this.#usage.add(this.#key, amount, this.#unixNow() + FORGOTTEN_AFTER_MS);
  }

  msUntil(amount: number): number {
    return this.#bucket.msUntil(amount);
  }
}
