// What an issuer publishes of itself: where its keys are (OpenID Connect Discovery 1.0, RFC 8414), and the keys (RFC 7517).
// Pure: reads texts that were fetched from strangers.
import { z } from "zod";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { type IssuerKey, issuerKeySchema } from "#lib/routes/issuer-record.ts";

/** Most keys of an issuer that are taken: each travels to all gateways. */
const MAX_KEYS = 50;

/** Addresses of an issuer's metadata, in the order in which they are tried. */
export function metadataAddresses(issuer: string): readonly [string, string] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}${path}/.well-known/openid-configuration`, // OpenID Connect Discovery 1.0 section 4
    `${origin}/.well-known/oauth-authorization-server${path}`, // RFC 8414 section 3
  ];
}

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.string().max(2_048) });

/** Where the keys of an issuer are. Refusals: `metadata_wrong`, `issuer_differs`. */
export function readMetadata(text: string, issuer: string): Outcome<string> {
  const metadata = metadataSchema.safeParse(parseJson(text)).data;
  if (metadata === undefined)
    return refuse("metadata_wrong", "The issuer's metadata name no issuer and no key set (jwks_uri).", "url");
  // To the letter (OpenID Connect Discovery 1.0 section 4.3): or one issuer could speak for another.
  return metadata.issuer === issuer
    ? done(metadata.jwks_uri)
    : refuse(
        "issuer_differs",
        `What stands there calls itself "${metadata.issuer.slice(0, 200)}": enter exactly that, if it is the one you mean.`,
        "url",
      );
}

const keySetSchema = z.object({ keys: z.array(z.unknown()) });
const listedKeySchema = z
  .looseObject({ kid: z.string(), use: z.string().optional(), alg: z.string().optional() })
  .refine(({ use }) => use === undefined || use === "sig");

/**
 * The keys of a set that verify signatures; secret ones, those for encryption and those without a `kid` are left out, and
 * of two with one `kid` the first counts. Refusals: `keys_wrong`.
 */
export function readKeySet(text: string): Outcome<IssuerKey[]> {
  const listed = keySetSchema.safeParse(parseJson(text)).data?.keys ?? [];
  const keys = new Map<string, IssuerKey>();
  for (const each of listed.slice(0, MAX_KEYS)) {
    const key = readKey(each);
    if (key !== null && !keys.has(key.kid)) keys.set(key.kid, key);
  }
  return keys.size > 0
    ? done([...keys.values()])
    : refuse(
        "keys_wrong",
        "The issuer's key set has no public key with an id (kid) that verifies tokens.",
        "url",
      );
}

function readKey(value: unknown): IssuerKey | null {
  const listed = listedKeySchema.safeParse(value).data;
  if (listed === undefined) return null;
  const { kid, alg = null } = listed;
  return issuerKeySchema.safeParse({ kid, alg, jwk: listed }).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
