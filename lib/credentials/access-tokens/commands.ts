// Access tokens: JWTs after RFC 9068. They are stored nowhere; only those that are revoked before their end are noted,
// until they would have expired.
import { createLocalJWKSet, errors, jwtVerify, SignJWT } from "jose";
import { change } from "#lib/feed/change.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import {
  CLOCK_SKEW_MS,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_TYPE,
  type TokenClaims,
  tokenClaimsSchema,
} from "#lib/routes/access-token.ts";
import { findSigner, type KeyContext } from "../signing-keys/commands.ts";
import { readKeySet } from "../signing-keys/repository.ts";

/** A client that has proved who it is, by one of its secrets. */
export type AuthenticatedClient = {
  readonly id: string;
  readonly secretId: string;
  /** Its application: what the owner of that may obtain, it may. */
  readonly applicationId: string;
  readonly tokenLifetimeSeconds: number;
};

/** After its end, how long a gateway may take a token: its clock may be slow, and for all it knows the portal's fast. */
const TAKEN_AFTER_END_MS = 2 * CLOCK_SKEW_MS;

/** Most tokens of a client that are revoked and have not expired: each is in every gateway's memory. */
const MAX_REVOKED = 1_000;

/** Issues a token to a client, with the scopes that were granted. Refusals: `secrets_locked`. */
export async function issueToken(
  context: KeyContext,
  client: AuthenticatedClient,
  scopes: readonly string[],
): Promise<Outcome<string>> {
  const signer = await findSigner(context);
  if (!signer.ok) return signer;
  const { kid, key } = signer.value;
  const issuedAt = Math.floor(context.now().getTime() / 1_000);
  const claims = {
    iss: context.issuer,
    aud: TOKEN_AUDIENCE,
    sub: client.id,
    client_id: client.id,
    secret_id: client.secretId,
    iat: issuedAt,
    exp: issuedAt + client.tokenLifetimeSeconds,
    jti: context.newId(),
    ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
  } satisfies TokenClaims;
  const header = { alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid };
  return done(await new SignJWT(claims).setProtectedHeader(header).sign(key));
}

type ReadToken = { readonly claims: TokenClaims; readonly kid: string };

/**
 * A token that was issued here and has not expired for longer than `toleranceMs`, whoever's it is; null of every other text.
 */
async function readToken(
  { db, issuer, now }: KeyContext,
  token: string,
  toleranceMs = 0,
): Promise<ReadToken | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createLocalJWKSet(await readKeySet(db, issuer)),
      {
        algorithms: [TOKEN_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience: TOKEN_AUDIENCE,
        currentDate: now(),
        clockTolerance: toleranceMs / 1_000,
      },
    );
    return { claims: tokenClaimsSchema.parse(payload), kid: protectedHeader.kid ?? "" };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/**
 * The claims of a client's own token while it is worth something; null otherwise. It expires by this clock, which has
 * issued it (RFC 7662 section 4), though a gateway bears with clocks that differ.
 */
export async function findOwnToken(
  context: KeyContext,
  client: Pick<AuthenticatedClient, "id">,
  token: string,
): Promise<TokenClaims | null> {
  const found = await findTokenInForce(context, token);
  return found?.claims.client_id === client.id ? found.claims : null;
}

/** A token while it is worth something, whoever's it is, and the key that has signed it; null of every other text. */
export async function findTokenInForce(context: KeyContext, token: string): Promise<ReadToken | null> {
  const read = await readToken(context, token);
  if (read === null) return null;
  const { jti, secret_id, client_id } = read.claims;
  const [revoked, secrets] = await Promise.all([
    context.db.revokedToken.count({ where: { id: jti } }),
    context.db.oAuthClientSecret.count({ where: { id: secret_id, clientId: client_id } }),
  ]);
  return revoked === 0 && secrets === 1 ? read : null;
}

/**
 * Revokes a client's own token: its connections are closed with 4401. What no gateway takes any more is nothing to revoke.
 * Refusals: `other_client`, `too_many`.
 */
export async function revokeToken(
  context: KeyContext,
  client: Pick<AuthenticatedClient, "id">,
  token: string,
): Promise<Outcome<null>> {
  const claims = (await readToken(context, token, TAKEN_AFTER_END_MS))?.claims;
  if (claims === undefined) return done(null);
  if (claims.client_id !== client.id) {
    return refuse("other_client", "This token was issued to another client.");
  }
  return change(context.db, async ({ tx, publish }) => {
    const forgotten = await tx.revokedToken.findMany({
      where: { expiresAt: { lt: new Date(context.now().getTime() - TAKEN_AFTER_END_MS) } },
      select: { id: true },
      take: 100,
    });
    for (const { id } of forgotten) await publish({ kind: "revokedToken", id, record: null });
    await tx.revokedToken.deleteMany({ where: { id: { in: forgotten.map(({ id }) => id) } } });
    const { jti: id } = claims;
    if ((await tx.revokedToken.count({ where: { id } })) > 0) return done(null);
    if ((await tx.revokedToken.count({ where: { clientId: client.id } })) >= MAX_REVOKED) {
      const most = `${MAX_REVOKED} tokens of this client are revoked and have not expired, which is the most: revoke the secret or the client.`;
      return refuse("too_many", most);
    }
    const expiresAtMs = claims.exp * 1_000;
    await tx.revokedToken.create({ data: { id, clientId: client.id, expiresAt: new Date(expiresAtMs) } });
    await publish({ kind: "revokedToken", id, record: { id, clientId: client.id, expiresAtMs } });
    return done(null);
  });
}
