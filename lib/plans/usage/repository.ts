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

type Subscribed = {
  readonly subscriptionId: string;
  readonly limits: Pick<PlanLimits, "quotas" | "timeZone">;
};

/** Of each quota of these subscriptions by subscription id, as far as the gateways have told; one query, however many. */
export async function listQuotaUse(
  db: DbReader,
  { subscriptions, now }: { readonly subscriptions: readonly Subscribed[]; readonly now: Date },
): Promise<ReadonlyMap<string, readonly QuotaUse[]>> {
  const shown = subscriptions.map((subscribed) => ({
    subscriptionId: subscribed.subscriptionId,
    quotas: listShown(subscribed, now.getTime()),
  }));
  const keys = shown.flatMap(({ quotas }) => quotas.flatMap(({ windows }) => windows.map(({ key }) => key)));
  const usedOf = await readUsed(db, keys);
  return new Map(
    shown.map(({ subscriptionId, quotas }) => [
      subscriptionId,
      quotas.map(({ windows, ...quota }) => ({
        ...quota,
        used: usedOf.get(windows.at(-1)?.key ?? "") ?? 0,
        resetsAtMs: windows.at(-1)?.endMs ?? now.getTime(),
        windows: windows.map(({ startMs, key }) => ({ startMs, used: usedOf.get(key) ?? 0 })),
      })),
    ]),
  );
}

/** The quotas of a subscription with the windows that are shown of each. */
function listShown({ subscriptionId, limits: { quotas, timeZone } }: Subscribed, nowMs: number) {
  return quotas.map((quota) => ({
    quota,
    timeZone,
    windows: latestWindows(quota.per, timeZone, nowMs).map((window) => ({
      ...window,
      key: quotaKey(subscriptionId, quota, window.startMs),
    })),
  }));
}

/** What all gateways let pass, by key. Prisma splits a long list of keys for `findMany`, and refuses it for `groupBy`. */
async function readUsed(db: DbReader, keys: string[]): Promise<ReadonlyMap<string, number>> {
  const usedOf = new Map<string, number>();
  if (keys.length === 0) return usedOf;
  const rows = await db.planUsage.findMany({
    where: { key: { in: keys } },
    select: { key: true, used: true },
  });
  for (const { key, used } of rows) usedOf.set(key, (usedOf.get(key) ?? 0) + used);
  return usedOf;
}
