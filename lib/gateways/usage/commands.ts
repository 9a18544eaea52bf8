// What gateways write of traffic: one row per topic, gateway and stretch of time.
import type { Db } from "#lib/db/db.ts";
import type { UsageSample } from "./usage.ts";

/** Lengths of the stretches in seconds, and how long rows of each are kept. */
export const bucketLengths = [
  { seconds: 10, keptForMs: 3_600_000 },
  { seconds: 60, keptForMs: 2 * 24 * 3_600_000 },
  { seconds: 3_600, keptForMs: 30 * 24 * 3_600_000 },
] as const;

/** A stretch of time on one gateway. */
export type UsageBucket = { readonly gatewayId: string; readonly startedAt: Date; readonly seconds: number };

/** Writes what happened in a bucket; written again, the later numbers count. */
export async function saveUsage(db: Db, bucket: UsageBucket, samples: readonly UsageSample[]): Promise<void> {
  const { gatewayId, startedAt, seconds } = bucket;
  const rows = samples.map(({ details, ...sample }) => ({
    ...sample,
    connections: BigInt(sample.connections),
    messagesIn: BigInt(sample.messagesIn),
    messagesOut: BigInt(sample.messagesOut),
    details: JSON.stringify(details),
  }));
  await db.$transaction(
    rows.map(({ apiId, topic, ...numbers }) =>
      db.usageBucket.upsert({
        where: {
          apiId_startedAt_seconds_topic_gatewayId: { apiId, startedAt, seconds, topic, gatewayId },
        },
        create: { apiId, topic, gatewayId, startedAt, seconds, ...numbers },
        update: numbers,
      }),
    ),
  );
}

/** Forgets buckets that have been kept long enough. */
export async function pruneUsage(db: Db, now: Date): Promise<void> {
  for (const { seconds, keptForMs } of bucketLengths) {
    const before = new Date(now.getTime() - keptForMs);
    await db.usageBucket.deleteMany({ where: { seconds, startedAt: { lt: before } } });
  }
}
