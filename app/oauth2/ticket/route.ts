// Tickets for the query string: for a backend that has a key or an access token, of this portal or of a registered issuer, to hand to its browser.
import { oauthEndpoint } from "#app/_server/oauth-endpoint.ts";
import { answerTicketRequest } from "#lib/credentials/oauth-endpoints/commands.ts";

export const POST = oauthEndpoint(answerTicketRequest);
