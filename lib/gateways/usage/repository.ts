// Reads of traffic, for the charts.
import type { DbReader } from "#lib/db/db.ts";
import { SeriesBuilder, spanOf, type UsageRange, type UsageSeries, usageRanges } from "./series.ts";
import { usageDetailsSchema } from "./usage.ts";

/** Buckets read at once: SQLite's driver is synchronous, and the portal serves others meanwhile. */
const bucketsAtOnce = 120;

/** The traffic of an API, or of one of its topics, over a range that ends now. */
export async function getUsageSeries(
  db: DbReader,
  query: {
    readonly apiId: string;
    readonly topic: string | null;
    readonly range: UsageRange;
    readonly now: Date;
  },
): Promise<UsageSeries> {
  const { apiId, topic, range, now } = query;
  const { bucketSeconds } = usageRanges[range];
  const { fromMs, toMs } = spanOf(range, now.getTime());
  const builder = new SeriesBuilder({ range, nowMs: now.getTime(), topic });
  const sliceMs = bucketsAtOnce * bucketSeconds * 1_000;
  for (let sliceFromMs = fromMs; sliceFromMs < toMs; sliceFromMs += sliceMs) {
    const rows = await db.usageBucket.findMany({
      where: {
        apiId,
        seconds: bucketSeconds,
        startedAt: { gte: new Date(sliceFromMs), lt: new Date(Math.min(toMs, sliceFromMs + sliceMs)) },
      },
    });
    for (const { startedAt, details, ...numbers } of rows) {
      builder.add({
        ...numbers,
        connections: Number(numbers.connections),
        messagesIn: Number(numbers.messagesIn),
        messagesOut: Number(numbers.messagesOut),
        startedAtMs: startedAt.getTime(),
        details: usageDetailsSchema.parse(JSON.parse(details)),
      });
    }
  }
  return builder.build();
}
