// The traffic that the Metrics page shows, for the page and the route that keeps it up to date.
import "server-only";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import type { MetricsQuery } from "#components/metrics/metrics-query.ts";
import { getUsageSeries } from "#lib/gateways/usage/repository.ts";
import type { UsageSeries } from "#lib/gateways/usage/series.ts";

export async function loadUsage(apiId: string, { range, topic }: MetricsQuery): Promise<UsageSeries> {
  await requirePermission("api:view");
  return getUsageSeries(getDb(), { apiId, range, topic, now: new Date() });
}
