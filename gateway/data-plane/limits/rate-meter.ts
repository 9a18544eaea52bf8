// The rate limits of one direction of one connection, judged together. A limit that all connections of a topic or an
// API share stands in the meters of all of them with the same bucket.
import { type Meter, type MeterVerdict, meterVerdict } from "#gateway/data-plane/limits/meter.ts";
import type { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";
import type { RateLimit } from "#lib/routes/limits.ts";

/** A limit and what is left of it. */
export type Allowance = {
  /** The same for the same limit of the same connection, topic or API. */
  readonly key: string;
  readonly limit: RateLimit;
  readonly bucket: TokenBucket;
};

const SCOPE_WORDS = { connection: "a connection", topic: "this topic", api: "this API" } as const;

/**
 * Limits that close or drop are judged before a message: in messages it takes one, in bytes it must fit. Limits that
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
    for (const { limit, bucket } of this.#allowances) {
      if (limit.action === "slow") continue;
      if (bucket.available(nowMs) >= (limit.unit === "messages" ? 1 : payloadBytes)) continue;
      if (limit.action === "drop") {
        verdict = meterVerdict.drop;
      } else {
        this.exceeded = wordsOf(limit);
        return meterVerdict.close;
      }
    }
    if (verdict === meterVerdict.pass) this.#takeMessage();
    return verdict;
  }

  judgeControl(nowMs: number, payloadBytes: number): MeterVerdict {
    for (const { limit, bucket } of this.#allowances) {
      if (limit.action !== "close" || limit.unit !== "bytes") continue;
      if (bucket.available(nowMs) >= payloadBytes) continue;
      this.exceeded = wordsOf(limit);
      return meterVerdict.close;
    }
    return meterVerdict.pass;
  }

  charge(messages: number, payloadBytes: number, nowMs: number): number {
    let holdMs = 0;
    for (const { limit, bucket } of this.#allowances) {
      const isSlow = limit.action === "slow";
      // What closes or drops has taken its message when it judged it.
      if (!isSlow && limit.unit === "messages") continue;
      bucket.available(nowMs);
      bucket.take(limit.unit === "messages" ? messages : payloadBytes);
      if (isSlow) holdMs = Math.max(holdMs, bucket.msUntil(0));
    }
    return holdMs;
  }

  /** What is left of a limit that this meter has too; null where it has not. */
  findBucket(key: string): TokenBucket | null {
    return this.#allowances.find((it) => it.key === key)?.bucket ?? null;
  }

  #takeMessage(): void {
    for (const { limit, bucket } of this.#allowances) {
      if (limit.action !== "slow" && limit.unit === "messages") bucket.take(1);
    }
  }
}

function wordsOf({ perSecond, unit, scope }: RateLimit): string {
  return `${perSecond} ${unit} per second on ${SCOPE_WORDS[scope]}`;
}
