// Tokens of issuers of others, as far as all of them are alike: header and claims. What a claim means is said by the
// issuer's record. Pure data and its schema.
import { z } from "zod";
import { scopeNameSchema, scopesIn } from "./access-token.ts";
import { issuerAlgorithms } from "./issuer-record.ts";

/** `none`, and what is signed with a shared secret, are not among the algorithms. `crit` is understood by nobody here. */
export const issuerTokenHeaderSchema = z.object({
  typ: z
    .string()
    .regex(/^(?:application\/)?(?:at\+)?jwt$/i)
    .optional(),
  alg: z.enum(issuerAlgorithms),
  kid: z.string().min(1).max(200),
  crit: z.never().optional(),
});
export type IssuerTokenHeader = z.infer<typeof issuerTokenHeaderSchema>;

/** Whose token a text claims to be. */
export const issuedSchema = z.object({ iss: z.string() });

/** Claims; times are Unix time in seconds. */
export const issuerTokenClaimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  jti: z.string().optional(),
});
export type IssuerTokenClaims = z.infer<typeof issuerTokenClaimsSchema>;

/** What names an application. */
export const applicationValueSchema = z.string().min(1).max(200);

const grantedSchema = z.union([z.string().transform(scopesIn), z.array(z.string())]).catch([]);

/** The scopes that a claim holds, as text or list; what is no name of a scope here is left out. */
export function grantedScopes(claim: unknown): string[] {
  return grantedSchema.parse(claim).filter((scope) => scopeNameSchema.safeParse(scope).success);
}
