// The part of an API that is deployed: what a revision freezes and what the gateway gets compiled from it.
import { z } from "zod";
import { defaultEndpointOptions, endpointOptionsSchema } from "#lib/routes/endpoint-pool.ts";
import { runtimeLimitsSchema } from "#lib/routes/limits.ts";
import { arePassRulesDefault, defaultPassRules, passRulesSchema } from "#lib/routes/pass-rules.ts";
import { routeSecuritySchema } from "#lib/routes/route-record.ts";

/** The snapshot a revision holds. Descriptions and business info are not in it: they act at once, not by deploying. */
export const designSchema = z.object({
  definition: z.string(),
  productionEndpoint: z.string(),
  sandboxEndpoint: z.string(),
  /** What is said of the two endpoints beyond their first URL. */
  productionOptions: endpointOptionsSchema.default(defaultEndpointOptions),
  sandboxOptions: endpointOptionsSchema.default(defaultEndpointOptions),
  security: routeSecuritySchema,
  limits: runtimeLimitsSchema,
  passRules: passRulesSchema.default(defaultPassRules),
});
export type Design = z.infer<typeof designSchema>;

/**
 * The text of a snapshot; equal designs give equal texts, since the schema puts the keys in its own order. The origin
 * rule and the pass rules that everybody has are left out: the digest of a design from before there were any stays what
 * it is, and deploying it again changes nothing. For the same reason a rule that came later stands there only where it is
 * chosen.
 */
export function designText(design: Design): string {
  const { passRules, ...parsed } = designSchema.parse(design);
  const { originRule, ...credentials } = parsed.security;
  const { enforcesHandshake, tellsThrottled, ...olderRules } = passRules;
  const laterRules = {
    ...(enforcesHandshake && { enforcesHandshake }),
    ...(tellsThrottled && { tellsThrottled }),
  };
  return JSON.stringify({
    ...parsed,
    security: originRule.kind === "any" ? credentials : parsed.security,
    ...(arePassRulesDefault(passRules) ? {} : { passRules: { ...olderRules, ...laterRules } }),
  });
}
