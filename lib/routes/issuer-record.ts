// Issuers of others, as portal and gateway agree on them: whose tokens count, by which keys, and what their claims mean.
// Pure data and its schema. Nothing symmetric is among it: what verifies a token must not be able to make one.
import { z } from "zod";

/** What may sign a token (RFC 7518 section 3.1, RFC 8037). */
export const issuerAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;
export type IssuerAlgorithm = (typeof issuerAlgorithms)[number];

/** Base64url; the longest is the modulus of an RSA key of 8192 bits. */
const number = z
  .string()
  .max(1_400)
  .regex(/^[\w-]+$/);

/** The public half of a key (RFC 7518 section 6, RFC 8037); whatever else a key set says of it is left out. */
export const publicJwkSchema = z.discriminatedUnion("kty", [
  z.object({ kty: z.literal("RSA"), n: number, e: number.max(8) }),
  z.object({ kty: z.literal("EC"), crv: z.enum(["P-256", "P-384", "P-521"]), x: number, y: number }),
  z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: number }),
]);

export const issuerKeySchema = z.object({
  kid: z.string().min(1).max(200),
  /** The one algorithm that the issuer uses it with; null where it does not say. */
  alg: z.string().max(20).nullable(),
  jwk: publicJwkSchema,
});

export const issuerRecordSchema = z.object({
  id: z.string(),
  /** The `iss` of its tokens, to the letter. */
  url: z.string(),
  /** What `aud` has to hold. */
  audience: z.string(),
  /** The claim that names the application; where `client_id` is missing, `azp` stands for it. */
  applicationClaim: z.string(),
  /** The claim that holds scopes: names between spaces, or a list. */
  scopeClaim: z.string(),
  algorithms: z.array(z.enum(issuerAlgorithms)).min(1),
  /** By how much its clock may differ from the gateway's. */
  clockSkewMs: z.int().min(0),
  keys: z.array(issuerKeySchema),
});

export type IssuerKey = z.infer<typeof issuerKeySchema>;
export type IssuerRecord = z.infer<typeof issuerRecordSchema>;

const CURVES = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" } as const;

/** True where keys of this kind can sign so: an algorithm that a token names must never choose what its key is. */
export function isFitFor({ alg, jwk }: Pick<IssuerKey, "alg" | "jwk">, algorithm: IssuerAlgorithm): boolean {
  if (alg !== null && alg !== algorithm && !(alg === "Ed25519" && algorithm === "EdDSA")) return false;
  if (jwk.kty === "RSA") return algorithm.startsWith("RS") || algorithm.startsWith("PS");
  return jwk.kty === "EC" ? CURVES[jwk.crv] === algorithm : algorithm === "EdDSA";
}
