// Consumers for tests: an application that subscribes to the API of `route`, its credentials and its plan.
import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import {
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_TYPE,
  verificationKeyRecordSchema,
} from "#lib/routes/access-token.ts";
import type { ApplicationRecord, SubscriptionRecord } from "#lib/routes/application-record.ts";
import type { DenySubject } from "#lib/routes/deny-record.ts";
import { anyOrigin } from "#lib/routes/origin-rule.ts";
import { type PlanLimits, unlimited } from "#lib/routes/plan-record.ts";
import type { ApiKeyRecord, OAuthClientRecord, RoutingEntry } from "#lib/routes/route-record.ts";
import { TICKET_TYPE } from "#lib/routes/ticket.ts";

/** A key of the application `shop` that does not end by itself. */
export function apiKey(text: string, overrides: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: `key-${text}`,
    kind: "api_key",
    hash: createHash("sha256").update(text).digest("hex"),
    applicationId: "shop",
    environment: "production",
    expiresAtMs: null,
    addresses: [],
    originRule: anyOrigin,
    scopes: [],
    ...overrides,
  };
}

/** A subscription to the API of `route` under the plan `gold`. */
export function subscription(overrides: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    id: "shop-echo",
    apiId: "api-echo",
    planId: "gold",
    state: "active",
    blocked: "none",
    ...overrides,
  };
}

/** The feed's row of an application. */
export function applicationEntry(
  subscriptions: readonly SubscriptionRecord[] = [subscription()],
  overrides: Partial<ApplicationRecord> = {},
): RoutingEntry {
  const record = {
    id: "shop",
    name: "Shop",
    ownerId: "anna",
    subscriptions: [...subscriptions],
    ...overrides,
  };
  return { kind: "application", id: record.id, record };
}

/** The feed's row of a plan; without limits it limits nothing. */
export function planEntry(limits: Partial<PlanLimits> = {}, id = "gold"): RoutingEntry {
  return { kind: "plan", id, record: { id, name: id, limits: { ...unlimited, ...limits } } };
}

/** The feed's row of a deny policy that does not end by itself. */
export function denyEntry(subject: DenySubject, value: string, endsAtMs: number | null = null): RoutingEntry {
  const id = `deny-${subject}`;
  return { kind: "deny", id, record: { id, subject, value, endsAtMs } };
}

/** A client of the application `shop` with one secret. */
export function oauthClientEntry(overrides: Partial<OAuthClientRecord> = {}): RoutingEntry {
  const record: OAuthClientRecord = {
    id: "client",
    kind: "oauth_client",
    applicationId: "shop",
    environment: "production",
    secretIds: ["secret-1"],
    ...overrides,
  };
  return { kind: "credential", id: record.id, record };
}

/** An issuer of tokens with a key pair of its own. */
export type TestIssuer = {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** The feed's row of its key. */
  readonly entry: RoutingEntry;
  /** A token of {@link oauthClientEntry}, of ten minutes; claims and header as overridden. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** A ticket for a credential, of half a minute; claims as overridden. */
  signTicket(credentialId: string, claims?: Record<string, unknown>): Promise<string>;
};

export function testIssuer(kid = "key-1", issuer = "https://portal.example"): TestIssuer {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  return {
    publicKey,
    privateKey,
    entry: {
      kind: "verificationKey",
      id: kid,
      record: verificationKeyRecordSchema.parse({ id: kid, issuer, jwk }),
    },
    sign: (claims, header) =>
      new SignJWT(tokenClaims(claims, issuer))
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid, ...header })
        .sign(privateKey),
    signTicket: (credentialId, claims) => {
      const { sub: _, client_id: _client, secret_id: _secret, ...shared } = tokenClaims({}, issuer);
      const exp = shared.iat + 30;
      return new SignJWT({ ...shared, exp, credential_id: credentialId, ...claims })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TICKET_TYPE, kid })
        .sign(privateKey);
    },
  };
}

/** Claims of a token that counts. */
export function tokenClaims(overrides: Record<string, unknown> = {}, issuer = "https://portal.example") {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  return {
    iss: issuer,
    aud: TOKEN_AUDIENCE,
    sub: "client",
    client_id: "client",
    secret_id: "secret-1",
    iat: nowSeconds,
    exp: nowSeconds + 600,
    jti: randomUUID(),
    ...overrides,
  };
}
