// The environment variables of both processes, parsed once at boot (DESIGN.md section 2). Pure: the caller passes the
// environment in; each process reads `process.env` in one file of its own.
import { z } from "zod";
import { parseEgressRules } from "#lib/egress/egress-rules.ts";
import { parseTrustedProxies } from "#lib/network/trusted-proxies.ts";
import { decodeSecretsKey, secretsKeyAdvice } from "./keyring.ts";
import { isLoopbackHost } from "./loopback-host.ts";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

/** Where the portal is reached: an origin, `https://sluice.example`, in the form that browsers send. */
const origin = optionalText.transform((text, issues) => {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  const isPlain = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isPlain) return url.origin;
  issues.addIssue({ code: "custom", message: "give a scheme and a host, such as https://sluice.example" });
  return z.NEVER;
});

/** What is wrong with it is never said with its text: it holds a password. */
const redisUrl = optionalText.refine(
  (text) => text === undefined || isRedisUrl(text),
  "give a scheme, a host and, where there are any, a password and the number of a database, such as " +
    "rediss://:password@redis.example:6379/0; write signs of the password that an address reads otherwise as %23",
);

function isRedisUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === "") return false;
  if (!/^\/?\d*$/.test(url.pathname) || url.search !== "" || url.hash !== "") return false;
  // A % of the password that begins no sign of its own.
  return !/%(?![\dA-Fa-f]{2})/.test(url.username + url.password);
}

const leastAuthSecretLength = 32;
const trustedProxies = z
  .string()
  .optional()
  .transform((text, context) => {
    try {
      return parseTrustedProxies(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

const secretsKey = optionalText.refine(
  (text) => text === undefined || decodeSecretsKey(text) !== null,
  `has to be ${secretsKeyAdvice}`,
);

/** A comma list of networks and names, as text: the policy takes it apart. */
const egressRules = z
  .string()
  .default("")
  .superRefine((text, issues) => {
    const { wrong } = parseEgressRules(text);
    if (wrong.length === 0) return;
    const message = `not a network, address or name: ${wrong.join(", ")}. Example: 10.0.0.0/8, *.example.com`;
    issues.addIssue({ code: "custom", message });
  });

const settingsSchema = z.object({
  SLUICE_MODE: z.enum(["evaluation", "production"]).default("evaluation"),
  PORTAL_PORT: port(3000),
  /** Where people reach the portal: the only name it answers to in production; its scheme decides how cookies are kept. */
  PUBLIC_URL: origin,
  GATEWAY_WS_PORT: port(9099),
  GATEWAY_WSS_PORT: port(8099),
  GATEWAY_OPS_PORT: port(9098),
  /** Proxies whose X-Forwarded-* are believed: addresses and CIDR ranges, or a number of hops. */
  TRUST_PROXY: trustedProxies,
  OPS_HOST: z.string().default("127.0.0.1"),
  SAMPLE_PORT: z.union([z.literal("off"), port(9097)]).default(9097),
  HOST: optionalText,
  /** 1 where evaluation mode, whose passwords anybody can read, may be reached from other machines. */
  SLUICE_PUBLIC_DEMO: z.enum(["0", "1"]).default("0"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: optionalText,
  /** Of the Redis through which gateways share limits. */
  REDIS_URL: redisUrl,
  /** How long a gateway goes on with its last share of them when Redis does not answer. */
  REDIS_GRACE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(30),
  /** What comes then: each gateway allows the whole of a limit by itself, or refuses what is limited. */
  REDIS_LOSS: z.enum(["allow", "refuse"]).default("allow"),
  GATEWAY_WORKERS: z.coerce.number().int().min(1).max(256).optional(),
  /** Name of the gateway environment that this gateway serves. */
  GATEWAY_ENVIRONMENT: z.string().default("default"),
  /** Most open connections of a gateway; 0 for no limit but the system's. */
  GATEWAY_MAX_CONNECTIONS: z.coerce.number().int().min(0).max(100_000_000).default(0),
  /** Most unknown credentials from one client network within a minute, at a gateway; 0 for no limit. */
  GATEWAY_MAX_FAILED_CREDENTIALS: z.coerce.number().int().min(0).max(1_000_000).default(30),
  /** Most handshakes of a gateway that wait for their backend at a time. */
  GATEWAY_MAX_PENDING_HANDSHAKES: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  /** How long a gateway spreads its closes over when it is told to stop, in milliseconds. */
  GATEWAY_DRAIN_MS: z.coerce.number().int().min(0).max(3_600_000).default(5_000),
  /** Where portal and gateway may not dial, and the exceptions to that: lib/egress. */
  EGRESS_DENY: egressRules,
  EGRESS_ALLOW: egressRules,
  TLS_CERT: optionalText,
  TLS_KEY: optionalText,
  AUTH_SECRET: optionalText,
  /** Wraps the data keys of stored secrets; evaluation mode generates one into DATA_DIR. */
  SLUICE_SECRETS_KEY: secretsKey,
  /** The one before it, until `npm run secrets -- rotate` has run. */
  SLUICE_SECRETS_KEY_OLD: secretsKey,
  /** Whether people may make accounts for themselves, as subscribers; by the mode where it is not set. */
  SELF_REGISTRATION: z.enum(["on", "off"]).optional(),
  ADMIN_EMAIL: optionalText,
  ADMIN_PASSWORD: optionalText,
  /** Base URL of an OTLP/HTTP receiver; set, every handshake that reaches its backend leaves a trace there. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalText,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Settings = Readonly<
  Omit<z.infer<typeof settingsSchema>, "HOST" | "DATABASE_URL"> & { HOST: string; DATABASE_URL: string }
>;

/**
 * Parses an environment. Throws an Error whose message names each wrong variable and what it should be.
 * Empty variables count as unset.
 */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment has wrong settings:\n${lines.join("\n")}`);
  }
  const settings = parsed.data;
  const { SLUICE_MODE: mode } = settings;
  const HOST = settings.HOST ?? (mode === "evaluation" ? "127.0.0.1" : "0.0.0.0");
  if (mode === "production") refuseWeakSecret(settings.AUTH_SECRET);
  if (mode === "production" && !settings.SLUICE_SECRETS_KEY) {
    throw new Error(`SLUICE_MODE=production needs SLUICE_SECRETS_KEY: ${secretsKeyAdvice}`);
  }
  if (mode === "evaluation" && settings.SLUICE_PUBLIC_DEMO !== "1") refusePublicDemo(HOST);
  return { ...settings, HOST, DATABASE_URL: settings.DATABASE_URL ?? `file:${settings.DATA_DIR}/sluice.db` };
}

/** Where the portal is reached, as far as its settings tell. */
export function publicOrigin({
  PUBLIC_URL,
  PORTAL_PORT,
}: Pick<Settings, "PUBLIC_URL" | "PORTAL_PORT">): string {
  return PUBLIC_URL ?? `http://localhost:${PORTAL_PORT}`;
}

function refuseWeakSecret(secret: string | undefined): void {
  if (secret && secret.length >= leastAuthSecretLength) return;
  const wrong = secret ? `has ${secret.length} characters` : "is not set";
  throw new Error(
    `SLUICE_MODE=production needs AUTH_SECRET, a random text of at least ${leastAuthSecretLength} characters, and it ${wrong}. ` +
      "Make one with `openssl rand -base64 32`.",
  );
}

function refusePublicDemo(host: string): void {
  if (isLoopbackHost(host)) return;
  throw new Error(
    `HOST=${host} would open the demo accounts, whose passwords anybody can read, to other machines. ` +
      "Leave HOST out, or set SLUICE_MODE=production, or set SLUICE_PUBLIC_DEMO=1 if that is what you want.",
  );
}
