// The environment variables of both processes, parsed once at boot (DESIGN.md section 2). Pure: the caller passes the
// environment in; each process reads `process.env` in one file of its own.
import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const settingsSchema = z.object({
  SLUICE_MODE: z.enum(["evaluation", "production"]).default("evaluation"),
  PORTAL_PORT: port(3000),
  /** Public URL of the portal; decides whether cookies are marked Secure. */
  PORTAL_URL: optionalText,
  GATEWAY_WS_PORT: port(9099),
  GATEWAY_WSS_PORT: port(8099),
  GATEWAY_OPS_PORT: port(9098),
  OPS_HOST: z.string().default("127.0.0.1"),
  SAMPLE_PORT: z.union([z.literal("off"), port(9097)]).default(9097),
  HOST: optionalText,
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: optionalText,
  REDIS_URL: optionalText,
  GATEWAY_WORKERS: z.coerce.number().int().min(1).max(256).optional(),
  /** Name of the gateway environment that this gateway serves. */
  GATEWAY_ENVIRONMENT: z.string().default("default"),
  /** Most open connections of a gateway; 0 for no limit but the system's. */
  GATEWAY_MAX_CONNECTIONS: z.coerce.number().int().min(0).max(100_000_000).default(0),
  /** Most handshakes of a gateway that wait for their backend at a time. */
  GATEWAY_MAX_PENDING_HANDSHAKES: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  /** How long a gateway spreads its closes over when it is told to stop, in milliseconds. */
  GATEWAY_DRAIN_MS: z.coerce.number().int().min(0).max(3_600_000).default(5_000),
  TLS_CERT: optionalText,
  TLS_KEY: optionalText,
  AUTH_SECRET: optionalText,
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
  if (settings.SLUICE_MODE === "production" && !settings.AUTH_SECRET) {
    throw new Error("SLUICE_MODE=production needs AUTH_SECRET: a random text of at least 32 characters");
  }
  return {
    ...settings,
    HOST: settings.HOST ?? (settings.SLUICE_MODE === "evaluation" ? "127.0.0.1" : "0.0.0.0"),
    DATABASE_URL: settings.DATABASE_URL ?? `file:${settings.DATA_DIR}/sluice.db`,
  };
}
