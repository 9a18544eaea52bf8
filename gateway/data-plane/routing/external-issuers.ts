// Tokens of issuers that an admin has registered, verified with the keys that the feed brings: nothing is ever fetched for
// one. A key that is not known is noted, so that the portal looks for it; the token is refused until it is there.
import {
  type AccessToken,
  type TokenFault,
  type Verified,
  VerifiedTokens,
} from "#gateway/data-plane/routing/verified-tokens.ts";
import { claimsOf } from "#lib/routes/compact-token.ts";
import type { IssuerRecord } from "#lib/routes/issuer-record.ts";
import { grantedScopes, issuedSchema, issuerTokenClaimsSchema } from "#lib/routes/issuer-token.ts";
import {
  audiencesOf,
  claimOf,
  type IssuerKeys,
  type IssuerToken,
  isFor,
  readIssuerKeys,
  verifyIssuerToken,
} from "#lib/routes/issuer-verification.ts";

/** A token, and whose. */
export type ExternalToken = { readonly issuerId: string; readonly token: AccessToken | TokenFault };

type Known = {
  readonly record: IssuerRecord;
  readonly keys: IssuerKeys;
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
    const known = { record, keys: readIssuerKeys(record), verified: new VerifiedTokens() };
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
    const found = verifyIssuerToken(text, record, keys);
    if (found === "unknownKey") this.#wanted.add(record.id);
    return typeof found === "string" ? found : verifiedOf(found, record);
  }
}

function verifiedOf(
  { header, claims, client, audiences, validFromMs, endsAtMs }: IssuerToken,
  { applicationClaim, scopeClaim }: IssuerRecord,
): Verified {
  return {
    token: {
      id: claims.jti ?? "",
      clientId: client,
      secretId: "",
      keyId: header.kid,
      endsAtMs,
      scopes: grantedScopes(claimOf(claims, scopeClaim)),
      readUnder: { alg: header.alg, audiences, applicationClaim, scopeClaim },
    },
    validFromMs,
  };
}
