// Reads of revisions, deployments and gateways.
import type { DbReader } from "#lib/db/db.ts";
import type { DeploymentOverview, EnvironmentStatus, EnvironmentUrls, GatewayUrls } from "./deployment.ts";

/** A gateway that has not reported for so long counts as gone. */
const aliveForMs = 10_000;

type Instances = readonly { readonly environmentId: string; readonly routingRevision: number }[];

async function listAliveGateways(db: DbReader, now: Date): Promise<Instances> {
  return db.gatewayInstance.findMany({
    where: { seenAt: { gte: new Date(now.getTime() - aliveForMs) } },
    select: { environmentId: true, routingRevision: true },
  });
}

/** Revisions and deployments of one API. `digest` is that of its current design. */
export async function getDeploymentOverview(
  db: DbReader,
  options: {
    readonly apiId: string;
    readonly digest: string;
    readonly localUrls: GatewayUrls;
    readonly now: Date;
  },
): Promise<DeploymentOverview> {
  const [environments, deployments, revisions, gateways] = await Promise.all([
    db.environment.findMany({ orderBy: { position: "asc" } }),
    db.deployment.findMany({
      where: { apiId: options.apiId },
      include: { revision: { select: { number: true, digest: true } } },
    }),
    db.revision.findMany({
      where: { apiId: options.apiId },
      orderBy: { number: "desc" },
      select: { id: true, number: true, note: true, createdBy: true, createdAt: true },
    }),
    listAliveGateways(db, options.now),
  ]);
  const statuses = environments.map((environment): EnvironmentStatus => {
    const live = deployments.find((deployment) => deployment.environmentId === environment.id);
    const alive = gateways.filter((gateway) => gateway.environmentId === environment.id);
    const serving = live
      ? alive.filter((gateway) => gateway.routingRevision >= live.routingRevision).length
      : 0;
    return {
      environmentId: environment.id,
      name: environment.name,
      displayName: environment.displayName,
      urls: urlsOf(environment, options.localUrls),
      deployment: live
        ? {
            revisionId: live.revisionId,
            revisionNumber: live.revision.number,
            deployedBy: live.deployedBy,
            deployedAt: live.deployedAt,
          }
        : null,
      gateways: { alive: alive.length, serving },
    };
  });
  const isCurrent =
    deployments.length > 0 && deployments.every((live) => live.revision.digest === options.digest);
  return { environments: statuses, revisions, hasUndeployedChanges: !isCurrent };
}

/** Gateways of the environments an API is deployed to that reported lately, and how many serve a revision or a later one. */
export async function countServing(
  db: DbReader,
  query: { readonly apiId: string; readonly routingRevision: number; readonly now: Date },
): Promise<{ readonly alive: number; readonly serving: number }> {
  const deployments = await db.deployment.findMany({
    where: { apiId: query.apiId },
    select: { environmentId: true },
  });
  const environments = new Set(deployments.map(({ environmentId }) => environmentId));
  const gateways = (await listAliveGateways(db, query.now)).filter((gateway) =>
    environments.has(gateway.environmentId),
  );
  return {
    alive: gateways.length,
    serving: gateways.filter((gateway) => gateway.routingRevision >= query.routingRevision).length,
  };
}

/** The environments in their order, with the addresses of their gateways. */
export async function listEnvironmentUrls(
  db: DbReader,
  localUrls: GatewayUrls,
): Promise<readonly EnvironmentUrls[]> {
  const rows = await db.environment.findMany({ orderBy: { position: "asc" } });
  return rows.map(({ name, displayName, ...urls }) => ({ name, displayName, urls: urlsOf(urls, localUrls) }));
}

/** Public URLs of the first environment's gateways: as the administrator set them, or the local ones. */
export async function getPublicUrls(db: DbReader, localUrls: GatewayUrls): Promise<GatewayUrls> {
  const environment = await db.environment.findFirst({
    orderBy: { position: "asc" },
    select: { wsUrl: true, wssUrl: true },
  });
  return urlsOf(environment, localUrls);
}

type OwnUrls = { readonly wsUrl: string | null; readonly wssUrl: string | null };

function urlsOf(own: OwnUrls | null, localUrls: GatewayUrls): GatewayUrls {
  return { ws: own?.wsUrl ?? localUrls.ws, wss: own?.wssUrl ?? localUrls.wss };
}
