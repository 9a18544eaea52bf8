// The rate limits of one direction of one connection, judged together. A limit that all connections of a topic or an
// API share stands in the meters of all of them with the same bucket.
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import { type Meter, type MeterVerdict, meterVerdict } from "#gateway/data-plane/limits/meter.ts";
import type { RateLimit } from "#lib/routes/limits.ts";

/** A limit and what is left of it. */
export type Allowance = {
  /** The same for the same limit of the same connection, topic, API or subscription. */
  readonly key: string;
  readonly unit: RateLimit["unit"];
  /** `tell` is what closes becomes where the API tells clients instead. */
  readonly action: RateLimit["action"] | "tell";
  readonly bucket: Bucket;
  /**
   * The limit in words, and the seconds to wait, for who is closed over it; `needed` messages or bytes were too much. Right
   * after {@link Bucket.available}.
   */
  words(needed: number): string;
};

/**
 * Limits that close, drop or tell are judged before a message: in messages it takes one, in bytes it must fit. Limits that
 * slow down are charged with what has passed, and a debt is a time to read no more.
 */
export class RateMeter implements Meter {
  exceeded = "";
  readonly free = { messages: 0, payloadBytes: 0 };
  readonly #allowances: readonly Allowance[];
  readonly #judged: readonly Allowance[];
  readonly #slowing: readonly Allowance[];

  constructor(allowances: readonly Allowance[]) {
    this.#allowances = allowances;
    this.#judged = allowances.filter(({ action }) => action !== "slow");
    this.#slowing = allowances.filter(({ action }) => action === "slow");
  }

  judge(nowMs: number, payloadBytes = 0): MeterVerdict {
    let verdict: MeterVerdict = meterVerdict.pass;
    let freeMessages = Number.POSITIVE_INFINITY;
    let freeBytes = Number.POSITIVE_INFINITY;
    for (const allowance of this.#judged) {
      const { unit, action, bucket } = allowance;
      const left = bucket.available(nowMs);
      if (unit === "messages") freeMessages = Math.min(freeMessages, left - 1);
      else freeBytes = Math.min(freeBytes, left);
      const needed = unit === "messages" ? 1 : payloadBytes;
      if (left >= needed) continue;
      if (action === "tell") {
        verdict = meterVerdict.tell;
      } else if (action === "drop") {
        if (verdict === meterVerdict.pass) verdict = meterVerdict.drop;
      } else {
        this.exceeded = allowance.words(needed);
        return meterVerdict.close;
      }
    }
    this.free.messages = freeMessages;
    this.free.payloadBytes = freeBytes;
    if (verdict === meterVerdict.pass) this.take(1);
    return verdict;
  }

  judgeControl(nowMs: number, payloadBytes: number): MeterVerdict {
    for (const allowance of this.#judged) {
      const { unit, action, bucket } = allowance;
      if (action !== "close" || unit !== "bytes") continue;
      if (bucket.available(nowMs) >= payloadBytes) continue;
      this.exceeded = allowance.words(payloadBytes);
      return meterVerdict.close;
    }
    return meterVerdict.pass;
  }

  charge(messages: number, payloadBytes: number, nowMs: number): number {
    // What does not slow down has taken its messages when it judged them.
    for (const { unit, bucket } of this.#judged) if (unit === "bytes") bucket.take(payloadBytes);
    let holdMs = 0;
    for (const { unit, bucket } of this.#slowing) {
      bucket.available(nowMs);
      bucket.take(unit === "messages" ? messages : payloadBytes);
      holdMs = Math.max(holdMs, bucket.msUntil(0));
    }
    return holdMs;
  }

  take(messages: number): void {
    for (const { unit, bucket } of this.#judged) if (unit === "messages") bucket.take(messages);
  }

  /** What is left of a limit that this meter has too; null where it has not. */
  findBucket(key: string): Bucket | null {
    return this.#allowances.find((it) => it.key === key)?.bucket ?? null;
  }
}
