// What is left of a quota in the calendar window that it is now, of all that share it. Where windows begin is looked up once
// in each.
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import type { AllowanceUse, SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";
import type { Quota } from "#lib/routes/plan-record.ts";
import { type QuotaWindow, quotaKey, quotaWindowAt } from "#lib/routes/quota-window.ts";

/** Windows are told apart a while after their end, for reports that come late. */
const LATE_MS = 60_000;

/** What is used by whom, and Unix time in milliseconds. */
type QuotaBucketParts = { readonly usage: SharedUsage; readonly unixNow: () => number };

export class QuotaBucket implements Bucket {
  readonly #quota: Quota;
  readonly #timeZone: string;
  readonly #subscriptionId: string;
  readonly #usage: SharedUsage;
  readonly #unixNow: () => number;
  #window: QuotaWindow = { startMs: 0, endMs: 0 };
  #use: AllowanceUse | null = null;

  constructor(subscriptionId: string, quota: Quota, timeZone: string, { usage, unixNow }: QuotaBucketParts) {
    this.#subscriptionId = subscriptionId;
    this.#quota = quota;
    this.#timeZone = timeZone;
    this.#usage = usage;
    this.#unixNow = unixNow;
  }

  available(): number {
    const { own, others } = this.#currentUse();
    return this.#quota.amount - own - (others ?? 0);
  }

  take(amount: number): void {
    const use = this.#use === null || this.#use.isForgotten ? this.#currentUse() : this.#use;
    use.add(amount, this.#window.endMs + LATE_MS);
  }

  /** A quota does not grow back little by little: what is used up is used up until the next window. */
  msUntil(amount: number): number {
    return this.available() > amount ? 0 : this.#window.endMs - this.#unixNow();
  }

  #currentUse(): AllowanceUse {
    const unixMs = this.#unixNow();
    const { startMs, endMs } = this.#window;
    if (this.#use !== null && !this.#use.isForgotten && unixMs >= startMs && unixMs < endMs) return this.#use;
    this.#window = quotaWindowAt(this.#quota.per, this.#timeZone, unixMs);
    this.#use = this.#usage.of(quotaKey(this.#subscriptionId, this.#quota, this.#window.startMs));
    return this.#use;
  }
}
