// Reads of what the gateways report of backends.
import { z } from "zod";
import { designSchema } from "#lib/apis/design.ts";
import type { DbReader } from "#lib/db/db.ts";
import { backendsOf } from "#lib/routes/endpoint-pool.ts";
import { type ApiHealth, type BackendName, backendStates, mergeHealth } from "./backend-health.ts";

/** A gateway that has not reported for so long counts as gone. */
const aliveForMs = 10_000;

const reportSchema = z.object({
  environment: z.enum(["production", "sandbox"]),
  url: z.string(),
  state: z.enum(backendStates).catch("unknown"),
  since: z.date(),
  problem: z.string(),
  connections: z.int(),
  dialMs: z.number().nullable(),
});

/** Whether some gateway, of whatever environment, has reported of late. */
export async function isAnyGatewayAlive(db: DbReader, now: Date): Promise<boolean> {
  const seenAt = { gte: new Date(now.getTime() - aliveForMs) };
  return (await db.gatewayInstance.findFirst({ where: { seenAt }, select: { id: true } })) !== null;
}

/** The backends that are live somewhere, as the gateways that are alive see them. */
export async function getApiHealth(
  db: DbReader,
  query: { readonly apiId: string; readonly now: Date },
): Promise<ApiHealth> {
  const deployments = await db.deployment.findMany({
    where: { apiId: query.apiId },
    orderBy: { environment: { position: "asc" } },
    select: { environmentId: true, revision: { select: { id: true, snapshot: true } } },
  });
  const alive = await db.gatewayInstance.findMany({
    where: {
      environmentId: { in: deployments.map(({ environmentId }) => environmentId) },
      seenAt: { gte: new Date(query.now.getTime() - aliveForMs) },
    },
    select: { id: true },
  });
  const rows = await db.backendHealth.findMany({
    where: { apiId: query.apiId, gatewayId: { in: alive.map(({ id }) => id) } },
    orderBy: { gatewayId: "asc" },
  });
  const snapshots = new Map(deployments.map(({ revision }) => [revision.id, revision.snapshot]));
  return {
    aliveGateways: alive.length,
    backends: mergeHealth(namedBackends([...snapshots.values()]), z.array(reportSchema).parse(rows)),
  };
}

/** The backends that some of the revisions names, each once. */
function namedBackends(snapshots: readonly string[]): readonly BackendName[] {
  const named = new Map<string, BackendName>();
  for (const snapshot of snapshots) {
    const design = designSchema.parse(JSON.parse(snapshot));
    const pools = {
      production: backendsOf(design.productionEndpoint, design.productionOptions),
      sandbox: backendsOf(design.sandboxEndpoint, design.sandboxOptions),
    };
    for (const environment of ["production", "sandbox"] as const) {
      for (const { url } of pools[environment]) {
        named.set(`${environment} ${url}`, { environment, url });
      }
    }
  }
  return [...named.values()].sort((left, right) => left.environment.localeCompare(right.environment));
}
