// A plan as it is typed: numbers are texts until they are saved, so that nothing is lost or rounded while one types. Pure.
import type { Plan, PlanFields } from "#lib/plans/plan.ts";
import type { PlanRate, Quota } from "#lib/routes/plan-record.ts";
import { UTC } from "#lib/routes/time-zone.ts";

export type QuotaDraft = Omit<Quota, "amount"> & { readonly key: string; readonly amount: string };
export type RateDraft = Omit<PlanRate, "perSecond" | "burst"> & {
  readonly key: string;
  readonly perSecond: string;
  readonly burst: string;
};

export type PlanDraft = {
  readonly name: string;
  readonly description: string;
  readonly needsApproval: boolean;
  readonly quotas: readonly QuotaDraft[];
  readonly rates: readonly RateDraft[];
  /** By whose clocks the windows of quotas begin: an IANA name. */
  readonly timeZone: string;
  readonly maxConnections: string;
  readonly maxNewConnectionsPerSecond: string;
  readonly maxMessageBytes: string;
  /** In seconds. */
  readonly maxConnectionAge: string;
};

/** An empty text where there is no limit. */
function limitText(limit: number): string {
  return limit === 0 ? "" : String(limit);
}

/** What a form begins with; `newKey` gives each row a key of its own. */
export function draftOf(plan: Plan | null, newKey: () => string): PlanDraft {
  const limits = plan?.limits;
  return {
    name: plan?.name ?? "",
    description: plan?.description ?? "",
    needsApproval: plan?.needsApproval ?? false,
    quotas: (limits?.quotas ?? []).map((quota) => ({
      ...quota,
      key: newKey(),
      amount: String(quota.amount),
    })),
    rates: (limits?.rates ?? []).map((rate) => ({
      ...rate,
      key: newKey(),
      perSecond: String(rate.perSecond),
      burst: String(rate.burst),
    })),
    timeZone: limits?.timeZone ?? UTC,
    maxConnections: limitText(limits?.maxConnections ?? 0),
    maxNewConnectionsPerSecond: limitText(limits?.maxNewConnectionsPerSecond ?? 0),
    maxMessageBytes: limitText(limits?.maxMessageBytes ?? 0),
    maxConnectionAge: limitText((limits?.maxConnectionAgeMs ?? 0) / 1_000),
  };
}

export function newQuota(key: string): QuotaDraft {
  return { key, unit: "messages", amount: "", per: "day", directions: "both", action: "close" };
}

export function newRate(key: string): RateDraft {
  return {
    key,
    scope: "subscription",
    unit: "messages",
    perSecond: "",
    burst: "",
    directions: "both",
    action: "slow",
  };
}

/** What is sent: an empty burst is the rate itself; a text that is no number is told at its field. */
export function fieldsOf(draft: PlanDraft): PlanFields {
  const { name, description, needsApproval } = draft;
  return {
    name,
    description,
    needsApproval,
    limits: {
      quotas: draft.quotas.map(({ key: _key, amount, ...quota }) => ({ ...quota, amount: numberOf(amount) })),
      rates: draft.rates.map(({ key: _key, perSecond, burst, ...rate }) => ({
        ...rate,
        perSecond: numberOf(perSecond),
        burst: numberOf(burst.trim() === "" ? perSecond : burst),
      })),
      timeZone: draft.timeZone,
      maxConnections: limitOf(draft.maxConnections),
      maxNewConnectionsPerSecond: limitOf(draft.maxNewConnectionsPerSecond),
      maxMessageBytes: limitOf(draft.maxMessageBytes),
      maxConnectionAgeMs: limitOf(draft.maxConnectionAge) * 1_000,
    },
  };
}

function limitOf(text: string): number {
  return text.trim() === "" ? 0 : numberOf(text);
}

/** Digits may be set apart; -1, which no field takes, for what is no whole number. */
function numberOf(text: string): number {
  const digits = text.trim().replaceAll(/[\s,_]/g, "");
  return /^\d{1,15}$/.test(digits) ? Number(digits) : -1;
}
