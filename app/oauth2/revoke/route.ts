// Revocation (RFC 7009) of a client's own token.
import { oauthEndpoint } from "#app/_server/oauth-endpoint.ts";
import { answerRevocation } from "#lib/credentials/oauth-endpoints/commands.ts";

export const POST = oauthEndpoint(answerRevocation);
