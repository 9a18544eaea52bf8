// Tickets: signed by the portal, stored nowhere until they are used, and good for one connection within 30 seconds. What
// stands in a URL, which proxies and browsers keep, is worth nothing any more when they have it.
import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { whereMine } from "#lib/applications/whose.ts";
import type { Db, DbReader } from "#lib/db/db.ts";
import { isUniqueViolation } from "#lib/db/failure.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { isInAnyRange } from "#lib/network/ip-address.ts";
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE } from "#lib/routes/access-token.ts";
import { TICKET_LIFETIME_MS, TICKET_TYPE, type TicketClaims } from "#lib/routes/ticket.ts";
import { findTokenInForce } from "../access-tokens/commands.ts";
import { keyRestrictionsSchema } from "../api-keys/api-key.ts";
import { findSigner, type KeyContext } from "../signing-keys/commands.ts";

/** What a ticket stands for. */
type Proof = Pick<TicketClaims, "credential_id" | "token">;

export type IssuedTicket = { readonly ticket: string; readonly expiresInSeconds: number };

/** Of every credential that opens nothing: whoever guesses learns no more. */
const unknown = refuse("credential_invalid", "The key or the access token is unknown, revoked or expired.");

/**
 * A ticket for whoever brings a key or an access token. Refusals: `credential_invalid`, `address_refused` (the key may not be
 * used from there), `secrets_locked`.
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
    select: { id: true },
  });
  return key ? sign(context, { credential_id: key.id }) : refuse("not_found", "This key is not in force.");
}

async function sign(context: KeyContext, proof: Proof): Promise<Outcome<IssuedTicket>> {
  const signer = await findSigner(context);
  if (!signer.ok) return signer;
  const { kid, key } = signer.value;
  const issuedAt = context.now().getTime();
  const claims = {
    iss: context.issuer,
    aud: TOKEN_AUDIENCE,
    iat: issuedAt / 1_000,
    exp: (issuedAt + TICKET_LIFETIME_MS) / 1_000,
    jti: context.newId(),
    ...proof,
  } satisfies TicketClaims;
  const header = { alg: TOKEN_ALGORITHM, typ: TICKET_TYPE, kid };
  const ticket = await new SignJWT(claims).setProtectedHeader(header).sign(key);
  return done({ ticket, expiresInSeconds: TICKET_LIFETIME_MS / 1_000 });
}

async function proveToken(context: KeyContext, token: string): Promise<Outcome<Proof>> {
  const found = await findTokenInForce(context, token);
  if (found === null) return unknown;
  const { client_id, jti, secret_id, exp, scope } = found.claims;
  return done({ credential_id: client_id, token: { jti, secret_id, kid: found.kid, exp, scope } });
}

async function proveKey(context: KeyContext, key: string, address: string): Promise<Outcome<Proof>> {
  const hash = createHash("sha256").update(key).digest("hex");
  const found = await context.db.credential.findFirst({
    where: { ...inForce(context.now()), hash },
    select: { id: true, restrictions: true },
  });
  if (found === null) return unknown;
  const { addresses } = keyRestrictionsSchema.parse(JSON.parse(found.restrictions));
  return addresses.length === 0 || isInAnyRange(addresses, address)
    ? done({ credential_id: found.id })
    : refuse("address_refused", `The key may not be used from ${address}.`);
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
