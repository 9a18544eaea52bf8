// Reads of what passed under quotas: for the gateways, and for who subscribed.
import type { DbReader } from "#lib/db/db.ts";
import type { PlanLimits } from "#lib/routes/plan-record.ts";
import { quotaKey } from "#lib/routes/quota-window.ts";
import { latestWindows, type QuotaUse } from "./quota-use.ts";

/** What the other gateways, or this one before its start, let pass in windows that are not over. */
export async function listUsedElsewhere(
  db: DbReader,
  query: { readonly gatewayId: string; readonly since: Date; readonly now: Date },
): Promise<readonly { key: string; gatewayId: string; used: number; endsAtMs: number }[]> {
  const rows = await db.planUsage.findMany({
    where: {
      gatewayId: { not: query.gatewayId },
      updatedAt: { gte: query.since },
      endsAt: { gt: query.now },
    },
    select: { key: true, gatewayId: true, used: true, endsAt: true },
  });
  return rows.map(({ endsAt, ...row }) => ({ ...row, endsAtMs: endsAt.getTime() }));
}

/** Of each quota of a subscription, as far as the gateways have told. */
export async function listQuotaUse(
  db: DbReader,
  query: {
    readonly subscriptionId: string;
    readonly limits: Pick<PlanLimits, "quotas" | "timeZone">;
    readonly now: Date;
  },
): Promise<readonly QuotaUse[]> {
  const { subscriptionId, now } = query;
  const { quotas, timeZone } = query.limits;
  if (quotas.length === 0) return [];
  const shown = quotas.map((quota) => ({
    quota,
    windows: latestWindows(quota.per, timeZone, now.getTime()).map(({ startMs, endMs }) => ({
      startMs,
      endMs,
      key: quotaKey(subscriptionId, quota, startMs),
    })),
  }));
  const keys = shown.flatMap(({ windows }) => windows.map(({ key }) => key));
  const rows = await db.planUsage.groupBy({
    by: ["key"],
    where: { subscriptionId, key: { in: keys } },
    _sum: { used: true },
  });
  const usedOf = new Map(rows.map(({ key, _sum }) => [key, _sum.used ?? 0]));
  return shown.map(({ quota, windows }) => {
    const last = windows.at(-1);
    return {
      quota,
      timeZone,
      used: usedOf.get(last?.key ?? "") ?? 0,
      resetsAtMs: last?.endMs ?? now.getTime(),
      windows: windows.map(({ startMs, key }) => ({ startMs, used: usedOf.get(key) ?? 0 })),
    };
  });
}
