// Whether a text is a token of an issuer of others, as gateway and portal both judge it: signature, issuer, audience, and
// the claim that names the application. It is given the keys, and fetches nothing. Pure.
import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { claimsOf, headerOf, signedParts } from "./compact-token.ts";
import { type IssuerAlgorithm, type IssuerKey, type IssuerRecord, isFitFor } from "./issuer-record.ts";
import {
  applicationValueSchema,
  type IssuerTokenClaims,
  type IssuerTokenHeader,
  issuerTokenClaimsSchema,
  issuerTokenHeaderSchema,
} from "./issuer-token.ts";

/** An issuer's keys, ready to verify with, by `kid`. */
export type IssuerKeys = ReadonlyMap<string, IssuerKey & { readonly key: KeyObject }>;

/** When a token is valid; Unix time. */
export type TokenSpan = {
  readonly validFromMs: number;
  /** When it has expired even by a clock that is slow. */
  readonly endsAtMs: number;
};

/** A token that its issuer has signed for the audience; its times were not looked at. */
export type IssuerToken = TokenSpan & {
  readonly header: IssuerTokenHeader;
  readonly claims: IssuerTokenClaims;
  /** What names the application. */
  readonly client: string;
  readonly audiences: readonly string[];
};

/** What is wrong with a token, whenever it is looked at. */
export type IssuerTokenFault = "malformed" | "unknownKey" | "badSignature" | "wrongIssuer" | "wrongAudience";

/** RFC 7518 section 3.3. */
const MIN_RSA_BITS = 2_048;

export function readIssuerKeys(record: Pick<IssuerRecord, "keys">): IssuerKeys {
  const keys = new Map<string, IssuerKey & { readonly key: KeyObject }>();
  for (const each of record.keys) {
    try {
      const key = createPublicKey({ key: each.jwk, format: "jwk" });
      const { modulusLength = MIN_RSA_BITS } = key.asymmetricKeyDetails ?? {};
      if (modulusLength >= MIN_RSA_BITS) keys.set(each.kid, { ...each, key });
    } catch {
      // No point on the curve: it verifies nothing, and its tokens are of an unknown key.
    }
  }
  return keys;
}

/** The token that a text is by an issuer whose keys these are, or why it is none. */
export function verifyIssuerToken(
  text: string,
  record: IssuerRecord,
  keys: IssuerKeys,
): IssuerToken | IssuerTokenFault {
  const header = headerOf(text, issuerTokenHeaderSchema);
  const claims = issuerTokenClaimsSchema.safeParse(claimsOf(text)).data;
  if (header === null || claims === undefined) return "malformed";
  if (claims.iss !== record.url) return "wrongIssuer";
  if (!record.algorithms.includes(header.alg)) return "malformed";
  const key = keys.get(header.kid);
  if (key === undefined) return "unknownKey";
  // What a key is for is said by the issuer, never by the token (RFC 8725 section 3.1).
  if (!isFitFor(key, header.alg) || !isSignedBy(text, header.alg, key.key)) return "badSignature";
  const client = applicationOf(claims, record);
  if (client === null) return "malformed";
  const audiences = audiencesOf(claims);
  if (!isFor(audiences, client, record)) return "wrongAudience";
  return { header, claims, client, audiences, ...spanOf(claims, record) };
}

/** What is wrong with a token at a time; null where nothing is. */
export function faultAt(
  { validFromMs, endsAtMs }: TokenSpan,
  nowMs: number,
): "expired" | "notYetValid" | null {
  if (endsAtMs <= nowMs) return "expired";
  return validFromMs > nowMs ? "notYetValid" : null;
}

/** Of a token that is for the client that got it (an ID token), the client has chosen the audience by its own name. */
export function isFor(audiences: readonly string[], client: string, { audience }: IssuerRecord): boolean {
  return audiences.includes(audience) && client !== audience;
}

export function audiencesOf({ aud }: IssuerTokenClaims): string[] {
  return [aud].flat();
}

/** The claims are a stranger's, and so are their names. */
export function claimOf(claims: IssuerTokenClaims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function isSignedBy(text: string, algorithm: IssuerAlgorithm, key: KeyObject): boolean {
  const { input, signature } = signedParts(text);
  if (algorithm === "EdDSA") return verify(null, input, key, signature);
  const digest = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith("ES")) return verify(digest, input, { key, dsaEncoding: "ieee-p1363" }, signature); // RFC 7518 section 3.4
  if (algorithm.startsWith("RS")) return verify(digest, input, key, signature);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST; // RFC 7518 section 3.5
  return verify(digest, input, { key, padding, saltLength }, signature);
}

/** What names the application; null where the token does not say. */
function applicationOf(claims: IssuerTokenClaims, { applicationClaim }: IssuerRecord): string | null {
  const value = claimOf(claims, applicationClaim);
  const named = value === undefined && applicationClaim === "client_id" ? claimOf(claims, "azp") : value;
  return applicationValueSchema.safeParse(named).data ?? null;
}

function spanOf({ exp, iat = 0, nbf = 0 }: IssuerTokenClaims, { clockSkewMs }: IssuerRecord): TokenSpan {
  return {
    validFromMs: Math.max(iat, nbf) * 1_000 - clockSkewMs,
    endsAtMs: exp * 1_000 + clockSkewMs,
  };
}
