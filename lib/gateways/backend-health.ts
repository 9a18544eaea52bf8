// How the gateways together see the backends that are deployed. Pure; the rows come from repository.ts.
import type { EndpointEnvironment } from "#lib/routes/route-record.ts";

export const backendStates = ["healthy", "unhealthy", "ejected", "unknown"] as const;
export type BackendState = (typeof backendStates)[number];

export type BackendName = { readonly environment: EndpointEnvironment; readonly url: string };

/** How one gateway sees one backend. */
export type BackendReport = BackendName & {
  readonly state: BackendState;
  readonly since: Date;
  readonly problem: string;
  readonly connections: number;
  readonly dialMs: number | null;
};

/** How all gateways see one backend. Times are ISO texts: this travels as JSON. */
export type BackendHealth = BackendName & {
  /** The worst that a gateway says. */
  readonly state: BackendState;
  /** Since when it is so; null where no gateway says anything. */
  readonly since: string | null;
  /** Why it is not healthy; empty otherwise. */
  readonly problem: string;
  readonly connections: number;
  /** The slowest gateway's last dial, in milliseconds. */
  readonly dialMs: number | null;
  /** How many gateways report it, and how many of them in this state. */
  readonly gateways: { readonly reporting: number; readonly agreeing: number };
};

/** What the Endpoints page shows live. */
export type ApiHealth = {
  /** Gateways that have reported in the last seconds. */
  readonly aliveGateways: number;
  /** In the order in which they stand in the endpoints. */
  readonly backends: readonly BackendHealth[];
};

const fromWorst: readonly BackendState[] = ["unhealthy", "ejected", "unknown", "healthy"];

/** One line for each deployed backend, whether it is reported or not. */
export function mergeHealth(
  deployed: readonly BackendName[],
  reports: readonly BackendReport[],
): readonly BackendHealth[] {
  return deployed.map(({ environment, url }) => {
    const own = reports.filter((report) => report.environment === environment && report.url === url);
    const state =
      fromWorst.find((candidate) => own.some((report) => report.state === candidate)) ?? "unknown";
    const agreeing = own.filter((report) => report.state === state);
    const since = agreeing.map((report) => report.since.getTime());
    const dials = own.flatMap(({ dialMs }) => (dialMs === null ? [] : [dialMs]));
    return {
      environment,
      url,
      state,
      since: since.length === 0 ? null : new Date(Math.min(...since)).toISOString(),
      problem: agreeing.find(({ problem }) => problem !== "")?.problem ?? "",
      connections: own.reduce((sum, { connections }) => sum + connections, 0),
      dialMs: dials.length === 0 ? null : Math.max(...dials),
      gateways: { reporting: own.length, agreeing: agreeing.length },
    };
  });
}
