// Starts a data plane in the test's own process, on free ports, with a clock that the test can set.
import { createHash, randomBytes } from "node:crypto";
import { generate } from "selfsigned";
import { onTestFinished } from "vitest";
import type { z } from "zod";
import type { TlsMaterial } from "#gateway/contract.ts";
import { createDataPlane, type DataPlane, type DataPlaneOptions } from "#gateway/data-plane/data-plane.ts";
import { type EndpointPool, endpointPoolSchema } from "#lib/routes/endpoint-pool.ts";
import { defaultTopicPolicy, type RuntimeLimits } from "#lib/routes/limits.ts";
import { anyOrigin } from "#lib/routes/origin-rule.ts";
import { defaultPassRules, type PassRules } from "#lib/routes/pass-rules.ts";
import type {
  CredentialRecord,
  RouteRecord,
  RoutingEntry,
  TestKeyRecord,
  TopicRoute,
} from "#lib/routes/route-record.ts";

/** A data plane under test. */
export type TestGateway = {
  readonly plane: DataPlane;
  readonly wsPort: number;
  readonly wssPort: number;
  /** The certificate of the wss listener. */
  readonly tls: TlsMaterial;
  /** Sends a batch of the feed. */
  apply(...entries: RoutingEntry[]): void;
  /** Moves the gateway's clock. */
  advance(ms: number): void;
};

let sharedTls: Promise<TlsMaterial> | null = null;

/** A self-signed certificate for localhost and 127.0.0.1. */
export async function generateTls(commonName: string): Promise<TlsMaterial> {
  const pems = await generate([{ name: "commonName", value: commonName }], {
    keyType: "ec",
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { cert: pems.cert, key: pems.private };
}

/** Starts a gateway that knows these entries, as of revision 1 by default; it is closed when the test is over. */
export async function startGateway(
  entries: readonly RoutingEntry[],
  options: Partial<
    Pick<
      DataPlaneOptions,
      | "backendCa"
      | "judgeEgress"
      | "maxPendingHandshakes"
      | "maxFailedCredentials"
      | "maxConnections"
      | "messageMemoryBytes"
      | "randomBytes"
      | "trustedProxies"
    >
  > & {
    readonly revision?: number;
  } = {},
): Promise<TestGateway> {
  sharedTls ??= generateTls("sluice.test");
  const tls = await sharedTls;
  let offsetMs = 0;
  const { revision: firstRevision = 1, ...planeOptions } = options;
  let revision = firstRevision;
  const plane = createDataPlane({
    now: () => Date.now() + offsetMs,
    randomBytes,
    sweepIntervalMs: 20,
    ...planeOptions,
  });
  onTestFinished(() => plane.close());
  plane.applyRouting({ revision, isFull: true, entries });
  const ports = await plane.listen({ host: "127.0.0.1", wsPort: 0, wssPort: 0 }, tls);
  return {
    plane,
    ...ports,
    tls,
    apply: (...changes) => {
      revision += 1;
      plane.applyRouting({ revision, isFull: false, entries: changes });
    },
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

/** A topic as the portal compiles it, secured, both ways. */
export function topic(address: string, overrides: Partial<TopicRoute> = {}): TopicRoute {
  return {
    address,
    uriMapping: null,
    subscribe: true,
    publish: true,
    isSecured: true,
    policy: defaultTopicPolicy,
    ...overrides,
  };
}

/** Limits that limit nothing, without heartbeats. */
export const noLimits: RuntimeLimits = {
  backendTimeoutMs: 5_000,
  idleTimeoutMs: 0,
  maxConnectionAgeMs: 0,
  maxMessageBytes: 0,
  maxBackendMessageBytes: 0,
  heartbeatIntervalMs: 0,
  heartbeatTimeoutMs: 20_000,
  maxConnections: 0,
  maxConnectionsPerAddress: 0,
  maxNewConnectionsPerSecond: 0,
  maxControlFramesPerSecond: 0,
  rateLimits: [],
};

/** What a test says of a route: limits beyond {@link noLimits}, endpoints as URLs or pools, security beyond none. */
export type RouteOverrides = Partial<
  Omit<RouteRecord, "limits" | "endpoints" | "security" | "passRules"> & {
    readonly security: Partial<RouteRecord["security"]>;
    readonly limits: Partial<RuntimeLimits>;
    readonly passRules: Partial<PassRules>;
    readonly endpoints: { readonly production: PoolInput; readonly sandbox: PoolInput | null };
  }
>;
type PoolInput = string | z.input<typeof endpointPoolSchema>;

/** A published, open API `echo` at `/echo/1.0.0` with the topic `/*`; no health checks but those a test asks for. */
export function route(endpoint: PoolInput, overrides: RouteOverrides = {}): RouteRecord {
  const { limits, passRules, endpoints, security, ...others } = overrides;
  return {
    apiId: "api-echo",
    name: "Echo",
    version: "1.0.0",
    revision: 1,
    state: "published",
    basePaths: ["/echo/1.0.0"],
    topics: [topic("/*")],
    endpoints: {
      production: pool(endpoints?.production ?? endpoint),
      sandbox: endpoints?.sandbox ? pool(endpoints.sandbox) : null,
    },
    security: { apiKey: false, oauth2: false, originRule: anyOrigin, ...security },
    limits: { ...noLimits, ...limits },
    passRules: { ...defaultPassRules, ...passRules },
    ...others,
  };
}

function pool(input: PoolInput): EndpointPool {
  const health = { intervalMs: 0 };
  return endpointPoolSchema.parse(
    typeof input === "string" ? { backends: [{ url: input }], health } : { health, ...input },
  );
}

/** The feed's row for an API. */
export function routeEntry(record: RouteRecord): RoutingEntry {
  return { kind: "route", id: record.apiId, record };
}

/** A test key for the API of {@link route}, valid for an hour. */
export function credential(text: string, overrides: Partial<TestKeyRecord> = {}): TestKeyRecord {
  return {
    id: `credential-${text}`,
    kind: "test",
    hash: createHash("sha256").update(text).digest("hex"),
    apiId: "api-echo",
    environment: "production",
    application: "Try it",
    expiresAtMs: Date.now() + 3_600_000,
    ...overrides,
  };
}

/** The feed's row for a credential. */
export function credentialEntry(record: CredentialRecord): RoutingEntry {
  return { kind: "credential", id: record.id, record };
}
