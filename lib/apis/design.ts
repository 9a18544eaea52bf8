// The part of an API that is deployed: what a revision freezes and what the gateway gets compiled from it.
import { z } from "zod";
import { routeSecuritySchema, runtimeLimitsSchema } from "#lib/routing/route-record.ts";

/** The snapshot a revision holds. Descriptions and business info are not in it: they act at once, not by deploying. */
export const designSchema = z.object({
  definition: z.string(),
  productionEndpoint: z.string(),
  sandboxEndpoint: z.string(),
  security: routeSecuritySchema,
  limits: runtimeLimitsSchema,
});
export type Design = z.infer<typeof designSchema>;

/** The text of a snapshot; equal designs give equal texts. */
export function designText(design: Design): string {
  const { definition, productionEndpoint, sandboxEndpoint, security, limits } = design;
  return JSON.stringify({
    definition,
    productionEndpoint,
    sandboxEndpoint,
    security: { apiKey: security.apiKey, oauth2: security.oauth2 },
    limits: {
      backendTimeoutMs: limits.backendTimeoutMs,
      idleTimeoutMs: limits.idleTimeoutMs,
      maxConnectionAgeMs: limits.maxConnectionAgeMs,
      maxMessageBytes: limits.maxMessageBytes,
    },
  });
}
