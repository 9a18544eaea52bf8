// Tickets: signed by the portal, stored nowhere until they are used, and good for one connection within 30 seconds. What
// stands in a URL, which proxies and browsers keep, is worth nothing any more when they have it.
import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { whereMine } from "#lib/applications/whose.ts";
import type { Db, DbReader } from "#lib/db/db.ts";
import { isUniqueViolation } from "#lib/db/failure.ts";
import { findProvenToken, type ProvenToken } from "#lib/issuers/tokens/commands.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { isInAnyRange } from "#lib/network/ip-address.ts";
import { CLOCK_SKEW_MS, TOKEN_ALGORITHM, TOKEN_AUDIENCE } from "#lib/routes/access-token.ts";
import { MAX_CREDENTIAL_LENGTH } from "#lib/routes/credential-carriers.ts";
import { TICKET_LIFETIME_MS, TICKET_TYPE, type TicketClaims } from "#lib/routes/ticket.ts";
import { findTokenInForce } from "../access-tokens/commands.ts";
import { keyRestrictionsSchema } from "../api-keys/api-key.ts";
import { findSigner, type KeyContext } from "../signing-keys/commands.ts";

/** What a ticket stands for. */
type Proof = {
  readonly claims: Pick<TicketClaims, "credential_id" | "token" | "issuer_token">;
  /** When that ends by itself, even by a clock that is slow; null where it does not. */
  readonly endsAtMs: number | null;
};

export type IssuedTicket = { readonly ticket: string; readonly expiresInSeconds: number };

/** Of every credential that opens nothing: whoever guesses learns no more. */
const unknown = refuse("credential_invalid", "The key or the access token is unknown, revoked or expired.");
const tooLong = refuse(
  "credential_too_long",
  "The access token names so much that its ticket would be too long: ask its issuer for one with fewer audiences or scopes.",
);

/**
 * A ticket for whoever brings a key or an access token, of this portal or of a registered issuer whose client somebody has
 * proven. Refusals: `credential_invalid`, `address_refused` (the key may not be used from there), `secrets_locked`,
 * `credential_too_long` (its ticket would be).
 */
export async function issueTicket(
  context: KeyContext,
  { credential, address }: { readonly credential: string; readonly address: string },
): Promise<Outcome<IssuedTicket>> {
  const proof = credential.includes(".")
    ? await proveToken(context, credential)
    : await proveKey(context, credential, address);
  return proof.ok ? sign(context, proof.value) : proof;
}

/** A ticket of a key for somebody whose application it is of, signed in to the portal. Refusals: `not_found`, `secrets_locked`. */
export async function issueOwnTicket(
  context: KeyContext,
  { keyId, personId }: { readonly keyId: string; readonly personId: string },
): Promise<Outcome<IssuedTicket>> {
  const key = await context.db.credential.findFirst({
    where: { ...inForce(context.now()), id: keyId, kind: "api_key", application: whereMine(personId) },
    select: { id: true, expiresAt: true },
  });
  return key ? sign(context, proofOfKey(key)) : refuse("not_found", "This key is not in force.");
}

async function sign(context: KeyContext, proof: Proof): Promise<Outcome<IssuedTicket>> {
  const signer = await findSigner(context);
  if (!signer.ok) return signer;
  const { kid, key } = signer.value;
  const issuedAt = context.now().getTime();
  const lifetimeMs = Math.min(TICKET_LIFETIME_MS, (proof.endsAtMs ?? Number.POSITIVE_INFINITY) - issuedAt);
  const claims = {
    iss: context.issuer,
    aud: TOKEN_AUDIENCE,
    iat: issuedAt / 1_000,
    exp: (issuedAt + lifetimeMs) / 1_000,
    jti: context.newId(),
    ...proof.claims,
  } satisfies TicketClaims;
  const header = { alg: TOKEN_ALGORITHM, typ: TICKET_TYPE, kid };
  const ticket = await new SignJWT(claims).setProtectedHeader(header).sign(key);
  // Of many audiences or scopes: the gateway would read nothing of it.
  if (ticket.length > MAX_CREDENTIAL_LENGTH) return tooLong;
  return done({ ticket, expiresInSeconds: Math.floor(lifetimeMs / 1_000) });
}

async function proveToken(context: KeyContext, token: string): Promise<Outcome<Proof>> {
  const external = await findProvenToken(context, token);
  if (external !== null) return external.ok ? done(proofOfIssuerToken(external.value)) : unknown;
  const found = await findTokenInForce(context, token);
  if (found === null) return unknown;
  const { client_id, jti, secret_id, exp, scope } = found.claims;
  return done({
    claims: { credential_id: client_id, token: { jti, secret_id, kid: found.kid, exp, scope } },
    endsAtMs: exp * 1_000 + CLOCK_SKEW_MS,
  });
}

function proofOfIssuerToken({ credentialId, token, scopes, record }: ProvenToken): Proof {
  const { header, claims, client, audiences, endsAtMs } = token;
  return {
    claims: {
      credential_id: credentialId,
      issuer_token: {
        jti: claims.jti ?? "",
        client,
        kid: header.kid,
        alg: header.alg,
        audiences: [...audiences],
        application_claim: record.applicationClaim,
        scope_claim: record.scopeClaim,
        scopes: [...scopes],
        ends_at: endsAtMs / 1_000,
      },
    },
    endsAtMs,
  };
}

async function proveKey(context: KeyContext, key: string, address: string): Promise<Outcome<Proof>> {
  const hash = createHash("sha256").update(key).digest("hex");
  const found = await context.db.credential.findFirst({
    where: { ...inForce(context.now()), hash },
    select: { id: true, restrictions: true, expiresAt: true },
  });
  if (found === null) return unknown;
  const { addresses } = keyRestrictionsSchema.parse(JSON.parse(found.restrictions));
  return addresses.length === 0 || isInAnyRange(addresses, address)
    ? done(proofOfKey(found))
    : refuse("address_refused", `The key may not be used from ${address}.`);
}

function proofOfKey({ id, expiresAt }: { readonly id: string; readonly expiresAt: Date | null }): Proof {
  return { claims: { credential_id: id }, endsAtMs: expiresAt?.getTime() ?? null };
}

function inForce(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/** True where nobody has redeemed the ticket before; of all who ask at once, at whichever gateway, one is the first. */
export async function redeemTicket(
  db: Db,
  { id, endsAtMs }: { readonly id: string; readonly endsAtMs: number },
): Promise<boolean> {
  try {
    await db.redeemedTicket.create({ data: { id, expiresAt: new Date(endsAtMs) } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Forgets tickets that open nothing any more anyway. */
export async function forgetRedeemedTickets(db: DbReader, now: Date): Promise<void> {
  await db.redeemedTicket.deleteMany({ where: { expiresAt: { lt: now } } });
}
