// Reads of what passed under quotas: for the gateways, and for who subscribed.
import type { DbReader } from "#lib/db/db.ts";
import type { Quota } from "#lib/routes/plan-record.ts";
import { quotaKey, quotaWindowAt } from "#lib/routes/quota-window.ts";
import type { QuotaUse } from "./quota-use.ts";

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
  query: { readonly subscriptionId: string; readonly quotas: readonly Quota[]; readonly now: Date },
): Promise<readonly QuotaUse[]> {
  const { subscriptionId, quotas, now } = query;
  if (quotas.length === 0) return [];
  const windows = quotas.map((quota) => ({ quota, ...quotaWindowAt(quota.per, now.getTime()) }));
  const keyOf = ({ quota, startMs }: (typeof windows)[number]) => quotaKey(subscriptionId, quota, startMs);
  const rows = await db.planUsage.findMany({
    where: { subscriptionId, key: { in: windows.map(keyOf) } },
    select: { key: true, used: true },
  });
  return windows.map((window) => ({
    quota: window.quota,
    used: rows.filter(({ key }) => key === keyOf(window)).reduce((sum, { used }) => sum + used, 0),
    resetsAt: new Date(window.endMs),
  }));
}
