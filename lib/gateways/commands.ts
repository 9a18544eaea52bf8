// What a running gateway writes about itself, so that the portal can tell what is live where.
import type { Db, DbReader } from "#lib/db/db.ts";

export type GatewayReport = {
  readonly id: string;
  readonly environmentId: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** Routing revision that all workers of the gateway serve. */
  readonly routingRevision: number;
  readonly openConnections: number;
  readonly host: string;
};

/** What has been silent for so long is taken for gone. */
const forgetAfterMs = 3_600_000;

/** Reports that a gateway is alive, and forgets those that have long been silent. */
export async function reportGateway(db: DbReader, report: GatewayReport): Promise<void> {
  const { id, ...fields } = report;
  await db.gatewayInstance.upsert({ where: { id }, create: report, update: fields });
  await db.gatewayInstance.deleteMany({
    where: { seenAt: { lt: new Date(report.seenAt.getTime() - forgetAfterMs) } },
  });
}

/** Removes a gateway that stops. */
export async function removeGateway(db: DbReader, id: string): Promise<void> {
  await db.gatewayInstance.deleteMany({ where: { id } });
}

/** How a gateway sees a backend. */
export type BackendHealthReport = {
  readonly apiId: string;
  readonly environment: string;
  readonly url: string;
  readonly state: "healthy" | "unhealthy" | "ejected" | "unknown";
  readonly since: Date;
  readonly problem: string;
  readonly connections: number;
  readonly dialMs: number | null;
};

/** Writes how a gateway sees some backends. */
export async function reportBackends(
  db: Db,
  gatewayId: string,
  reports: readonly BackendHealthReport[],
  reportedAt: Date,
): Promise<void> {
  await db.$transaction(
    reports.map(({ apiId, environment, url, ...facts }) =>
      db.backendHealth.upsert({
        where: { gatewayId_apiId_environment_url: { gatewayId, apiId, environment, url } },
        create: { gatewayId, apiId, environment, url, ...facts, reportedAt },
        update: { ...facts, reportedAt },
      }),
    ),
  );
}

/** Takes back what a gateway has said of some backends. */
export async function removeBackends(
  db: Db,
  gatewayId: string,
  backends: readonly Pick<BackendHealthReport, "apiId" | "environment" | "url">[],
): Promise<void> {
  await db.backendHealth.deleteMany({
    where: { gatewayId, OR: backends.map(({ apiId, environment, url }) => ({ apiId, environment, url })) },
  });
}

/** Forgets what was said an hour ago: a gateway that is there says it again before that. */
export async function pruneBackends(db: Db, now: Date): Promise<void> {
  await db.backendHealth.deleteMany({
    where: { reportedAt: { lt: new Date(now.getTime() - forgetAfterMs) } },
  });
}

/** Takes back what gateways have said of backends that are not alive any more, this one included where it stops. */
export async function forgetBackends(db: Db, gatewayId: string): Promise<void> {
  const alive = await db.gatewayInstance.findMany({ select: { id: true } });
  const others = alive.map(({ id }) => id).filter((id) => id !== gatewayId);
  await db.backendHealth.deleteMany({ where: { gatewayId: { notIn: others } } });
}
