// Rate limits in the fields of a form, as settings, and in a sentence. Pure.
import { z } from "zod";
import {
  MAX_RATE_LIMITS,
  type RateLimit,
  rateLimitActions,
  rateLimitDirections,
  rateLimitScopes,
} from "#lib/routes/limits.ts";
import { wholeNumberRule } from "./number-rules.ts";
import { sizeUnits } from "./quantity.ts";

/** What the amounts of a limit count, in messages or bytes. */
const unitSizes = { messages: 1, ...sizeUnits } as const;
export type RateUnit = keyof typeof unitSizes;

export type RateLimitRow = {
  /** Tells rows apart; the server does not get it. */
  readonly id: string;
  readonly scope: RateLimit["scope"];
  readonly direction: RateLimit["direction"];
  readonly unit: RateUnit;
  readonly perSecond: string;
  readonly burst: string;
  readonly action: RateLimit["action"];
};

export const rateUnits = ["messages", "bytes", "KB", "MB"] as const satisfies readonly RateUnit[];

export const scopeLabels = {
  connection: "Each connection",
  topic: "All of a topic together",
  api: "All of the API together",
} as const satisfies Record<RateLimit["scope"], string>;

export const directionLabels = {
  fromClient: "Publish: from clients",
  fromBackend: "Subscribe: from the backend",
} as const satisfies Record<RateLimit["direction"], string>;

export const actionLabels = {
  slow: "Slow down",
  close: "Close with 4429",
  drop: "Drop the message",
} as const satisfies Record<RateLimit["action"], string>;

const actionWords = {
  slow: "Above that the gateway stops reading until the allowance has grown back: nothing is lost.",
  close: "Above that the connection is closed with code 4429, before the message that is too much.",
  drop: "Above that messages are taken out and nobody gets them. Topics in passthrough then negotiate no compression, since the gateway has to see where a message ends.",
} as const satisfies Record<RateLimit["action"], string>;

/** What a new row says. */
export function newRateLimit(id: string, scope: RateLimit["scope"]): RateLimitRow {
  return {
    id,
    scope,
    direction: "fromClient",
    unit: "messages",
    perSecond: "100",
    burst: "200",
    action: "slow",
  };
}

export function rateLimitRows(limits: readonly RateLimit[]): RateLimitRow[] {
  return limits.map(({ unit, perSecond, burst, ...rest }, index) => {
    const shown = unit === "messages" ? unit : byteUnit(perSecond, burst);
    const size = unitSizes[shown];
    return {
      id: `saved-${index}`,
      ...rest,
      unit: shown,
      perSecond: String(perSecond / size),
      burst: String(burst / size),
    };
  });
}

/** The largest unit in which both amounts are round. */
function byteUnit(perSecond: number, burst: number): Exclude<RateUnit, "messages"> {
  const fits = (unit: RateUnit) => perSecond % unitSizes[unit] === 0 && burst % unitSizes[unit] === 0;
  return fits("MB") ? "MB" : fits("KB") ? "KB" : "bytes";
}

const largest = 1_000_000_000;
const amountRule = wholeNumberRule({
  min: 1,
  max: largest,
  message: "Enter a number between 1 and 1,000,000,000.",
});

const rowRule = z
  .object({
    scope: z.enum(rateLimitScopes),
    direction: z.enum(rateLimitDirections),
    unit: z.enum(rateUnits),
    perSecond: amountRule,
    burst: amountRule,
    action: z.enum(rateLimitActions),
  })
  .transform(({ unit, perSecond, burst, ...rest }, context): RateLimit => {
    const size = unitSizes[unit];
    for (const [field, amount] of Object.entries({ perSecond, burst })) {
      if (amount * size > largest) {
        context.addIssue({ code: "custom", path: [field], message: "Enter at most 1,000,000,000 bytes." });
      }
    }
    return {
      ...rest,
      unit: unit === "messages" ? "messages" : "bytes",
      perSecond: perSecond * size,
      burst: burst * size,
    };
  });

/** From the rows to the limits. */
export const rateLimitsRule = z
  .custom<RateLimitRow[]>()
  .transform((rows): z.input<typeof rowRule>[] => rows.map(({ id: _id, ...rest }) => rest))
  .pipe(z.array(rowRule).max(MAX_RATE_LIMITS, `At most ${MAX_RATE_LIMITS} rate limits`));

/** A limit in words: who, what, how much, and what exceeding does. */
export function rateLimitWords({ scope, direction, unit, perSecond, burst, action }: RateLimitRow): string {
  const who = {
    connection: "Each connection has an allowance of its own",
    topic: "All connections of a topic share one allowance",
    api: "All connections of the API share one allowance",
  }[scope];
  const what = direction === "fromClient" ? "what clients send" : "what the backend sends";
  return `${who} for ${what}: ${perSecond || "…"} ${unit} a second, ${burst || "…"} at once. ${actionWords[action]}`;
}

/** Limits in a few words. */
export function rateLimitsSummary(rows: readonly RateLimitRow[]): string {
  if (rows.length === 0) return "none";
  return rows.map(({ perSecond, unit, action }) => `${perSecond} ${unit}/s (${action})`).join(", ");
}
