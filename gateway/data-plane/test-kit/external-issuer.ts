// An issuer of others for tests: its keys, its row on the feed, tokens for the application `shop`, and a gateway that
// takes them.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { applicationEntry, oauthClientEntry, planEntry } from "#gateway/data-plane/test-kit/consumers.ts";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";
import { type IssuerRecord, issuerKeySchema } from "#lib/routes/issuer-record.ts";
import type { EndpointEnvironment, RoutingEntry } from "#lib/routes/route-record.ts";

export const ISSUER_URL = "https://login.example";
export const ISSUER_AUDIENCE = "https://api.example";

/** Key pairs as issuers have them; the name is the `kid`. */
export function issuerKeys() {
  return {
    rsa: generateKeyPairSync("rsa", { modulusLength: 2_048 }),
    ec: generateKeyPairSync("ec", { namedCurve: "P-256" }),
    ed: generateKeyPairSync("ed25519"),
  };
}
export type IssuerKeys = ReturnType<typeof issuerKeys>;

/** The public half of a key as it stands in a key set. */
export function listedKey(kid: string, publicKey: KeyObject) {
  return issuerKeySchema.parse({ kid, alg: null, jwk: publicKey.export({ format: "jwk" }) });
}

/** The feed's row of the issuer. */
export function issuerEntry(keys: IssuerKeys, overrides: Partial<IssuerRecord> = {}): RoutingEntry {
  const record: IssuerRecord = {
    id: "login",
    url: ISSUER_URL,
    audience: ISSUER_AUDIENCE,
    applicationClaim: "client_id",
    scopeClaim: "scope",
    algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
    clockSkewMs: 60_000,
    keys: Object.entries(keys).map(([kid, { publicKey }]) => listedKey(kid, publicKey)),
    ...overrides,
  };
  return { kind: "issuer", id: record.id, record };
}

/** The feed's row of what stands for the application `shop` there. */
export function externalClientEntry(
  value = "shop-client",
  environment: EndpointEnvironment = "production",
): RoutingEntry {
  const record = {
    id: "shop-at-login",
    kind: "external_client",
    issuerId: "login",
    value,
    applicationId: "shop",
    environment,
  } as const;
  return { kind: "credential", id: record.id, record };
}

/** Claims of a token that counts. */
export function issuedClaims(overrides: Record<string, unknown> = {}) {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  return {
    iss: ISSUER_URL,
    aud: ISSUER_AUDIENCE,
    sub: "shop-client",
    client_id: "shop-client",
    iat: nowSeconds,
    exp: nowSeconds + 600,
    ...overrides,
  };
}

/** A signed token; claims and header as overridden. */
export function issue(
  key: KeyObject,
  header: { readonly alg: string; readonly kid: string; readonly [name: string]: unknown },
  claims: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(issuedClaims(claims)).setProtectedHeader(header).sign(key);
}

const path = "/echo/1.0.0";
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A gateway whose one API takes tokens, which the application `shop` is subscribed to; a handshake brings one as bearer. */
export async function startIssuerGateway(keys: IssuerKeys, issuer: Partial<IssuerRecord> = {}) {
  const backend = await startRawBackend();
  const record = route(backend.url, { security: { oauth2: true } });
  const gateway = await startGateway([
    planEntry(),
    applicationEntry(),
    oauthClientEntry(),
    issuerEntry(keys, issuer),
    externalClientEntry(),
    routeEntry(record),
  ]);
  return {
    record,
    gateway,
    open: (token: string, at = backend) => openPair(gateway.wsPort, at, path, bearer(token)),
    refused: async (token: string) => {
      const { status, problem } = await refusalTo(gateway.wsPort, upgradeRequest(path, bearer(token)));
      return `${status} ${problem.code}: ${problem.detail}`;
    },
  };
}
