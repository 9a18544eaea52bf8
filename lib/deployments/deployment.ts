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

/** An environment and what is deployed there of one API. */
export type EnvironmentStatus = {
  readonly environmentId: string;
  readonly name: string;
  readonly displayName: string;
  readonly urls: GatewayUrls;
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
