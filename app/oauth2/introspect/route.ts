// Introspection (RFC 7662): what a client's own token is worth.
import { oauthEndpoint } from "#app/_server/oauth-endpoint.ts";
import { answerIntrospection } from "#lib/credentials/oauth-endpoints/commands.ts";

export const POST = oauthEndpoint(answerIntrospection);
