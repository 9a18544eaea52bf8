// Calendar windows of quotas, in UTC. Pure.
import type { Quota } from "./plan-record.ts";

export type QuotaWindow = { readonly startMs: number; readonly endMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The window in which a moment lies; both are Unix times in milliseconds, the end is where the next one begins. */
export function quotaWindowAt(per: Quota["per"], unixMs: number): QuotaWindow {
  if (per === "month") {
    const date = new Date(unixMs);
    const at = (month: number): number => Date.UTC(date.getUTCFullYear(), month, 1);
    return { startMs: at(date.getUTCMonth()), endMs: at(date.getUTCMonth() + 1) };
  }
  const length = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS }[per];
  const startMs = Math.floor(unixMs / length) * length;
  return { startMs, endMs: startMs + length };
}

/** The name under which the use of a quota is counted: the same for all that share it, and for each amount. */
export function quotaKey(subscriptionId: string, { unit, per, directions }: Quota, startMs: number): string {
  return `quota ${subscriptionId} ${unit} ${per} ${directions} ${startMs}`;
}
