// A test of endpoints on its way from the portal to a gateway, and the answer on its way back. Pure. A row of the
// database is what carries both: gateways reach the backends and open secrets, the portal does neither.
import { z } from "zod";
import { endpointProbeSchema } from "#lib/endpoints/endpoint-probe.ts";
import { sealedPoolSchema } from "#lib/routes/endpoint-pool.ts";
import { MAX_TESTED_TOPICS } from "./endpoint-test.ts";

export const endpointTestRequestSchema = z.object({
  /** The API whose secrets these are; empty where there is none yet, and no secret either. */
  apiId: z.string().max(64),
  /** Whether the portal runs in production: its rules for what people ask for count, whatever the gateway's mode. */
  isProduction: z.boolean(),
  urls: z.array(z.string().max(4_000)).min(1).max(MAX_TESTED_TOPICS),
  /** Time for each handshake. */
  timeoutMs: z.int().min(1).max(60_000),
  headers: sealedPoolSchema.shape.headers,
  tls: sealedPoolSchema.shape.tls,
});

export type EndpointTestRequest = z.output<typeof endpointTestRequestSchema>;

export const endpointTestAnswerSchema = z.discriminatedUnion("kind", [
  /** One for each URL, in their order. */
  z.object({ kind: z.literal("probed"), probes: z.array(endpointProbeSchema) }),
  /** The gateway that took it does not open a secret. */
  z.object({ kind: z.literal("locked") }),
]);

export type EndpointTestAnswer = z.output<typeof endpointTestAnswerSchema>;

/** Dials at a time within one test. */
export const DIALS_AT_ONCE = 4;

/** How long a test may be under way: every batch of dials takes its whole time, and what is around them. */
export function longestTestMs({ urls, timeoutMs }: Pick<EndpointTestRequest, "urls" | "timeoutMs">): number {
  return Math.ceil(urls.length / DIALS_AT_ONCE) * timeoutMs + 5_000;
}
