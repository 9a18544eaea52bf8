// By what a connection is open: a credential, and for an application's key the subscription and plan behind it. Judged
// at the handshake and again for live connections whenever one of these changes. Pure.
import type { Ticket } from "#gateway/data-plane/routing/access-tokens.ts";
import type { PlaceOfUse } from "#gateway/data-plane/routing/place-of-use.ts";
import type { AccessToken } from "#gateway/data-plane/routing/verified-tokens.ts";
import type { ApplicationRecord, SubscriptionRecord } from "#lib/routes/application-record.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type { CredentialRecord, ExternalClientRecord, OAuthClientRecord } from "#lib/routes/route-record.ts";

/** What was presented and is known. */
export type Presented = {
  readonly credential: CredentialRecord;
  /** The token that was presented, of this portal or of another issuer; null of keys. */
  readonly token: AccessToken | null;
  /** What stood for it; absent where it was presented itself. */
  readonly ticket?: Ticket;
};

/** What opens a connection. */
export type Grant = Presented & {
  /** The consuming application, as logged and as sent in X-Sluice-Application. */
  readonly application: string;
  /** What was subscribed to; null of a test key, which needs none. */
  readonly use: Use | null;
  /** From where an application's key is used; absent of other credentials, which may be used from everywhere. */
  readonly place?: PlaceOfUse;
};

/** The application whose credential it is; null for an anonymous client or a test key. */
export function applicationIdOf(grant: Grant | null): string | null {
  return grant === null || grant.credential.kind === "test" ? null : grant.credential.applicationId;
}

/** Unix time in milliseconds at which it ends by itself; null where it does not. */
export function endOf({ credential, token }: Presented): number | null {
  return "expiresAtMs" in credential ? credential.expiresAtMs : (token?.endsAtMs ?? null);
}

/** A subscription and the plan it goes by. */
export type Use = {
  readonly applicationId: string;
  readonly subscription: SubscriptionRecord;
  readonly plan: PlanRecord;
};

/** Why a credential that is known opens an API not. */
export const denials = {
  revoked: "revoked",
  wrongApi: "wrongApi",
  notSubscribed: "notSubscribed",
  pending: "pending",
  rejected: "rejected",
  blocked: "blocked",
} as const;
export type Denial = keyof typeof denials;

/** Where applications and plans are known. */
export type ConsumerFacts = {
  findApplication(id: string): ApplicationRecord | null;
  findPlan(id: string): PlanRecord | null;
  isTokenInForce(token: AccessToken, client: OAuthClientRecord | ExternalClientRecord): boolean;
};

/** What a credential that is known opens of an API, or why nothing. Whether it has expired is another question. */
export function judgeGrant(
  { credential, token }: Presented,
  apiId: string,
  facts: ConsumerFacts,
): Grant | Denial {
  if (credential.kind === "test") {
    if (credential.apiId !== apiId) return denials.wrongApi;
    return { credential, token, application: credential.application, use: null };
  }
  const isOfToken = credential.kind === "oauth_client" || credential.kind === "external_client";
  if (isOfToken && (token === null || !facts.isTokenInForce(token, credential))) return denials.revoked;
  const application = facts.findApplication(credential.applicationId);
  const subscription = application?.subscriptions.find((it) => it.apiId === apiId);
  if (application === null || subscription === undefined) return denials.notSubscribed;
  if (subscription.state !== "active") return denials[subscription.state];
  if (isBlocked(subscription, credential.environment)) return denials.blocked;
  // A plan arrives before its first subscription; without it nobody knows what may pass.
  const plan = facts.findPlan(subscription.planId);
  return plan === null
    ? denials.notSubscribed
    : {
        credential,
        token,
        application: application.name,
        use: { applicationId: application.id, subscription, plan },
      };
}

function isBlocked({ blocked }: SubscriptionRecord, environment: CredentialRecord["environment"]): boolean {
  return blocked === "all" || (blocked === "production" && environment === "production");
}
