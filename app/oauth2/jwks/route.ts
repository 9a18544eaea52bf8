// The public keys that verify access tokens (RFC 7517 section 5). Others keep them for less time than a new one is
// published before it signs.
import { getDb } from "#app/_server/db.ts";
import { getIssuer } from "#app/_server/oauth-endpoint.ts";
import { readKeySet } from "#lib/credentials/signing-keys/repository.ts";
import { KEY_SET_MAX_AGE_S } from "#lib/credentials/signing-keys/signing-key.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return Response.json(await readKeySet(getDb(), getIssuer()), {
    headers: { "cache-control": `public, max-age=${KEY_SET_MAX_AGE_S}` },
  });
}
