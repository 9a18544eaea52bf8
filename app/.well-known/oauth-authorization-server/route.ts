// What the authorization server offers, for client libraries (RFC 8414).
import { getIssuer } from "#app/_server/oauth-endpoint.ts";
import { serverMetadata } from "#lib/credentials/oauth-endpoints/metadata.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json(serverMetadata(getIssuer()));
}
