// The gateways' writes of what passed under quotas: each gateway writes its own part.
import type { Db } from "#lib/db/db.ts";

/** What a gateway let pass of a quota in one window, in all since the window began. */
export type UsedQuota = {
  readonly key: string;
  readonly subscriptionId: string;
  readonly used: number;
  readonly endsAtMs: number;
};

/** How long what was used stays to be looked at after its window: a month and some days. */
const KEPT_MS = 35 * 24 * 3_600_000;

export async function saveUsedQuotas(
  db: Db,
  gatewayId: string,
  quotas: readonly UsedQuota[],
  now: Date,
): Promise<void> {
  for (const { key, subscriptionId, used, endsAtMs } of quotas) {
    const fields = { subscriptionId, used, endsAt: new Date(endsAtMs), updatedAt: now };
    await db.planUsage.upsert({
      where: { key_gatewayId: { key, gatewayId } },
      create: { key, gatewayId, ...fields },
      update: fields,
    });
  }
}

/** Removes what nobody looks at any more. */
export async function pruneUsedQuotas(db: Db, now: Date): Promise<void> {
  await db.planUsage.deleteMany({ where: { endsAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
}
