// How the use of a quota is told. All times are of the plan's zone, as the windows are. Pure.
import { bytesWords, exactWords } from "#components/ui/quantity-words.ts";
import { type QuotaUse, shareUsed } from "#lib/plans/usage/quota-use.ts";
import type { Quota } from "#lib/routes/plan-record.ts";
import { offsetsOf, UTC } from "#lib/routes/time-zone.ts";

const directionWords = { fromClient: " sent", fromBackend: " received", both: "" } as const;

/** `5,000 messages sent a day`. */
export function quotaWords({ amount, unit, directions, per }: Quota): string {
  return `${amountWords(amount, unit)}${directionWords[directions]} ${per === "hour" ? "an" : "a"} ${per}`;
}

/** What is used and what is left, a sentence without its full stop. */
export function useWords(use: Pick<QuotaUse, "quota" | "used">): string {
  const { quota, used } = use;
  const { share, isMuch, left } = shareUsed(use);
  const words = `${amountWords(used, quota.unit)} of ${quotaWords(quota)} used`;
  if (share >= 1) return `${words}: nothing is left`;
  const leftWords = `${amountWords(left, quota.unit)} left`;
  return isMuch ? `${words}: 80 % or more. Only ${leftWords}` : `${words}, ${leftWords}`;
}

const usedUpWords = {
  slow: "Until then messages wait.",
  close: "Until then one more message closes its connection (4429).",
  drop: "Until then messages are dropped.",
} as const;

/** What happens until the next window begins, a sentence; empty while something is left. */
export function consequenceWords(use: Pick<QuotaUse, "quota" | "used">): string {
  return shareUsed(use).share < 1 ? "" : usedUpWords[use.quota.action];
}

/** `Messages sent, by hour`. */
export function chartTitle({ unit, directions, per }: Quota): string {
  return `${unit === "bytes" ? "Bytes" : "Messages"}${directionWords[directions]}, by ${per}`;
}

export function amountWords(amount: number, unit: Quota["unit"]): string {
  return unit === "bytes"
    ? bytesWords(amount)
    : `${exactWords(amount)} ${amount === 1 ? "message" : "messages"}`;
}

/** `2026-11-28 00:00 UTC`; of other zones with what clocks are ahead by: `2026-11-28 00:00 +05:30 Asia/Kolkata`. */
export function instantWords(unixMs: number, timeZone: string): string {
  const aheadMs = offsetsOf(timeZone)(unixMs);
  const local = new Date(unixMs + aheadMs).toISOString().slice(0, 16).replace("T", " ");
  return timeZone === UTC ? `${local} UTC` : `${local} ${offsetWords(aheadMs)} ${timeZone}`;
}

/** As in RFC 3339: `-05:00`. */
function offsetWords(aheadMs: number): string {
  return `${aheadMs < 0 ? "-" : "+"}${new Date(Math.abs(aheadMs)).toISOString().slice(11, 16)}`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: UTC });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: UTC });
const month = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: UTC });
const formats = { minute: clock, hour: clock, day, month } as const;

/** The beginning of a window by the clocks of a zone, short enough for an axis. */
export function windowWords(per: Quota["per"], timeZone: string, startMs: number): string {
  return formats[per].format(startMs + offsetsOf(timeZone)(startMs));
}
