// Moments of a range as people read them, in their own time zone.
import type { UsageRange } from "#lib/gateways/usage/series.ts";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** Short enough for an axis. */
export function axisWords(range: UsageRange, date: Date): string {
  return range === "7d" || range === "30d" ? day.format(date) : clock.format(date);
}

/** Exact enough to tell a step from the next. */
export function momentWords(range: UsageRange, date: Date): string {
  if (range === "15m") return clockWithSeconds.format(date);
  return range === "1h" ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}
