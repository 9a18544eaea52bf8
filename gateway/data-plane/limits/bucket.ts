// What is left of an allowance, as a meter asks for it. Times are milliseconds of a clock that never goes back.
export type Bucket = {
  /** What may be taken now; negative while in debt. */
  available(nowMs: number): number;
  /** Takes from what {@link Bucket.available} last told, and more than that where it must. */
  take(amount: number): void;
  /** Milliseconds until so much will be available, 0 where it is; counted from the last {@link Bucket.available}. */
  msUntil(amount: number): number;
};
