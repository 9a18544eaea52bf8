// Whether an access token shows that a client at an issuer belongs to whoever pastes it. The token itself is kept nowhere,
// and nothing that it claims is told. Pure.
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";
import type { IssuerRecord } from "#lib/routes/issuer-record.ts";
import { faultAt, readIssuerKeys, verifyIssuerToken } from "#lib/routes/issuer-verification.ts";

/** The code of the refusal after which the issuer's keys are to be fetched anew. */
export const UNKNOWN_KEY = "token_unknown_key";

type Claimed = { readonly token: string; readonly value: string };
/** Whose token it has to be; `name` is what people call the issuer. */
type ProvingIssuer = IssuerRecord & { readonly name: string };

/** Why a token does not prove that the client of this value is one's own, at the field `token`; null where it does. */
export function judgeProof({ token, value }: Claimed, issuer: ProvingIssuer, nowMs: number): Refusal | null {
  if (token === "") return problemOf("missing", issuer);
  const found = verifyIssuerToken(token, issuer, readIssuerKeys(issuer));
  if (typeof found === "string") return problemOf(found, issuer);
  const fault = faultAt(found, nowMs);
  if (fault !== null) return problemOf(fault, issuer);
  return found.client === value ? null : problemOf("otherClient", issuer);
}

const PROBLEMS = {
  missing: ["token_missing", ({ name }) => `Paste an access token that this client got from ${name}.`],
  malformed: [
    "token_malformed",
    ({ name, applicationClaim, algorithms }) =>
      `This is no access token that counts here: paste a JWT of ${name} that names the client as ${applicationClaim} and is signed with ${algorithms.join(" or ")}.`,
  ],
  wrongIssuer: [
    "token_wrong_issuer",
    ({ name, url }) => `This token is of another issuer: paste one of ${name} (${url}).`,
  ],
  unknownKey: [
    UNKNOWN_KEY,
    ({ name }) =>
      `This token is signed with a key of ${name} that is not known yet. Its keys are asked for again: try once more in a minute.`,
  ],
  badSignature: [
    "token_bad_signature",
    () => "The signature of this token is wrong: paste the whole token, as the issuer gave it out.",
  ],
  wrongAudience: [
    "token_wrong_audience",
    ({ name, audience }) =>
      `This token is for another audience: ask ${name} for an access token for ${audience}.`,
  ],
  notYetValid: [
    "token_not_yet_valid",
    ({ name }) => `This token is not valid yet: try again in a moment, or check the clock of ${name}.`,
  ],
  expired: ["token_expired", ({ name }) => `This token has expired: get a new one from ${name}.`],
  otherClient: [
    "token_other_client",
    () => "This token is of another client: paste one of the client of this id, or correct the id.",
  ],
} as const satisfies Record<string, readonly [code: string, text: (issuer: ProvingIssuer) => string]>;

function problemOf(problem: keyof typeof PROBLEMS, issuer: ProvingIssuer): Refusal {
  const [code, text] = PROBLEMS[problem];
  return refuse(code, text(issuer), "token");
}
