// Access tokens of OAuth clients (RFC 9068), verified with the keys that the feed brings: nothing is ever fetched for one.
// A token is verified once and then known by its hash, as long as no key changes.
import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
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
import {
  TICKET_GRACE_MS,
  type TicketClaims,
  ticketClaimsSchema,
  ticketHeaderSchema,
} from "#lib/routes/ticket.ts";

/** A token that its issuer has signed. */
export type AccessToken = {
  /** Its `jti`. */
  readonly id: string;
  readonly clientId: string;
  readonly secretId: string;
  /** The key that has signed it. */
  readonly keyId: string;
  /** Unix time at which it has expired even by a clock that is slow. */
  readonly endsAtMs: number;
  /** Those that were granted. */
  readonly scopes: readonly string[];
};

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

/** Why a text is no token that counts. */
export type TokenFault =
  | "malformed"
  | "unknownKey"
  | "badSignature"
  | "wrongIssuer"
  | "wrongAudience"
  | "notYetValid"
  | "expired";

/** Verified tokens that are remembered at most: 10,000 are a few megabytes. */
const MOST_VERIFIED = 10_000;
/** Three parts in base64url (RFC 7515 section 7.1). */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

type Key = { readonly issuer: string; readonly key: KeyObject };
type Verified = { readonly token: AccessToken; readonly validFromMs: number };

/** True of what has the shape of a token; keys have no dots. */
export function isTokenShaped(text: string): boolean {
  return COMPACT.test(text);
}

export class AccessTokens {
  readonly #keys = new Map<string, Key>();
  readonly #revoked = new Set<string>();
  readonly #verified = new Map<string, Verified>();

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
    const digest = hash("sha256", text, "hex");
    const known = this.#verified.get(digest);
    const verified = known ?? this.#verify(text);
    if (typeof verified === "string") return verified;
    if (known === undefined) this.#remember(digest, verified);
    if (verified.token.endsAtMs <= nowMs) return "expired";
    return verified.validFromMs > nowMs ? "notYetValid" : verified.token;
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
    const end = text.lastIndexOf(".");
    const isSigned = verify(
      "sha256",
      Buffer.from(text.slice(0, end), "latin1"),
      { key: known.key, dsaEncoding: "ieee-p1363" }, // as RFC 7518 section 3.4 has it
      Buffer.from(text.slice(end + 1), "base64url"),
    );
    return isSigned ? { name: known.issuer } : "badSignature";
  }

  #remember(digest: string, verified: Verified): void {
    if (this.#verified.size >= MOST_VERIFIED) {
      const [oldest] = this.#verified.keys();
      if (oldest !== undefined) this.#verified.delete(oldest);
    }
    this.#verified.set(digest, verified);
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
    },
    validFromMs: Math.max(iat, nbf ?? 0) * 1_000 - CLOCK_SKEW_MS,
  };
}

function ticketOf({ jti, credential_id, token, exp }: TicketClaims): Ticket {
  return {
    id: jti,
    credentialId: credential_id,
    token: token
      ? {
          id: token.jti,
          clientId: credential_id,
          secretId: token.secret_id,
          keyId: token.kid,
          endsAtMs: token.exp * 1_000 + CLOCK_SKEW_MS,
          scopes: scopesIn(token.scope ?? ""),
        }
      : null,
    endsAtMs: exp * 1_000 + TICKET_GRACE_MS,
  };
}

type HeaderSchema = typeof tokenHeaderSchema | typeof ticketHeaderSchema;

/** The header of a text; null where it is none of that kind. */
function headerOf(text: string, schema: HeaderSchema): { readonly kid: string } | null {
  const [, header] = COMPACT.exec(text) ?? [];
  return header === undefined ? null : (schema.safeParse(parsePart(header)).data ?? null);
}

function claimsOf(text: string): unknown {
  return parsePart(text.slice(text.indexOf(".") + 1, text.lastIndexOf(".")));
}

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
