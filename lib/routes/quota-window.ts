// Calendar windows of quotas, by the clocks of a plan's time zone. They tile time, whatever the clocks do. Pure.
import type { Quota } from "./plan-record.ts";
import { type OffsetAt, offsetsOf } from "./time-zone.ts";

export type QuotaWindow = { readonly startMs: number; readonly endMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The window in which a moment lies; both are Unix times in milliseconds, the end is where the next one begins. It looks
 * into the tables of zones: ask again when the window is over, not for each message.
 */
export function quotaWindowAt(per: Quota["per"], timeZone: string, unixMs: number): QuotaWindow {
  const offsetAt = offsetsOf(timeZone);
  if (per === "minute") return clockWindow(MINUTE_MS, offsetAt, unixMs);
  return per === "hour" ? clockWindow(HOUR_MS, offsetAt, unixMs) : dateWindow(per, offsetAt, unixMs);
}

/**
 * Of minutes and hours, which never last longer than they do: an hour that clocks show twice is two windows, and where they
 * are put on or back by less than an hour, a window ends and the rest of that hour is one of its own.
 */
function clockWindow(lengthMs: number, offsetAt: OffsetAt, unixMs: number): QuotaWindow {
  const offset = offsetAt(unixMs);
  const startMs = Math.floor((unixMs + offset) / lengthMs) * lengthMs - offset;
  const endMs = startMs + lengthMs;
  const isSame = (atMs: number): boolean => offsetAt(atMs) === offset;
  return {
    startMs: isSame(startMs) ? startMs : firstWhere(isSame, startMs, unixMs),
    endMs: isSame(endMs - 1) ? endMs : firstWhere((atMs) => !isSame(atMs), unixMs, endMs),
  };
}

/** Of days and months, which last as long as they do there: a day of 23 or 25 hours is one window, a skipped one is none. */
function dateWindow(per: "day" | "month", offsetAt: OffsetAt, unixMs: number): QuotaWindow {
  const local = new Date(unixMs + offsetAt(unixMs));
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const startOf = (later: number): number =>
    per === "month"
      ? firstShowing(Date.UTC(year, month + later, 1), offsetAt)
      : firstShowing(Date.UTC(year, month, day + later), offsetAt);
  // Clocks that are put back over midnight show the day before once more: its window is over all the same.
  const later = startOf(1) <= unixMs ? 1 : 0;
  return { startMs: startOf(later), endMs: startOf(later + 1) };
}

/**
 * The first moment at which clocks show a local time or a later one: of two that show it the earlier, and where it is
 * skipped the moment at which it is. `localMs` is that time as if it were UTC.
 */
function firstShowing(localMs: number, offsetAt: OffsetAt): number {
  const before = offsetAt(localMs - DAY_MS);
  const after = offsetAt(localMs + DAY_MS);
  const [early, late] = [localMs - before, localMs - after];
  if (offsetAt(early) === before) return early;
  if (offsetAt(late) === after) return late;
  return firstWhere((atMs) => atMs + offsetAt(atMs) >= localMs, late, early);
}

/** The first millisecond at which something holds that does not at `fromMs` and does at `toMs`. */
function firstWhere(holds: (atMs: number) => boolean, fromMs: number, toMs: number): number {
  let [last, first] = [fromMs, toMs];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (holds(middle)) first = middle;
    else last = middle;
  }
  return first;
}

/**
 * The name under which the use of a quota is counted: the same for all that share it, and for each amount. The zone is not in
 * it: a window that begins at the same moment in another zone goes on with what was used.
 */
export function quotaKey(subscriptionId: string, { unit, per, directions }: Quota, startMs: number): string {
  return `quota ${subscriptionId} ${unit} ${per} ${directions} ${startMs}`;
}
