// The OAuth endpoints, from a request to its answer: tokens (RFC 6749 section 4.4), introspection (RFC 7662) and
// revocation (RFC 7009), for clients, who learn of their own tokens only; and tickets, for who has a key or a token.
import { createHash, timingSafeEqual } from "node:crypto";
import type { DbReader } from "#lib/db/db.ts";
import { scopesIn, TOKEN_AUDIENCE } from "#lib/routes/access-token.ts";
import { listObtainable } from "#lib/scopes/repository.ts";
import { MAX_HELD_SCOPES } from "#lib/scopes/scope.ts";
import {
  type AuthenticatedClient,
  findOwnToken,
  issueToken,
  revokeToken,
} from "../access-tokens/commands.ts";
import type { KeyContext } from "../signing-keys/commands.ts";
import { issueTicket } from "../tickets/commands.ts";
import {
  type ClientSecretPair,
  type Form,
  type OAuthRequest,
  readClient,
  readForm,
} from "./client-request.ts";
import { type OAuthAnswer, oauthAnswer, oauthError, tooMany } from "./oauth-answer.ts";
import type { SecretLimiter } from "./secret-limiter.ts";

export type EndpointContext = KeyContext & { readonly limiter: SecretLimiter };

/** `POST /oauth2/token`. */
export async function answerTokenRequest(
  context: EndpointContext,
  request: OAuthRequest,
): Promise<OAuthAnswer> {
  return answerClient(context, request, async (client, form) => {
    const wrong = judgeTokenForm(form);
    if (wrong !== null) return wrong;
    const asked = scopesIn(form.get("scope") ?? "");
    const granted = await listObtainable(context.db, client.applicationId, asked.slice(0, MAX_HELD_SCOPES));
    if (asked.length > 0 && granted.length === 0) {
      return oauthError(
        "invalid_scope",
        "The client's owner may obtain none of the scopes that it asks for.",
      );
    }
    const issued = await issueToken(context, client, granted);
    if (!issued.ok) return oauthError("temporarily_unavailable", issued.message);
    return oauthAnswer({
      access_token: issued.value,
      token_type: "Bearer",
      expires_in: client.tokenLifetimeSeconds,
      // RFC 6749 section 3.3: what is left out of what was asked for is told by what is not.
      ...(granted.length === 0 ? {} : { scope: granted.join(" ") }),
    });
  });
}

/** `POST /oauth2/introspect`. */
export async function answerIntrospection(
  context: EndpointContext,
  request: OAuthRequest,
): Promise<OAuthAnswer> {
  return answerClient(context, request, async (client, form) => {
    const token = form.get("token");
    if (token === undefined) return oauthError("invalid_request", "Send the token to look at as `token`.");
    const claims = await findOwnToken(context, client, token);
    if (claims === null) return oauthAnswer({ active: false });
    const { secret_id: _, ...shown } = claims;
    return oauthAnswer({ active: true, token_type: "Bearer", ...shown });
  });
}

/** `POST /oauth2/revoke`. */
export async function answerRevocation(
  context: EndpointContext,
  request: OAuthRequest,
): Promise<OAuthAnswer> {
  return answerClient(context, request, async (client, form) => {
    const token = form.get("token");
    if (token === undefined) return oauthError("invalid_request", "Send the token to revoke as `token`.");
    const revoked = await revokeToken(context, client, token);
    if (revoked.ok) return oauthAnswer(null);
    return revoked.code === "too_many"
      ? tooMany(revoked.message, 60_000)
      : oauthError("invalid_request", revoked.message);
  });
}

const BEARER = /^Bearer +(\S+) *$/i;
/** Longest credential that is looked at, in characters. */
const MAX_CREDENTIAL = 8_192;

/** `POST /oauth2/ticket`: a ticket for whoever brings a key (header `apikey`) or an access token (Bearer). No body. */
export async function answerTicketRequest(
  context: EndpointContext,
  { authorization, apiKey, address, network }: OAuthRequest,
): Promise<OAuthAnswer> {
  const credential = apiKey ?? BEARER.exec(authorization ?? "")?.[1] ?? "";
  if (credential === "" || credential.length > MAX_CREDENTIAL) {
    return oauthError(
      "invalid_token",
      "Send a key as header apikey, or an access token as Authorization: Bearer.",
    );
  }
  const source = { clientId: "ticket", network };
  const waitMs = await context.limiter.wait(source);
  if (waitMs > 0)
    return tooMany("Too many wrong credentials came from this address: wait, then try again.", waitMs);
  const issued = await issueTicket(context, { credential, address });
  if (issued.ok) {
    const { ticket, expiresInSeconds } = issued.value;
    return oauthAnswer({ ticket, expires_in: expiresInSeconds });
  }
  if (issued.code === "secrets_locked") return oauthError("temporarily_unavailable", issued.message);
  if (issued.code === "address_refused") return oauthError("access_denied", issued.message);
  await context.limiter.countFailure(source);
  return oauthError("invalid_token", issued.message);
}

/** What is wrong with a form that asks for a token; null where nothing is. */
function judgeTokenForm(form: Form): OAuthAnswer | null {
  const grantType = form.get("grant_type");
  if (grantType === undefined) return oauthError("invalid_request", "Send grant_type=client_credentials.");
  if (grantType !== "client_credentials") {
    return oauthError("unsupported_grant_type", "The only grant type here is client_credentials.");
  }
  // Whom a token is for is not the client's to choose (RFC 8707 names it `resource`, others `audience`).
  const target = form.get("resource") ?? form.get("audience") ?? TOKEN_AUDIENCE;
  return target === TOKEN_AUDIENCE
    ? null
    : oauthError(
        "invalid_target",
        `Access tokens are for ${TOKEN_AUDIENCE} only: leave resource and audience out.`,
      );
}

async function answerClient(
  context: EndpointContext,
  request: OAuthRequest,
  answer: (client: AuthenticatedClient, form: Form) => Promise<OAuthAnswer>,
): Promise<OAuthAnswer> {
  const form = readForm(request);
  if ("status" in form) return form;
  const pair = readClient(request, form);
  if ("status" in pair) return pair;
  const source = { clientId: pair.clientId, network: request.network };
  const waitMs = await context.limiter.wait(source);
  if (waitMs > 0)
    return tooMany("Too many wrong secrets came from this address: wait, then try again.", waitMs);
  const client = await findClientBySecret(context.db, pair, context.now());
  if (client === null) {
    await context.limiter.countFailure(source);
    return oauthError("invalid_client", "The client id or the secret is wrong, or was revoked.");
  }
  return answer(client, form);
}

/** What an id can look like: no other text is taken to the database. */
const CLIENT_ID = /^[\w-]{1,64}$/;

/** The client of an id and a secret that is in force; null where there is none. */
async function findClientBySecret(
  db: DbReader,
  { clientId, secret }: ClientSecretPair,
  now: Date,
): Promise<AuthenticatedClient | null> {
  if (!CLIENT_ID.test(clientId)) return null;
  const digest = createHash("sha256").update(secret).digest();
  const secrets = await db.oAuthClientSecret.findMany({
    where: {
      clientId,
      client: { revokedAt: null },
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    select: {
      id: true,
      hash: true,
      client: { select: { tokenLifetimeSeconds: true, applicationId: true } },
    },
  });
  const found = secrets.find(({ hash }) => timingSafeEqual(digest, Buffer.from(hash, "hex")));
  if (!found) return null;
  return { id: clientId, secretId: found.id, ...found.client };
}
