// A rate that connections of several workers share. Each worker has the whole of it, so that a single connection reaches
// it, and charges what the others took as soon as it hears of that: together they go over by what passes between two
// reports at most, and pay for it afterwards.
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import type { AllowanceUse, SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";
import type { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";

/** A rate for which nothing was taken for so long is forgotten: it has grown back whole, or nearly. */
const FORGOTTEN_AFTER_MS = 600_000;
/** Asking for the time with every message would cost more than counting it. */
const PUT_OFF_EVERY_MS = 1_000;

export class SharedBucket implements Bucket {
  readonly #bucket: TokenBucket;
  readonly #usage: SharedUsage;
  #use: AllowanceUse;
  readonly #unixNow: () => number;
  #seenOfOthers: number;
  /** When it is forgotten, in Unix time, and when that was put off last by the clock of {@link available}. */
  #endsAtMs = 0;
  #putOffAtMs = Number.NEGATIVE_INFINITY;

  constructor(bucket: TokenBucket, key: string, usage: SharedUsage, unixNow: () => number) {
    this.#bucket = bucket;
    this.#usage = usage;
    this.#use = usage.of(key);
    this.#unixNow = unixNow;
    this.#seenOfOthers = this.#use.others ?? 0;
  }

  available(nowMs: number): number {
    if (this.#use.isForgotten) this.#use = this.#usage.of(this.#use.key);
    if (nowMs - this.#putOffAtMs >= PUT_OFF_EVERY_MS) {
      this.#putOffAtMs = nowMs;
      this.#endsAtMs = this.#unixNow() + FORGOTTEN_AFTER_MS;
    }
    // What is not known any more was seen: it is no reason to charge it once more.
    const others = this.#use.others ?? this.#seenOfOthers;
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
    if (this.#use.isForgotten) this.#use = this.#usage.of(this.#use.key);
    this.#use.add(amount, this.#endsAtMs);
  }

  msUntil(amount: number): number {
    return this.#bucket.msUntil(amount);
  }
}
