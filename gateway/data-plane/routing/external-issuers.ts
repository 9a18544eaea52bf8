// Tokens of issuers that an admin has registered, verified with the keys that the feed brings: nothing is ever fetched for
// one. A key that is not known is noted, so that the portal looks for it; the token is refused until it is there.
import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { claimsOf, headerOf, signedParts } from "#gateway/data-plane/routing/compact-token.ts";
import {
  type AccessToken,
  type TokenFault,
  type Verified,
  VerifiedTokens,
} from "#gateway/data-plane/routing/verified-tokens.ts";
import {
  type IssuerAlgorithm,
  type IssuerKey,
  type IssuerRecord,
  isFitFor,
} from "#lib/routes/issuer-record.ts";
import {
  applicationValueSchema,
  grantedScopes,
  type IssuerTokenClaims,
  type IssuerTokenHeader,
  issuedSchema,
  issuerTokenClaimsSchema,
  issuerTokenHeaderSchema,
} from "#lib/routes/issuer-token.ts";

/** A token, and whose. */
export type ExternalToken = { readonly issuerId: string; readonly token: AccessToken | TokenFault };

/** RFC 7518 section 3.3. */
const MIN_RSA_BITS = 2_048;

type Known = {
  readonly record: IssuerRecord;
  readonly keys: ReadonlyMap<string, IssuerKey & { readonly key: KeyObject }>;
  readonly verified: VerifiedTokens;
};

export class ExternalIssuers {
  readonly #byId = new Map<string, Known>();
  /** By the name that tokens give. */
  readonly #byUrl = new Map<string, Known>();
  #wanted = new Set<string>();

  /** Takes in an issuer as it is now. Every token is verified anew: its key may be gone, or what is asked of it another. */
  set(id: string, record: IssuerRecord | null): void {
    const former = this.#byId.get(id);
    this.#byId.delete(id);
    if (former !== undefined && this.#byUrl.get(former.record.url) === former)
      this.#byUrl.delete(former.record.url);
    if (record === null) return;
    const known = { record, keys: keysOf(record), verified: new VerifiedTokens() };
    this.#byId.set(id, known);
    this.#byUrl.set(record.url, known);
  }

  /**
   * True while an issuer is registered and switched on, and what is asked of its tokens now is what this one has: its
   * algorithm and audience, and the claims that it was read by.
   */
  isInForce({ clientId, readUnder }: AccessToken, id: string): boolean {
    const record = this.#byId.get(id)?.record;
    return (
      record !== undefined &&
      readUnder !== null &&
      record.algorithms.includes(readUnder.alg) &&
      isFor(readUnder.audiences, clientId, record) &&
      record.applicationClaim === readUnder.applicationClaim &&
      record.scopeClaim === readUnder.scopeClaim
    );
  }

  /** The token that a text is, by one of the issuers; null where it names none of them. */
  read(text: string, nowMs: number): ExternalToken | null {
    const known = this.#issuerOf(text);
    if (known === null) return null;
    const token = known.verified.read(text, nowMs, (it) => this.#verify(it, known));
    return { issuerId: known.record.id, token };
  }

  /** True where a text says that it is for this gateway: whoever it comes from, it is not for anybody behind it. */
  isMeantForUs(text: string): boolean {
    const known = this.#issuerOf(text);
    const claims = known && issuerTokenClaimsSchema.safeParse(claimsOf(text)).data;
    return known !== null && claims != null && audiencesOf(claims).includes(known.record.audience);
  }

  /** Issuers of which a key was named that is not known, since the last call. */
  takeWanted(): string[] {
    const wanted = [...this.#wanted];
    this.#wanted = new Set();
    return wanted;
  }

  clear(): void {
    this.#byId.clear();
    this.#byUrl.clear();
  }

  #issuerOf(text: string): Known | null {
    if (this.#byUrl.size === 0) return null;
    const iss = issuedSchema.safeParse(claimsOf(text)).data?.iss;
    return iss === undefined ? null : (this.#byUrl.get(iss) ?? null);
  }

  #verify(text: string, { record, keys }: Known): Verified | TokenFault {
    const header = headerOf(text, issuerTokenHeaderSchema);
    if (header === null || !record.algorithms.includes(header.alg)) return "malformed";
    const key = keys.get(header.kid);
    if (key === undefined) {
      this.#wanted.add(record.id);
      return "unknownKey";
    }
    // What a key is for is said by the issuer, never by the token (RFC 8725 section 3.1).
    if (!isFitFor(key, header.alg) || !isSignedBy(text, header.alg, key.key)) return "badSignature";
    const claims = issuerTokenClaimsSchema.safeParse(claimsOf(text)).data;
    const client = claims && applicationOf(claims, record);
    if (claims === undefined || client == null) return "malformed";
    return isFor(audiencesOf(claims), client, record)
      ? verifiedOf(claims, client, header, record)
      : "wrongAudience";
  }
}

function keysOf(record: IssuerRecord): Known["keys"] {
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

/** Of a token that is for the client that got it (an ID token), the client has chosen the audience by its own name. */
function isFor(audiences: readonly string[], client: string, { audience }: IssuerRecord): boolean {
  return audiences.includes(audience) && client !== audience;
}

function audiencesOf({ aud }: IssuerTokenClaims): string[] {
  return [aud].flat();
}

/** What names the application; null where the token does not say. */
function applicationOf(claims: IssuerTokenClaims, { applicationClaim }: IssuerRecord): string | null {
  const value = claimOf(claims, applicationClaim);
  const named = value === undefined && applicationClaim === "client_id" ? claimOf(claims, "azp") : value;
  return applicationValueSchema.safeParse(named).data ?? null;
}

/** The claims are a stranger's, and so are their names. */
function claimOf(claims: IssuerTokenClaims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function verifiedOf(
  claims: IssuerTokenClaims,
  client: string,
  { alg, kid }: IssuerTokenHeader,
  record: IssuerRecord,
): Verified {
  const { applicationClaim, scopeClaim } = record;
  const { exp, iat = 0, nbf = 0, jti = "" } = claims;
  return {
    token: {
      id: jti,
      clientId: client,
      secretId: "",
      keyId: kid,
      endsAtMs: exp * 1_000 + record.clockSkewMs,
      scopes: grantedScopes(claimOf(claims, scopeClaim)),
      readUnder: { alg, audiences: audiencesOf(claims), applicationClaim, scopeClaim },
    },
    validFromMs: Math.max(iat, nbf) * 1_000 - record.clockSkewMs,
  };
}
