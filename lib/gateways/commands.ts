// What a running gateway writes about itself, so that the portal can tell what is live where.
import type { DbReader } from "#lib/db/db.ts";

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
