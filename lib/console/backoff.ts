// When a connection that broke is tried again: later and later, by chance, so that many do not come back at once.
import type { Attempt } from "./attempt.ts";

const FIRST_MS = 500;
const MOST_MS = 30_000;
/** A connection that stood so long was well: what comes after begins anew. */
const STABLE_MS = 10_000;

/** How long to wait after so many failures in a row: anything up to a bound that doubles (full jitter). `random` is from 0 to below 1. */
export function waitMs(failures: number, random: number): number {
  const bound = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(random * bound);
}

/** Failures in a row, this end among them. */
export function failuresAfter(failures: number, { openedAt, endedAt }: Attempt): number {
  const stoodMs = openedAt === null || endedAt === null ? 0 : endedAt - openedAt;
  return stoodMs >= STABLE_MS ? 1 : failures + 1;
}

/** Whether an end calls for another attempt: not one that somebody here asked for, nor a proper one of the server's. */
export function isBroken({ state, close, wasClosedHere }: Attempt): boolean {
  if (state !== "closed" && state !== "failed") return false;
  return !wasClosedHere && close?.code !== 1000;
}
