// What the gateway's record says of an attempt that it refused.

/** A refusal of one's own attempt, as the gateway recorded it. */
export type RefusedAttempt = {
  readonly happened: string;
  readonly advice: string;
  /** True where another attempt is refused as well until something is changed. */
  readonly isLasting: boolean;
  /** 0 where the gateway named no time. */
  readonly retryAfterSeconds: number;
};
