// How much of a quota is used. Pure.
import type { Quota } from "#lib/routes/plan-record.ts";
import { type QuotaWindow, quotaWindowAt } from "#lib/routes/quota-window.ts";

/** What was used in the calendar window that began then. */
export type WindowUse = { readonly startMs: number; readonly used: number };

/** As far as the gateways have told. Times are Unix times in milliseconds, as it travels as JSON. */
export type QuotaUse = {
  readonly quota: Quota;
  /** By whose clocks its windows begin: an IANA name. */
  readonly timeZone: string;
  /** In the window that it is now. */
  readonly used: number;
  readonly resetsAtMs: number;
  /** The latest windows, the present one last. */
  readonly windows: readonly WindowUse[];
};

/** From here on an owner is warned. */
const WARN_FROM = 0.8;

/** How many windows are shown: all of them are over for less time than what was used is kept. */
export const shownWindows: Readonly<Record<Quota["per"], number>> = {
  minute: 60,
  hour: 24,
  day: 30,
  month: 2,
};

/** The share that is used, 1 at most, whether that is much, and what is left. */
export function shareUsed({ quota, used }: Pick<QuotaUse, "quota" | "used">): {
  readonly share: number;
  readonly isMuch: boolean;
  readonly left: number;
} {
  const share = Math.min(1, used / quota.amount);
  return { share, isMuch: share >= WARN_FROM, left: Math.max(0, quota.amount - used) };
}

/** The windows that are shown of a quota, the one that it is now last. */
export function latestWindows(per: Quota["per"], timeZone: string, nowMs: number): readonly QuotaWindow[] {
  const windows = [quotaWindowAt(per, timeZone, nowMs)];
  for (let [first] = windows; first && windows.length < shownWindows[per]; [first] = windows) {
    windows.unshift(quotaWindowAt(per, timeZone, first.startMs - 1));
  }
  return windows;
}
