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
  /** The limit in words, for who is closed over it. */
  words(): string;
};

/**
 * Limits that close, drop or tell are judged before a message: in messages it takes one, in bytes it must fit. Limits that
 * slow down are charged with what has passed, and a debt is a time to read no more.
 */
export class RateMeter implements Meter {
  exceeded = "";
  readonly #allowances: readonly Allowance[];

  constructor(allowances: readonly Allowance[]) {
    this.#allowances = allowances;
  }

  judge(nowMs: number, payloadBytes = 0): MeterVerdict {
    let verdict: MeterVerdict = meterVerdict.pass;
    for (const allowance of this.#allowances) {
      const { unit, action, bucket } = allowance;
      if (action === "slow") continue;
      if (bucket.available(nowMs) >= (unit === "messages" ? 1 : payloadBytes)) continue;
      if (action === "tell") {
        verdict = meterVerdict.tell;
      } else if (action === "drop") {
        if (verdict === meterVerdict.pass) verdict = meterVerdict.drop;
      } else {
        this.exceeded = allowance.words();
        return meterVerdict.close;
      }
    }
    if (verdict === meterVerdict.pass) this.#takeMessage();
    return verdict;
  }

  judgeControl(nowMs: number, payloadBytes: number): MeterVerdict {
    for (const allowance of this.#allowances) {
      const { unit, action, bucket } = allowance;
      if (action !== "close" || unit !== "bytes") continue;
      if (bucket.available(nowMs) >= payloadBytes) continue;
      this.exceeded = allowance.words();
      return meterVerdict.close;
    }
    return meterVerdict.pass;
  }

  charge(messages: number, payloadBytes: number, nowMs: number): number {
    let holdMs = 0;
    for (const { unit, action, bucket } of this.#allowances) {
      const isSlow = action === "slow";
      // What does not slow down has taken its message when it judged it.
      if (!isSlow && unit === "messages") continue;
      bucket.available(nowMs);
      bucket.take(unit === "messages" ? messages : payloadBytes);
      if (isSlow) holdMs = Math.max(holdMs, bucket.msUntil(0));
    }
    return holdMs;
  }

  /** What is left of a limit that this meter has too; null where it has not. */
  findBucket(key: string): Bucket | null {
    return this.#allowances.find((it) => it.key === key)?.bucket ?? null;
  }

  #takeMessage(): void {
    for (const { unit, action, bucket } of this.#allowances) {
      if (action !== "slow" && unit === "messages") bucket.take(1);
    }
  }
}
