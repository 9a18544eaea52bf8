// Tokens that were verified, by the hash of their text: a signature is checked once, times every time.
import { hash } from "node:crypto";
import type { IssuerAlgorithm } from "#lib/routes/issuer-record.ts";
import { faultAt, type IssuerTokenFault } from "#lib/routes/issuer-verification.ts";

/** How a token of an issuer of others was read, and what of it the issuer's terms ask for. Its key is not among it. */
type ReadUnder = {
  readonly alg: IssuerAlgorithm;
  readonly audiences: readonly string[];
  readonly applicationClaim: string;
  readonly scopeClaim: string;
};

/** A token that its issuer has signed. */
export type AccessToken = {
  /** Its `jti`; empty where an issuer of others gives none. */
  readonly id: string;
  readonly clientId: string;
  /** Empty of issuers of others, which tell of none. */
  readonly secretId: string;
  /** The key that has signed it. */
  readonly keyId: string;
  /** Unix time at which it has expired even by a clock that is slow. */
  readonly endsAtMs: number;
  /** Those that were granted. */
  readonly scopes: readonly string[];
  /** Null of tokens of this portal, whose terms never change. */
  readonly readUnder: ReadUnder | null;
};

/** Why a text is no token that counts. */
export type TokenFault = IssuerTokenFault | NonNullable<ReturnType<typeof faultAt>>;

/** Remembered at most: 10,000 are a few megabytes. */
const MOST_VERIFIED = 10_000;

/** A token whose signature and claims are right; `validFromMs` is Unix time. */
export type Verified = { readonly token: AccessToken; readonly validFromMs: number };

export class VerifiedTokens {
  readonly #verified = new Map<string, Verified>();

  /** The token that a text is at a time, which `verify` finds out of a text that is new. */
  read(
    text: string,
    nowMs: number,
    verify: (text: string) => Verified | TokenFault,
  ): AccessToken | TokenFault {
    const digest = hash("sha256", text, "hex");
    const known = this.#verified.get(digest);
    const verified = known ?? verify(text);
    if (typeof verified === "string") return verified;
    if (known === undefined) this.#remember(digest, verified);
    const { token, validFromMs } = verified;
    return faultAt({ validFromMs, endsAtMs: token.endsAtMs }, nowMs) ?? token;
  }

  clear(): void {
    this.#verified.clear();
  }

  #remember(digest: string, verified: Verified): void {
    if (this.#verified.size >= MOST_VERIFIED) {
      const [oldest] = this.#verified.keys();
      if (oldest !== undefined) this.#verified.delete(oldest);
    }
    this.#verified.set(digest, verified);
  }
}
