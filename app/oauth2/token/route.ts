// The token endpoint (RFC 6749 section 3.2): client credentials for access tokens.
import { oauthEndpoint } from "#app/_server/oauth-endpoint.ts";
import { answerTokenRequest } from "#lib/credentials/oauth-endpoints/commands.ts";

export const POST = oauthEndpoint(answerTokenRequest);
