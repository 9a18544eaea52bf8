// Revisions, deployments and gateway environments as pages draw them.

export type RevisionSummary = {
  readonly id: string;
  readonly number: number;
  readonly note: string;
  readonly createdBy: string;
  readonly createdAt: Date;
};

/** Public addresses of an environment's gateways, without a path: `ws://localhost:9099`. */
export type GatewayUrls = { readonly ws: string; readonly wss: string };

/** The gateways of this machine, for where the administrator has set no public address. */
export function localGatewayUrls(ports: {
  readonly GATEWAY_WS_PORT: number;
  readonly GATEWAY_WSS_PORT: number;
}): GatewayUrls {
  return { ws: `ws://localhost:${ports.GATEWAY_WS_PORT}`, wss: `wss://localhost:${ports.GATEWAY_WSS_PORT}` };
}

/** An environment as consumers are told of it. */
export type EnvironmentUrls = {
  readonly name: string;
  readonly displayName: string;
  readonly urls: GatewayUrls;
};

/** An environment and what is deployed there of one API. */
export type EnvironmentStatus = EnvironmentUrls & {
  readonly environmentId: string;
  readonly deployment: {
    readonly revisionId: string;
    readonly revisionNumber: number;
    readonly deployedBy: string;
    readonly deployedAt: Date;
  } | null;
  /** Gateways that reported lately, and how many of them serve this deployment already. */
  readonly gateways: { readonly alive: number; readonly serving: number };
};

export type DeploymentOverview = {
  readonly environments: readonly EnvironmentStatus[];
  readonly revisions: readonly RevisionSummary[];
  /** True where the design differs from what is deployed, or nothing is deployed yet. */
  readonly hasUndeployedChanges: boolean;
};
