// Access tokens of OAuth clients (RFC 9068), verified with the keys that the feed brings: nothing is ever fetched for one.
// A token is verified once and then known by its hash, as long as no key changes.
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import {
  type AccessToken,
  type TokenFault,
  type Verified,
  VerifiedTokens,
} from "#gateway/data-plane/routing/verified-tokens.ts";
import {
  CLOCK_SKEW_MS,
  type RevokedTokenRecord,
  scopesIn,
  TOKEN_AUDIENCE,
  type TokenClaims,
  tokenClaimsSchema,
  tokenHeaderSchema,
  type VerificationKeyRecord,
} from "#lib/routes/access-token.ts";
import { claimsOf, headerOf, signedParts } from "#lib/routes/compact-token.ts";
import {
  TICKET_GRACE_MS,
  type TicketClaims,
  ticketClaimsSchema,
  ticketHeaderSchema,
} from "#lib/routes/ticket.ts";

/** What stands for a credential once. */
export type Ticket = {
  /** By which it is redeemed. */
  readonly id: string;
  readonly credentialId: string;
  /** The token that it was got with; null where it was a key. */
  readonly token: AccessToken | null;
  /** Unix time at which it has expired even by a clock that is slow. */
  readonly endsAtMs: number;
};

type Key = { readonly issuer: string; readonly key: KeyObject };

export class AccessTokens {
  readonly #keys = new Map<string, Key>();
  readonly #revoked = new Set<string>();
  readonly #verified = new VerifiedTokens();

  setKey(id: string, record: VerificationKeyRecord | null): void {
    this.#verified.clear();
    this.#keys.delete(id);
    if (record === null) return;
    try {
      const key = createPublicKey({ key: record.jwk, format: "jwk" });
      this.#keys.set(id, { issuer: record.issuer, key });
    } catch {
      // No point on the curve: it verifies nothing, and its tokens are of an unknown key.
    }
  }

  setRevoked(id: string, record: RevokedTokenRecord | null): void {
    if (record === null) this.#revoked.delete(id);
    else this.#revoked.add(id);
  }

  /** True while the token is not revoked, and the key that has signed it is still there. */
  isInForce({ id, keyId }: AccessToken): boolean {
    return !this.#revoked.has(id) && this.#keys.has(keyId);
  }

  clear(): void {
    this.#keys.clear();
    this.#revoked.clear();
    this.#verified.clear();
  }

  /** The token that a text is, as far as signature and claims go; whether it was revoked is another question. */
  read(text: string, nowMs: number): AccessToken | TokenFault {
    return this.#verified.read(text, nowMs, (it) => this.#verify(it));
  }

  /** The ticket that a text is, as far as signature and claims go; null where it is none. Whether it was redeemed is another question. */
  readTicket(text: string, nowMs: number): Ticket | TokenFault | null {
    const header = headerOf(text, ticketHeaderSchema);
    if (header === null) return null;
    const issuer = this.#issuerOf(text, header.kid);
    if (issuer === "unknownKey" || issuer === "badSignature") return issuer;
    const claims = ticketClaimsSchema.safeParse(claimsOf(text)).data;
    if (claims === undefined) return "malformed";
    if (claims.iss !== issuer.name) return "wrongIssuer";
    if (claims.aud !== TOKEN_AUDIENCE) return "wrongAudience";
    const ticket = ticketOf(claims);
    if (ticket.endsAtMs <= nowMs) return "expired";
    return claims.iat * 1_000 - CLOCK_SKEW_MS > nowMs ? "notYetValid" : ticket;
  }

  /** True where a text names one of the keys: whoever it comes from, it was meant for this gateway and for nobody behind it. */
  isMeantForUs(text: string): boolean {
    const header = headerOf(text, tokenHeaderSchema) ?? headerOf(text, ticketHeaderSchema);
    return header !== null && this.#keys.has(header.kid);
  }

  #verify(text: string): Verified | TokenFault {
    const header = headerOf(text, tokenHeaderSchema);
    if (header === null) return "malformed";
    const issuer = this.#issuerOf(text, header.kid);
    if (issuer === "unknownKey" || issuer === "badSignature") return issuer;
    const claims = tokenClaimsSchema.safeParse(claimsOf(text)).data;
    if (claims === undefined || claims.sub !== claims.client_id) return "malformed";
    if (claims.iss !== issuer.name) return "wrongIssuer";
    return [claims.aud].flat().includes(TOKEN_AUDIENCE) ? verifiedOf(claims, header.kid) : "wrongAudience";
  }

  /** Whose key has signed a text. */
  #issuerOf(text: string, keyId: string): { readonly name: string } | "unknownKey" | "badSignature" {
    const known = this.#keys.get(keyId);
    if (known === undefined) return "unknownKey";
    const { input, signature } = signedParts(text);
    const isSigned = verify(
      "sha256",
      input,
      { key: known.key, dsaEncoding: "ieee-p1363" }, // as RFC 7518 section 3.4 has it
      signature,
    );
    return isSigned ? { name: known.issuer } : "badSignature";
  }
}

function verifiedOf(
  { jti, client_id, secret_id, iat, nbf, exp, scope = "" }: TokenClaims,
  keyId: string,
): Verified {
  return {
    token: {
      id: jti,
      clientId: client_id,
      secretId: secret_id,
      keyId,
      endsAtMs: exp * 1_000 + CLOCK_SKEW_MS,
      scopes: scopesIn(scope),
      readUnder: null,
    },
    validFromMs: Math.max(iat, nbf ?? 0) * 1_000 - CLOCK_SKEW_MS,
  };
}

function ticketOf(claims: TicketClaims): Ticket {
  return {
    id: claims.jti,
    credentialId: claims.credential_id,
    token: ownTokenOf(claims) ?? issuerTokenOf(claims),
    endsAtMs: claims.exp * 1_000 + TICKET_GRACE_MS,
  };
}

function ownTokenOf({ credential_id, token }: TicketClaims): AccessToken | null {
  if (token === undefined) return null;
  return {
    id: token.jti,
    clientId: credential_id,
    secretId: token.secret_id,
    keyId: token.kid,
    endsAtMs: token.exp * 1_000 + CLOCK_SKEW_MS,
    scopes: scopesIn(token.scope ?? ""),
    readUnder: null,
  };
}

/** As the portal has read and verified it; whether it fits its issuer's terms now is judged with the grant. */
function issuerTokenOf({ issuer_token: token }: TicketClaims): AccessToken | null {
  if (token === undefined) return null;
  const { alg, audiences, application_claim: applicationClaim, scope_claim: scopeClaim } = token;
  return {
    id: token.jti,
    clientId: token.client,
    secretId: "",
    keyId: token.kid,
    endsAtMs: token.ends_at * 1_000,
    scopes: token.scopes,
    readUnder: { alg, audiences, applicationClaim, scopeClaim },
  };
}
