// What a credential that was presented is worth for one API: known, not expired, subscribed, and used from where it may
// be. Synchronous and pure; each refusal says what to do.
import { hashCredential } from "#gateway/data-plane/handshake/credential.ts";
import { Refusal, unauthorized } from "#gateway/data-plane/http/refusal.ts";
import { type RequestHead, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import type { Ticket } from "#gateway/data-plane/routing/access-tokens.ts";
import type { ExternalToken } from "#gateway/data-plane/routing/external-issuers.ts";
import {
  type Denial,
  endOf,
  type Grant,
  judgeGrant,
  type Presented,
} from "#gateway/data-plane/routing/grant.ts";
import type { KnownConsumers } from "#gateway/data-plane/routing/known-consumers.ts";
import { type PlaceOfUse, unpermittedBy } from "#gateway/data-plane/routing/place-of-use.ts";
import type { ApiRoute } from "#gateway/data-plane/routing/routing-table.ts";
import type { TokenFault } from "#gateway/data-plane/routing/verified-tokens.ts";
import { isTokenShaped } from "#lib/routes/compact-token.ts";
import { MAX_CREDENTIAL_LENGTH } from "#lib/routes/credential-carriers.ts";
import { originRefusedDetail } from "#lib/routes/origin-rule.ts";
import type { ApiKeyRecord } from "#lib/routes/route-record.ts";

/** Where and when a credential is used. */
export type UseOfCredential = {
  readonly head: RequestHead;
  readonly api: ApiRoute;
  /** As far as the proxies in front of the gateway can be believed. */
  readonly clientAddress: string;
  /** Unix time. */
  readonly nowMs: number;
};

/** What a credential opens, or why not. */
export function judgeCredential(
  text: string,
  use: UseOfCredential,
  consumers: KnownConsumers,
): Grant | Refusal {
  if (text.length > MAX_CREDENTIAL_LENGTH) {
    return unauthorized(
      "credential_invalid",
      `The credential has more than ${MAX_CREDENTIAL_LENGTH} characters.`,
    );
  }
  const presented = isTokenShaped(text) ? readToken(text, use, consumers) : readKey(text, use, consumers);
  if (presented instanceof Refusal) return presented;
  const { credential } = presented;
  if (!use.api.takes(credential.kind)) return notTaken(credential.kind);
  const grant = judgeGrant(presented, use.api.record.apiId, consumers);
  if (typeof grant === "string") return denied(grant);
  const { ticket } = presented;
  const place = credential.kind === "api_key" ? judgePlace(credential, use, ticket) : undefined;
  if (place instanceof Refusal) return place;
  return { ...grant, ...(ticket && { ticket }), ...(place && { place }) };
}

function readKey(text: string, { nowMs }: UseOfCredential, consumers: KnownConsumers): Presented | Refusal {
  const credential = consumers.findKeyByHash(hashCredential(text));
  if (credential === null) return unauthorized("credential_invalid", "The credential is not known here.");
  return credential.expiresAtMs !== null && credential.expiresAtMs <= nowMs
    ? unauthorized("credential_expired", "Get a new credential.")
    : { credential, token: null };
}

function readToken(text: string, use: UseOfCredential, consumers: KnownConsumers): Presented | Refusal {
  const { nowMs } = use;
  const ticket = consumers.tokens.readTicket(text, nowMs);
  if (ticket !== null) return readTicket(ticket, use, consumers);
  const external = consumers.issuers.read(text, nowMs);
  if (external !== null) return readExternal(external, consumers);
  const token = consumers.tokens.read(text, nowMs);
  if (typeof token === "string") return faulty(token);
  const credential = consumers.findCredential(token.clientId);
  return credential?.kind === "oauth_client" ? { credential, token } : denied("revoked");
}

/** What stands for an application in a token of another issuer. */
function readExternal({ issuerId, token }: ExternalToken, consumers: KnownConsumers): Presented | Refusal {
  if (typeof token === "string") return token === "malformed" ? malformedExternal() : faulty(token);
  const credential = consumers.findExternalClient(issuerId, token.clientId);
  return credential === null
    ? unauthorized(
        "credential_invalid",
        "No application goes by the client that the access token names: its owner can enter and prove it on the application's page.",
      )
    : { credential, token };
}

function malformedExternal(): Refusal {
  return unauthorized(
    "credential_invalid",
    "The access token is none that this gateway takes of its issuer: it lacks a claim, or is signed in a way that the issuer is not registered with.",
  );
}

/** The credential that a ticket stands for, as it is now. */
function readTicket(
  ticket: Ticket | TokenFault,
  { nowMs }: UseOfCredential,
  consumers: KnownConsumers,
): Presented | Refusal {
  if (ticket === "expired")
    return unauthorized(
      "credential_expired",
      "The ticket has expired: it is good for 30 seconds. Get a new one.",
    );
  if (typeof ticket === "string")
    return unauthorized("credential_invalid", "The ticket is none that counts here.");
  const credential = consumers.findCredential(ticket.credentialId);
  const { token } = ticket;
  if (credential === null || !isGotWith(credential, token))
    return unauthorized("credential_invalid", "What the ticket was got with was revoked.");
  const endsAtMs = endOf({ credential, token });
  return endsAtMs !== null && endsAtMs <= nowMs
    ? unauthorized("credential_expired", "What the ticket was got with has expired.")
    : { credential, token, ticket };
}

/** True where a ticket for the credential carries this kind of token: none of a key, and of a client one of whose issuer it is. */
function isGotWith({ kind }: Presented["credential"], token: Presented["token"]): boolean {
  if (token === null) return kind !== "oauth_client" && kind !== "external_client";
  return kind === (token.readUnder === null ? "oauth_client" : "external_client");
}

const FAULTS = {
  malformed: "The access token is none that this gateway takes: a JWT of the type at+jwt, signed with ES256.",
  unknownKey: "The access token was signed with a key that is not known here: get a new one.",
  badSignature: "The signature of the access token is wrong.",
  wrongIssuer: "The access token names another issuer than the one whose key has signed it.",
  wrongAudience: "The access token is for somebody else, not for this gateway.",
  notYetValid: "The access token is not valid yet: check the clock of the machine that issued it.",
} as const satisfies Record<Exclude<TokenFault, "expired">, string>;

function faulty(fault: TokenFault): Refusal {
  return fault === "expired"
    ? unauthorized(
        "credential_expired",
        "The access token has expired: get a new one from the token endpoint.",
      )
    : unauthorized("credential_invalid", FAULTS[fault]);
}

function notTaken(kind: Presented["credential"]["kind"]): Refusal {
  const detail =
    kind === "api_key"
      ? "This API takes access tokens of OAuth2 clients, not API keys."
      : "This API takes API keys, not access tokens of OAuth2 clients.";
  return unauthorized("credential_invalid", detail);
}

/** From where a key is used, or why not. A ticket was got from where the key may be, and is used by whom it was handed to. */
function judgePlace(
  key: ApiKeyRecord,
  { head, clientAddress }: UseOfCredential,
  ticket: Ticket | undefined,
): PlaceOfUse | Refusal {
  const origins = valuesOf(head.fields, "origin");
  const place = { clientAddress: ticket === undefined ? clientAddress : null, origins };
  const unpermitted = unpermittedBy(key, place);
  if (unpermitted === null) return place;
  if (unpermitted === "originRule")
    return new Refusal("origin_refused", originRefusedDetail(key.originRule, origins));
  const detail = `The key may not be used from ${clientAddress}. Its owner can add this address to the key, on the application's page.`;
  return new Refusal("address_refused", detail);
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
} as const satisfies Record<Exclude<Denial, "revoked">, readonly [string, string]>;

function denied(denial: Denial): Refusal {
  if (denial === "revoked") {
    return unauthorized(
      "credential_invalid",
      "The access token, its client or the secret that it was got with was revoked.",
    );
  }
  const [code, detail] = DENIED[denial];
  return new Refusal(code, detail);
}
