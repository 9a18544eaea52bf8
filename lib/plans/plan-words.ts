// What a plan allows, in words. Pure.
import type { PlanLimits, PlanRate, Quota } from "#lib/routes/plan-record.ts";
import { UTC } from "#lib/routes/time-zone.ts";

const directionWords = {
  fromClient: "from the client",
  fromBackend: "from the backend",
  both: "both ways",
} as const;
const quotaActions = {
  slow: "then messages wait for the next one",
  close: "then the connection is closed",
  drop: "then messages are dropped",
} as const;
const rateActions = {
  slow: "more are slowed down",
  close: "more close the connection",
  drop: "more are dropped",
} as const;

/** Of a plan that needs it. */
export const approvalWords = "The publisher approves each subscription";

/** One sentence for each limit, without its full stop; a single one where nothing is limited. */
export function planWords(limits: PlanLimits): readonly string[] {
  const words = [
    ...limits.quotas.map(quotaWords),
    ...(limits.quotas.length > 0 && limits.timeZone !== UTC
      ? [`Quotas begin anew by the clocks of ${limits.timeZone}`]
      : []),
    ...limits.rates.map(rateWords),
    ...(limits.maxConnections > 0 ? [`${counted(limits.maxConnections, "connection")} at a time`] : []),
    ...(limits.maxNewConnectionsPerSecond > 0
      ? [`${counted(limits.maxNewConnectionsPerSecond, "new connection")} a second`]
      : []),
    ...(limits.maxMessageBytes > 0 ? [`Messages of up to ${bytes(limits.maxMessageBytes)}`] : []),
    ...(limits.maxConnectionAgeMs > 0
      ? [`A connection lasts for at most ${duration(limits.maxConnectionAgeMs)}`]
      : []),
  ];
  return words.length > 0 ? words : ["No limits"];
}

function quotaWords({ unit, amount, per, directions, action }: Quota): string {
  const article = per === "hour" ? "an" : "a";
  return `${measured(amount, unit)} ${article} ${per} ${directionWords[directions]}; ${quotaActions[action]}`;
}

function rateWords({ unit, perSecond, burst, directions, scope, action }: PlanRate): string {
  const of = scope === "connection" ? " on each connection" : "";
  const atOnce = burst > perSecond ? `, up to ${measured(burst, unit)} at once` : "";
  return `${measured(perSecond, unit)} a second ${directionWords[directions]}${of}${atOnce}; ${rateActions[action]}`;
}

function measured(amount: number, unit: "messages" | "bytes"): string {
  return unit === "bytes" ? bytes(amount) : counted(amount, "message");
}

function counted(amount: number, what: string): string {
  return `${amount.toLocaleString("en")} ${what}${amount === 1 ? "" : "s"}`;
}

const units = [
  { size: 1_073_741_824, name: "GiB" },
  { size: 1_048_576, name: "MiB" },
  { size: 1_024, name: "KiB" },
] as const;

/** In the largest unit in which it is a whole number. */
function bytes(amount: number): string {
  const unit = units.find(({ size }) => amount % size === 0);
  return unit ? `${(amount / unit.size).toLocaleString("en")} ${unit.name}` : counted(amount, "byte");
}

const times = [
  { ms: 86_400_000, name: "day" },
  { ms: 3_600_000, name: "hour" },
  { ms: 60_000, name: "minute" },
  { ms: 1_000, name: "second" },
] as const;

function duration(amountMs: number): string {
  const time = times.find(({ ms }) => amountMs % ms === 0);
  return time ? counted(amountMs / time.ms, time.name) : counted(amountMs, "millisecond");
}
