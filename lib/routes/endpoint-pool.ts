// The backends behind an endpoint, and how the gateway uses them. The first backend is the endpoint that the API's pages
// call production or sandbox; the others stand beside it.
// Its secrets stand in three forms: by id in a design, encrypted on the way to the gateway, in the clear in a worker.
import { z } from "zod";
import { type SealedSecret, sealedSecretSchema } from "./sealed-secret.ts";

export const MAX_BACKENDS = 20;
export const MAX_BACKEND_HEADERS = 20;

/** How a backend is chosen for a new connection, among those that are healthy and have room. */
export const balancingStrategies = ["round_robin", "least_connections", "failover"] as const;

/** What can be said of each backend. */
export const backendOptionsSchema = z.object({
  /** Share among the others, for round robin and least connections. */
  weight: z.int().min(1).max(100).default(1),
  /** Most connections at a time from one gateway; 0 for no limit. */
  maxConnections: z.int().min(0).max(1_000_000).default(0),
});

/** One backend. */
export const backendSchema = backendOptionsSchema.extend({
  /** `ws://` or `wss://` URL. */
  url: z.string(),
});

/** Least time between two checks of a backend; what was stored with less is read as this. */
export const LEAST_CHECK_INTERVAL_MS = 1_000;

/** Regular handshakes by which the gateway finds out whether a backend is well; the interval 0 switches them off. */
export const healthCheckSchema = z.object({
  intervalMs: z
    .int()
    .min(0)
    .max(3_600_000)
    .overwrite((ms) => (ms === 0 ? 0 : Math.max(ms, LEAST_CHECK_INTERVAL_MS)))
    .default(10_000),
  /** Whether a backend that stands alone is checked: it is used whatever its checks say. */
  checksAlone: z.boolean().default(false),
  timeoutMs: z.int().min(100).max(60_000).default(3_000),
  /** Appended to the backend's URL for the check; empty asks for the URL itself. */
  path: z.string().max(500).default(""),
  /** Successes in a row after which a backend is taken back in. */
  healthyAfter: z.int().min(1).max(100).default(2),
  /** Failures in a row after which it is left out. */
  unhealthyAfter: z.int().min(1).max(100).default(3),
});

/** What is learnt from the handshakes of clients: so many failures in a row leave a backend out for a time. 0: never. */
export const passiveHealthSchema = z.object({
  failures: z.int().min(0).max(1_000).default(5),
  ejectMs: z.int().min(100).max(3_600_000).default(10_000),
});

/** TLS towards `wss` backends but for the private key. PEM texts; empty ones leave Node's own. */
export const backendTlsSchema = z.object({
  ca: z.string().max(200_000).default(""),
  cert: z.string().max(100_000).default(""),
  /** Name for SNI and for checking the certificate; empty takes the host of the URL. */
  serverName: z.string().max(253).default(""),
});

/** A header field added to the handshake with the backend, but for its value. */
const backendHeaderSchema = z.object({ name: z.string().min(1).max(100) });

const secretId = z.string().max(64);

/** All of an endpoint but its URLs and what has secrets. */
export const poolOptionsSchema = z.object({
  strategy: z.enum(balancingStrategies).default("round_robin"),
  health: healthCheckSchema.prefault({}),
  passive: passiveHealthSchema.prefault({}),
  /** A backend that has just become healthy gets a share that grows to its full one over this time; 0: at once. */
  slowStartMs: z.int().min(0).max(3_600_000).default(0),
  /** Time for name resolution, TCP and TLS with one backend, within the handshake's time. */
  connectTimeoutMs: z.int().min(50).max(60_000).default(3_000),
});

const backends = z.array(backendSchema).min(1).max(MAX_BACKENDS);

/** An endpoint, compiled for the gateway. A backend is known by its URL within its pool. */
export const sealedPoolSchema = poolOptionsSchema.extend({
  backends,
  headers: z
    .array(backendHeaderSchema.extend({ secret: sealedSecretSchema }))
    .max(MAX_BACKEND_HEADERS)
    .default([]),
  /** An empty key is none. */
  tls: backendTlsSchema
    .extend({ key: z.union([z.literal(""), sealedSecretSchema]).default("") })
    .prefault({}),
});

/** The same with its secrets in the clear, as workers and health checks have it: in memory only. */
export const endpointPoolSchema = poolOptionsSchema.extend({
  backends,
  headers: z
    .array(backendHeaderSchema.extend({ value: z.string().max(8_000) }))
    .max(MAX_BACKEND_HEADERS)
    .default([]),
  tls: backendTlsSchema.extend({ key: z.string().max(100_000).default("") }).prefault({}),
});

/** What an API says of an endpoint beyond its first URL. */
export const endpointOptionsSchema = poolOptionsSchema.extend({
  headers: z
    .array(backendHeaderSchema.extend({ secretId: secretId.min(1) }))
    .max(MAX_BACKEND_HEADERS)
    .default([]),
  /** An empty id is no key. */
  tls: backendTlsSchema.extend({ keySecretId: secretId.default("") }).prefault({}),
  /** Of the first backend, whose URL is the endpoint. */
  first: backendOptionsSchema.prefault({}),
  others: z
    .array(backendSchema)
    .max(MAX_BACKENDS - 1)
    .default([]),
});

export type Backend = z.infer<typeof backendSchema>;
export type EndpointPool = z.infer<typeof endpointPoolSchema>;
export type SealedPool = z.infer<typeof sealedPoolSchema>;
export type EndpointOptions = z.infer<typeof endpointOptionsSchema>;

export const defaultEndpointOptions: EndpointOptions = endpointOptionsSchema.parse({});

/** Ids of the secrets that an endpoint names. */
export function secretIdsOf({ headers, tls }: EndpointOptions): string[] {
  return [...headers.map((header) => header.secretId), ...(tls.keySecretId === "" ? [] : [tls.keySecretId])];
}

/** The backends of an endpoint in their order; none where it has no URL. */
export function backendsOf(url: string, { first, others }: EndpointOptions): Backend[] {
  return url === "" ? [] : [{ url, ...first }, ...others];
}

/** The pool of an endpoint; null where it has no URL. Throws for a secret that is not among `secrets`. */
export function compilePool(
  url: string,
  options: EndpointOptions,
  secrets: ReadonlyMap<string, SealedSecret>,
): SealedPool | null {
  if (url === "") return null;
  const { first: _first, others: _others, headers, tls, ...pool } = options;
  const secretOf = (id: string): SealedSecret => {
    const secret = secrets.get(id);
    if (secret === undefined) throw new Error(`no secret ${id}`);
    return secret;
  };
  const { keySecretId, ...trust } = tls;
  return {
    ...pool,
    backends: backendsOf(url, options),
    headers: headers.map((header) => ({ name: header.name, secret: secretOf(header.secretId) })),
    tls: { ...trust, key: keySecretId === "" ? "" : secretOf(keySecretId) },
  };
}
