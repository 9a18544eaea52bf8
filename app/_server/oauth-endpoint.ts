// What the OAuth endpoints share: from HTTP to a request that counts, and back. They know no session and no cookie.
import "server-only";
import { randomUUID } from "node:crypto";
import { RateLimiterPrisma } from "rate-limiter-flexible";
import { MAX_FORM_BYTES, type OAuthRequest } from "#lib/credentials/oauth-endpoints/client-request.ts";
import type { EndpointContext } from "#lib/credentials/oauth-endpoints/commands.ts";
import { type OAuthAnswer, oauthError } from "#lib/credentials/oauth-endpoints/oauth-answer.ts";
import { createSecretLimiter, type SecretLimiter } from "#lib/credentials/oauth-endpoints/secret-limiter.ts";
import { publicOrigin } from "#lib/kernel/settings.ts";
import { networkOf } from "#lib/network/client-network.ts";
import { explainFailure } from "./action.ts";
import { getDb } from "./db.ts";
import { clientAddressHeader, getKeyring, getSettings } from "./env.ts";

type Answer = (context: EndpointContext, request: OAuthRequest) => Promise<OAuthAnswer>;

/** One per process: each of its limiters has a timer of its own. */
let limiter: SecretLimiter | undefined;

function getSecretLimiter(): SecretLimiter {
  limiter ??= createSecretLimiter((options) => new RateLimiterPrisma({ ...options, storeClient: getDb() }));
  return limiter;
}

/** The name that tokens are issued under. */
export function getIssuer(): string {
  return publicOrigin(getSettings());
}

/** The route handler of an endpoint. What fails is logged, and answered with 503. */
export function oauthEndpoint(answer: Answer): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const address = request.headers.get(clientAddressHeader) ?? "unknown";
      const body = await readBody(request);
      if (body === null) {
        return respond(oauthError("invalid_request", `The body has more than ${MAX_FORM_BYTES} bytes.`));
      }
      return respond(
        await answer(
          {
            db: getDb(),
            keyring: getKeyring(),
            now: () => new Date(),
            newId: randomUUID,
            issuer: getIssuer(),
            limiter: getSecretLimiter(),
          },
          {
            authorization: request.headers.get("authorization"),
            contentType: request.headers.get("content-type"),
            body,
            apiKey: request.headers.get("apikey"),
            address,
            network: networkOf(address),
          },
        ),
      );
    } catch (error) {
      return respond(oauthError("temporarily_unavailable", explainFailure(error).message));
    }
  };
}

/** The text of a body; null where it is too long, of which no more is read than that takes. */
async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_FORM_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function respond({ status, headers, body }: OAuthAnswer): Response {
  return body === null ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
}
