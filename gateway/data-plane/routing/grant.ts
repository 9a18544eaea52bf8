// By what a connection is open: a credential, and for an application's key the subscription and plan behind it. Judged
// at the handshake and again for live connections whenever one of these changes. Pure.
import type { ApplicationRecord, SubscriptionRecord } from "#lib/routes/application-record.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";
import type { CredentialRecord } from "#lib/routes/route-record.ts";

/** What opens a connection. */
export type Grant = {
  readonly credential: CredentialRecord;
  /** The consuming application, as logged and as sent in X-Sluice-Application. */
  readonly application: string;
  /** What was subscribed to; null of a test key, which needs none. */
  readonly use: Use | null;
};

/** The application whose key it is; null for an anonymous client or a test key. */
export function applicationIdOf(grant: Grant | null): string | null {
  const credential = grant?.credential;
  return credential?.kind === "api_key" ? credential.applicationId : null;
}

/** A subscription and the plan it goes by. */
export type Use = { readonly subscription: SubscriptionRecord; readonly plan: PlanRecord };

/** Why a credential that is known opens an API not. */
export const denials = {
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
};

/** What a credential opens of an API, or why nothing. Whether it has expired is another question. */
export function judgeGrant(
  credential: CredentialRecord,
  apiId: string,
  facts: ConsumerFacts,
): Grant | Denial {
  if (credential.kind === "test") {
    if (credential.apiId !== apiId) return denials.wrongApi;
    return { credential, application: credential.application, use: null };
  }
  const application = facts.findApplication(credential.applicationId);
  const subscription = application?.subscriptions.find((it) => it.apiId === apiId);
  if (application === null || subscription === undefined) return denials.notSubscribed;
  if (subscription.state !== "active") return denials[subscription.state];
  if (isBlocked(subscription, credential.environment)) return denials.blocked;
  // A plan arrives before its first subscription; without it nobody knows what may pass.
  const plan = facts.findPlan(subscription.planId);
  return plan === null
    ? denials.notSubscribed
    : { credential, application: application.name, use: { subscription, plan } };
}

function isBlocked({ blocked }: SubscriptionRecord, environment: CredentialRecord["environment"]): boolean {
  return blocked === "all" || (blocked === "production" && environment === "production");
}
