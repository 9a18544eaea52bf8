// What a credential that was presented is worth for one API: known, not expired, subscribed, and used from where it may
// be. Synchronous and pure; each refusal says what to do.
import { Refusal, unauthorized } from "#gateway/data-plane/http/refusal.ts";
import { type RequestHead, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import { type Denial, type Grant, judgeGrant } from "#gateway/data-plane/routing/grant.ts";
import type { KnownConsumers } from "#gateway/data-plane/routing/known-consumers.ts";
import { isInRange, parseIpAddress, parseIpRange } from "#lib/network/ip-address.ts";
import { judgeOrigin, originRefusedDetail } from "#lib/routes/origin-rule.ts";
import type { ApiKeyRecord, CredentialRecord } from "#lib/routes/route-record.ts";

/** Where and when a credential is used. */
export type UseOfCredential = {
  readonly head: RequestHead;
  readonly apiId: string;
  /** As far as the proxies in front of the gateway can be believed. */
  readonly clientAddress: string;
  /** Unix time. */
  readonly nowMs: number;
};

/** What a credential opens, or why not. `known` is its record; null where there is none. */
export function judgeCredential(
  known: CredentialRecord | null,
  use: UseOfCredential,
  consumers: KnownConsumers,
): Grant | Refusal {
  if (known === null) return unauthorized("credential_invalid", "The credential is not known here.");
  if (known.expiresAtMs !== null && known.expiresAtMs <= use.nowMs)
    return unauthorized("credential_expired", "Get a new credential.");
  const grant = judgeGrant(known, use.apiId, consumers);
  if (typeof grant === "string") return denied(grant);
  return (known.kind === "api_key" ? judgePlace(known, use) : null) ?? grant;
}

function judgePlace(key: ApiKeyRecord, { head, clientAddress }: UseOfCredential): Refusal | null {
  if (key.addresses.length > 0 && !isAmong(key.addresses, clientAddress)) {
    const detail = `The key may not be used from ${clientAddress}. Its owner decides on the application's page from where it may.`;
    return new Refusal("address_refused", detail);
  }
  const origins = valuesOf(head.fields, "origin");
  return judgeOrigin(key.originRule, origins).isAdmitted
    ? null
    : new Refusal("origin_refused", originRefusedDetail(key.originRule, origins));
}

function isAmong(ranges: readonly string[], address: string): boolean {
  const parsed = parseIpAddress(address);
  if (parsed === null) return false;
  return ranges.some((text) => {
    const range = parseIpRange(text);
    return range !== null && isInRange(range, parsed);
  });
}

const DENIED = {
  wrongApi: ["credential_wrong_api", "The credential was issued for another API."],
  notSubscribed: [
    "not_subscribed",
    "The application is not subscribed to this API: subscribe it in the developer portal.",
  ],
  pending: ["subscription_pending", "The subscription waits until the publisher has approved it."],
  rejected: [
    "subscription_rejected",
    "The publisher rejected the subscription: ask them, or subscribe again.",
  ],
  blocked: ["subscription_blocked", "The publisher has blocked this subscription: ask them why."],
} as const satisfies Record<Denial, readonly [string, string]>;

function denied(denial: Denial): Refusal {
  const [code, detail] = DENIED[denial];
  return new Refusal(code, detail);
}
