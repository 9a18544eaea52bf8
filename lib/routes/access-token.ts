// Access tokens of OAuth clients (RFC 9068) as portal and gateway agree on them: claims, and the keys that verify them.
// Pure data and its schema; the portal signs, the gateway verifies.
import { z } from "zod";

/** Whom tokens are for (`aud`): the gateway, whoever asks for one. */
export const TOKEN_AUDIENCE = "urn:sluice:gateway";
/** Media type in a token's header (RFC 9068 section 2.1). */
export const TOKEN_TYPE = "at+jwt";
/** The one algorithm; a key is for nothing else (RFC 8725 section 3.1). */
export const TOKEN_ALGORITHM = "ES256";
/** By how much the clocks of portal and gateway may differ. */
export const CLOCK_SKEW_MS = 60_000;

/** A public key that verifies tokens, as the gateways know it. */
export const verificationKeyRecordSchema = z.object({
  /** Key id (`kid`). */
  id: z.string(),
  /** Whose tokens it verifies (`iss`). */
  issuer: z.string(),
  jwk: z.object({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: z.string(),
    y: z.string(),
  }),
});
export type VerificationKeyRecord = z.infer<typeof verificationKeyRecordSchema>;

/** A token that was revoked before its end; it can be forgotten after that. */
export const revokedTokenRecordSchema = z.object({
  /** The token's `jti`. */
  id: z.string(),
  /** Credential whose connections are concerned. */
  clientId: z.string(),
  expiresAtMs: z.int(),
});
export type RevokedTokenRecord = z.infer<typeof revokedTokenRecordSchema>;

/** Name of a scope: a token of RFC 6749 section 3.3. */
export const scopeNameSchema = z
  .string()
  .max(60, "A scope's name has at most 60 characters")
  .regex(
    /^[\x21\x23-\x5b\x5d-\x7e]+$/,
    "A scope's name has letters, digits and signs, without spaces, \" and \\",
  );

/** The names in a `scope` parameter or claim: separated by spaces, each once. */
export function scopesIn(text: string): string[] {
  return [...new Set(text.split(" ").filter((name) => name !== ""))];
}

/** Header of a token that could be one of ours. `crit` names extensions, none of which is understood here. */
export const tokenHeaderSchema = z.object({
  typ: z.literal([TOKEN_TYPE, `application/${TOKEN_TYPE}`]),
  alg: z.literal(TOKEN_ALGORITHM),
  kid: z.string().max(100),
  crit: z.never().optional(),
});

/** Claims; times are Unix time in seconds. */
export const tokenClaimsSchema = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.string(),
  client_id: z.string().max(100),
  iat: z.number(),
  nbf: z.number().optional(),
  exp: z.number(),
  jti: z.string().max(100),
  /** Id of the secret that the token was got with: revoking it revokes the token. */
  secret_id: z.string().max(100),
  /** Scopes that were granted, separated by spaces; absent where none was. */
  scope: z.string().optional(),
});
export type TokenClaims = z.infer<typeof tokenClaimsSchema>;
