// Tokens of issuers as a portal takes them: judged by the very rules of the gateways, with the keys that were fetched last.
// Nothing is fetched for one; a key that is not known is asked for.
import type { Db } from "#lib/db/db.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { claimsOf } from "#lib/routes/compact-token.ts";
import type { IssuerRecord } from "#lib/routes/issuer-record.ts";
import { grantedScopes, issuedSchema } from "#lib/routes/issuer-token.ts";
import {
  claimOf,
  faultAt,
  type IssuerToken,
  readIssuerKeys,
  verifyIssuerToken,
} from "#lib/routes/issuer-verification.ts";
import { askForKeys } from "../commands.ts";
import { issuerRecordOf } from "../issuer-row.ts";

/** A token that is valid now, and what it stands for. */
export type ProvenToken = {
  /** Of the client that stands for an application at the issuer. */
  readonly credentialId: string;
  readonly token: IssuerToken;
  readonly scopes: readonly string[];
  /** The terms that it was read under. */
  readonly record: IssuerRecord;
};

const notTaken = refuse("credential_invalid", "The access token is none that counts here.");

/**
 * The token that a text is, of a client that its application has proven to be its own; null where the text names no issuer
 * that is switched on. Refusals: `credential_invalid`, whatever is wrong with it.
 */
export async function findProvenToken(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  text: string,
): Promise<Outcome<ProvenToken> | null> {
  const url = issuedSchema.safeParse(claimsOf(text)).data?.iss;
  const row =
    url === undefined || !isStorable(url) ? null : await db.issuer.findUnique({ where: { url, isOn: true } });
  if (row === null) return null;
  const record = issuerRecordOf(row);
  const token = verifyIssuerToken(text, record, readIssuerKeys(record));
  if (token === "unknownKey") await askForKeys(db, [record.id]);
  if (typeof token === "string" || faultAt(token, now().getTime()) !== null) return notTaken;
  if (!isStorable(token.client)) return notTaken;
  const identity = await db.issuerIdentity.findFirst({
    where: { issuerId: record.id, value: token.client, provenAt: { not: null } },
    select: { id: true },
  });
  if (identity === null) return notTaken;
  const scopes = grantedScopes(claimOf(token.claims, record.scopeClaim));
  return done({ credentialId: identity.id, token, scopes, record });
}

/** What a token says may be anything, and PostgreSQL fails at a NUL instead of finding nothing. */
function isStorable(text: string): boolean {
  return !text.includes("\0");
}
