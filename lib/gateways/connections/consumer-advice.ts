// What is said differently of closes and refusals to people who use an API: they do not run it, see none of the
// publisher's pages and no log. What is not here is said to both alike. Pure.
import type { ClosedConnection } from "./connection-record.ts";
import type { RefusedHandshake } from "./refused-record.ts";

/** Who reads an explanation: who publishes the API, or who uses it. */
export type Audience = "publisher" | "consumer";

const tellPublisher = "That is not your client's doing: if it goes on, tell whoever publishes the API.";
const askPublisher = "Ask whoever publishes the API.";
const sendLess =
  "Send less, wait as long as the gateway says, or ask whoever publishes the API for another plan.";
const waitLonger = "Wait longer before you connect again";
/** About a subscription that its publisher has blocked. */
export const beUnblocked = `${askPublisher} Only they can unblock it; another key does not help.`;
const askAdministrator = "Ask an administrator of this portal: another key does not help.";

/** By the policy that closed the connection. */
const byPolicy: Readonly<Record<string, string>> = {
  maxMessageBytes: "Send smaller messages.",
  maxBackendMessageBytes: tellPublisher,
  memory: "Wait a moment and connect again.",
  rateLimits: sendLess,
  enforceTypes: "Send only on topics whose documentation says “you send”.",
  idleTimeoutMs: "Send a message now and then, and connect again.",
  heartbeat: "Usually a network went away: connect again.",
  maxConnectionAgeMs: "Nothing is wrong: connect again.",
  disconnect: `Connect again. If it happens once more: ${lowered(askPublisher)}`,
  credential: "Make a new key on your application's page, or get a new token, and connect again.",
  subscription: "Subscribe your application to this API again: choose Use this API.",
  subscriptionBlock: beUnblocked,
  scope: "Get a token, or make a key on your application's page, that has that scope.",
  publishScope: "Only listen, or get a token or a key that has the scope.",
  keyRestrictions:
    "Connect from where the key permits, or choose Edit at the key on your application's page and add this address or site.",
  denyPolicy: askAdministrator,
  security: "Connect again with a key or a token.",
  lifecycle: askPublisher,
  deployment: "See in the API's documentation which topics it has now.",
};

/** By the code, where no policy is on record or it has no words of its own. */
const byCode: Readonly<Record<number, string>> = {
  1001: "Connect again.",
  1002: "Check the WebSocket library of your client.",
  1012: "Nothing is wrong: connect again.",
  4410: "Nothing is wrong: connect again.",
  1007: "Check what your client sends.",
  1008: "Send fewer pings and pongs.",
  1009: "Send smaller messages.",
  1011: tellPublisher,
  1014: tellPublisher,
  4401: "Make a new key on your application's page, or get a new token, and connect again.",
  4403: `See on your application's page whether its subscription is active. If it is: ${lowered(askPublisher)}`,
  4404: "See in the API's documentation which topics it has now.",
  4405: "Send only on topics whose documentation says “you send”.",
  4408: "Send something now and then, and connect again.",
  4429: sendLess,
};

/** Of the backend's closes, those whose cause only its own log tells (RFC 6455 section 7.4.1). */
const ofBackend: readonly number[] = [1006, 1008, 1011, 1013, 1014, 1015];

/** What somebody who uses an API can do about a close; null where the same is said to both. */
export function consumerCloseAdvice({
  code,
  closedBy,
  policy,
}: Pick<ClosedConnection, "code" | "closedBy" | "policy">): string | null {
  if (policy === "closeCode") return null;
  if (closedBy === "backend" && ofBackend.includes(code)) return tellPublisher;
  if (closedBy !== "gateway") return null;
  const known = (policy === null ? undefined : byPolicy[policy]) ?? byCode[code];
  if (known !== undefined) return known;
  return askPublisher;
}

/** By the refusal's code. */
const byRefusal: Readonly<Record<string, string>> = {
  bad_path: "Write the path as the API's page has it.",
  query_parameter_missing: "Add it to the URL.",
  query_parameter_invalid: "Send another value.",
  header_missing: "Send it. A browser cannot send headers of its own: another client can.",
  header_invalid: "Send another value.",
  credential_missing: "Send a key of your application: choose Use this API where you have none.",
  credential_invalid:
    "Check that the key was copied whole and has not been revoked. A new one is made on your application's page.",
  credential_expired: "Make a new key on your application's page, or get a new token, and connect again.",
  credential_wrong_api: "Use a key of an application that is subscribed to this API.",
  not_subscribed: "Subscribe your application to this API: choose Use this API.",
  subscription_pending: "Wait until the publisher has approved it: your application's page says when it is.",
  subscription_rejected: `${askPublisher} Your application's page has what they said.`,
  insufficient_scope:
    "Get a token, or make a key on your application's page, that has the scope. Where it is not offered, ask whoever publishes the API.",
  subscription_blocked: beUnblocked,
  denied_by_policy: askAdministrator,
  address_refused:
    "Connect from an address that the key permits, or choose Edit at the key on your application's page and add this one.",
  origin_refused: `See on your application's page which sites the key admits; Edit adds one. If this one is among them: ${lowered(askPublisher)}`,
  api_not_published: askPublisher,
  no_sandbox_endpoint: "Use a production key.",
  api_not_found: "Compare the address with the one on the API's page.",
  topic_not_found: "Compare the path with the topics in the API's documentation.",
  too_many_connections: `Try again later. If it goes on: ${lowered(askPublisher)}`,
  too_many_connections_of_plan:
    "Close connections that you do not need, or ask whoever publishes the API for another plan.",
  too_many_new_connections_of_plan: `${waitLonger}, or ask whoever publishes the API for another plan.`,
  too_many_failed_credentials:
    "Find the client in your network that sends a wrong or revoked key, stop it, and connect again a minute later.",
  too_many_connections_from_address:
    "Close connections that you do not need: all of your network count as one.",
  too_many_new_connections: `${waitLonger}.`,
  gateway_fault: tellPublisher,
  backend_unreachable: tellPublisher,
  backend_forbidden: tellPublisher,
  backend_refused: tellPublisher,
  backend_bad_handshake: tellPublisher,
  overloaded: "Wait a moment and connect again.",
  gateway_full: `Wait a moment and connect again. ${tellPublisher}`,
  no_healthy_backend: tellPublisher,
  backends_full: `Wait a moment and connect again. ${tellPublisher}`,
  no_endpoint: tellPublisher,
  backend_timeout: tellPublisher,
  loop_detected: tellPublisher,
};

/** Those whose own words name what was wrong: a parameter, a header, what in a path. */
const named: readonly string[] = [
  "bad_path",
  "query_parameter_missing",
  "query_parameter_invalid",
  "header_missing",
  "header_invalid",
];

/**
 * What somebody who uses an API can do about a refusal; null where the same is said to both. What the client was told is
 * part of it where it names the fault, or is all that is known of a code.
 */
export function consumerRefusalAdvice(
  { code, why }: Pick<RefusedHandshake, "code" | "why">,
  isKnown: (code: string) => boolean,
): string | null {
  const advice = byRefusal[code] ?? null;
  if (named.includes(code) && advice !== null) return `The gateway said: ${why} ${advice}`;
  if (advice !== null || isKnown(code)) return advice;
  return `The gateway said: ${why}`;
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
