// Why a handshake was refused and what to do about it, in words for the people who run the API, and for those who use it.
// Codes: those of the gateway's problem bodies (docs/gateway.md).
import { type Audience, consumerRefusalAdvice } from "./consumer-advice.ts";
import type { CloseExplanation } from "./explain-close.ts";
import type { RefusedHandshake } from "./refused-record.ts";

type Refused = Pick<RefusedHandshake, "code" | "status" | "upstreamStatus" | "why">;

/** Explains a refusal; a code of a newer gateway is explained by what the client was told. */
export function explainRefusal(refused: Refused, audience: Audience): CloseExplanation {
  const explained = explain(refused);
  const advice =
    audience === "consumer" ? consumerRefusalAdvice(refused, (code) => code in refusalExplanations) : null;
  return advice === null ? explained : { ...explained, advice };
}

function explain(refused: Refused): CloseExplanation {
  if (refused.code === "backend_refused") return byBackend(refused);
  return (
    refusalExplanations[refused.code] ?? {
      happened: `The gateway refused the handshake with ${refused.status}.`,
      advice: "The reason below is what the client was told.",
    }
  );
}

const clientsRequest = "Check the client's WebSocket library, and proxies in front of the gateway.";
const ownDemand =
  "If the definition asks for too much, change it, or turn Enforce handshake parameters off on the Runtime page.";
const askAgain = "Clients should wait a moment and connect again.";

const backendRefused: CloseExplanation = {
  happened: "The backend refused the handshake.",
  advice: "See the path that the topic is mapped to on the Topics page, and read the backend's own log.",
};

/** By code. */
export const refusalExplanations: Readonly<Record<string, CloseExplanation>> = {
  malformed_handshake: {
    happened: "The client's request was not a well-formed WebSocket handshake.",
    advice: clientsRequest,
  },
  bad_path: {
    happened: "The path has something that two servers could read differently, so the gateway refused it.",
    advice:
      "The reason below says what and where. If it is `%2F`, the Endpoints page can let it pass on to the backend.",
  },
  bad_parameter: {
    happened: "A value in the path may not go into the backend's path.",
    advice: "Let the client send another value for the topic's parameter.",
  },
  query_parameter_missing: {
    happened: "The client left out a query parameter that the API's definition demands.",
    advice: `The reason below names it: let the client add it to the URL. ${ownDemand}`,
  },
  query_parameter_invalid: {
    happened: "A query parameter of the client was not what the API's definition says.",
    advice: `The reason below names it: let the client send another value. ${ownDemand}`,
  },
  header_missing: {
    happened: "The client left out a header that the API's definition demands.",
    advice: `The reason below names it. Web pages cannot send headers of their own. ${ownDemand}`,
  },
  header_invalid: {
    happened: "A header of the client was not what the API's definition says.",
    advice: `The reason below names it: let the client send another value. ${ownDemand}`,
  },
  request_timeout: {
    happened: "The client began a request and did not finish it in time.",
    advice:
      "Usually a slow network or a scanner. If it happens often, look at proxies in front of the gateway.",
  },
  target_too_long: {
    happened: "The URL was longer than the gateway takes.",
    advice: "Let the client send less in the URL, for example in a first message instead.",
  },
  unsupported_version: {
    happened: "The client asked for a version of WebSocket that nobody speaks any more.",
    advice: "Update the client's WebSocket library: it has to speak version 13.",
  },
  upgrade_required: {
    happened: "The client sent a plain HTTP request, or asked for another protocol than WebSocket.",
    advice:
      "Connect with a WebSocket client. Behind a proxy, see that it passes `Upgrade` and `Connection` on.",
  },
  headers_too_large: {
    happened: "The request's headers were larger or more than the gateway takes.",
    advice: "Let the client send fewer or smaller headers; large cookies are a common cause.",
  },
  credential_missing: {
    happened: "The client brought no credential, and this topic needs one.",
    advice: "Let the client send its key, or allow clients without a credential on the Runtime page.",
  },
  credential_invalid: {
    happened: "The client brought a credential that the gateway does not know.",
    advice:
      "Check that the key was copied whole and has not been revoked. A new one is on the Overview page.",
  },
  credential_expired: {
    happened: "The client brought a credential that has expired.",
    advice: "Let the client get a new one and connect again.",
  },
  ticket_used: {
    happened: "The client brought a ticket that has opened a connection already.",
    advice: "Let the client get a new ticket for each connection, also when it connects again.",
  },
  credential_wrong_api: {
    happened: "The client brought a credential of another API.",
    advice: "Give the client a credential of this API.",
  },
  not_subscribed: {
    happened: "The client brought a key of an application that is not subscribed to this API.",
    advice: "Its owner has to subscribe the application to this API in the developer portal.",
  },
  subscription_pending: {
    happened: "The application's subscription waits for approval.",
    advice: "Approve or reject it on the Subscriptions page.",
  },
  subscription_rejected: {
    happened: "The application's subscription was rejected.",
    advice: "Approve it on the Subscriptions page if that was a mistake.",
  },
  insufficient_scope: {
    happened: "The key or token had none of the scopes that the topic needs.",
    advice:
      "Its owner asks for a token with the scope, or makes a key with it. Who may obtain a scope is set where it was made.",
  },
  subscription_blocked: {
    happened: "The application's subscription is blocked.",
    advice: "Unblock it on the Subscriptions page if it may connect again.",
  },
  denied_by_policy: {
    happened: "An administrator's deny policy concerns the client, its application or this API.",
    advice: "Ask an administrator: they see the policies, and can switch them off, under Deny policies.",
  },
  address_refused: {
    happened: "The client used a key from an address that the key's owner does not permit.",
    advice:
      "The owner decides from where a key may be used. Behind a proxy, see that TRUST_PROXY names it, or every client has the proxy's address.",
  },
  origin_refused: {
    happened: "A web page asked to connect that this API, or the key it brought, does not admit.",
    advice:
      "If the page is meant to, add its origin to those admitted on the Runtime page; a key's own sites are its owner's choice.",
  },
  api_not_published: {
    happened: "The API is not published, and the client brought no test key.",
    advice: "Publish the API on the Lifecycle page, or connect with a test key from the Overview page.",
  },
  no_sandbox_endpoint: {
    happened: "The client brought a sandbox credential, and the API has no sandbox endpoint.",
    advice: "Set a sandbox endpoint on the Endpoints page, or let the client use a production credential.",
  },
  api_not_found: {
    happened: "No API was deployed at the path that the client asked for.",
    advice:
      "Compare the path below with the API's URL. If it is right, see on the Deployments page what is live.",
  },
  topic_not_found: {
    happened: "The API has no topic at the path that the client asked for.",
    advice: "Compare the path below with the Topics page, and deploy the topic if it is new.",
  },
  too_many_connections: {
    happened: "The API had as many open connections as its limit allows.",
    advice: "Raise the limit on the Runtime page, or see above who is connected.",
  },
  too_many_connections_of_plan: {
    happened: "The subscription had as many open connections as its plan allows.",
    advice: "Move it to another plan on the Subscriptions page if it may have more.",
  },
  too_many_new_connections_of_plan: {
    happened: "The subscription opened more connections in a second than its plan allows.",
    advice:
      "Let the client wait before it connects again, or move it to another plan on the Subscriptions page.",
  },
  too_many_failed_credentials: {
    happened:
      "So many unknown credentials came from the client's network within a minute that the gateway judged none of them any more.",
    advice:
      "Find the client that sends a wrong or revoked key. If all clients have one address, a proxy stands in front: set `TRUST_PROXY`.",
  },
  too_many_connections_from_address: {
    happened: "The client's address had as many open connections as the limit allows.",
    advice:
      "Raise the limit on the Runtime page. If all clients have one address, a proxy stands in front: set `TRUST_PROXY`.",
  },
  too_many_new_connections: {
    happened: "More connections were opened within a short time than the limit allows.",
    advice: "Let clients wait longer before they connect again, or raise the limit on the Runtime page.",
  },
  gateway_fault: {
    happened: "The gateway failed on this handshake; the others went on.",
    advice: "Report it, with the lines of the gateway's log that have the id of the connection.",
  },
  backend_unreachable: {
    happened: "The gateway could not reach the backend.",
    advice: "See on the Endpoints page whether the URL is right and the backend is healthy: Test dials it.",
  },
  backend_forbidden: {
    happened: "The backend stands at an address that the gateway may not dial.",
    advice: "Use another endpoint, or let whoever runs the gateway allow the address.",
  },
  backend_refused: backendRefused,
  backend_bad_handshake: {
    happened: "The backend's answer was not a valid WebSocket handshake.",
    advice:
      "Check that the endpoint's URL leads to a WebSocket server, and nothing in between changes its answer.",
  },
  overloaded: {
    happened: "More handshakes waited for their backends than the gateway holds at a time.",
    advice: `Usually a backend that answers slowly: see the Endpoints page. ${askAgain}`,
  },
  gateway_full: {
    happened: "The gateway had no room for another connection.",
    advice: "Whoever runs the gateway can raise its limits, or add another gateway.",
  },
  draining: {
    happened: "The gateway was restarting or being replaced.",
    advice: `Nothing is wrong. ${askAgain}`,
  },
  routing_changed: {
    happened: "The API was changed while the client connected.",
    advice: `Nothing is wrong. ${askAgain}`,
  },
  not_ready: {
    happened: "The gateway had just started and did not know its APIs yet.",
    advice: `Nothing is wrong. ${askAgain}`,
  },
  no_healthy_backend: {
    happened: "None of the API's backends was healthy.",
    advice: "See on the Endpoints page what is wrong with each of them.",
  },
  backends_full: {
    happened: "Every backend of the API had as many connections as it may.",
    advice: "Raise the limit of a backend on the Endpoints page, or add another backend.",
  },
  no_endpoint: {
    happened: "The API has no endpoint that the gateway could dial.",
    advice: "Set one on the Endpoints page and deploy.",
  },
  backend_timeout: {
    happened: "The backend did not answer the handshake in time.",
    advice: "Read the backend's own log, or raise the time-out on the Endpoints page.",
  },
  loop_detected: {
    happened: "The API's endpoint leads back to the gateway, and in the end to this API again.",
    advice: "Point the endpoint at the backend itself on the Endpoints page.",
  },
};

const byBackendStatus: Readonly<Record<number, string>> = {
  401: "It asks for a credential of its own: set a header for it on the Endpoints page.",
  403: "It does not admit the gateway or the client: see the headers on the Endpoints page, and its own log.",
  404: "It has nothing at the path that it was asked for: see what the topic is mapped to on the Topics page.",
  429: "It was asked too often: let clients wait longer before they connect again.",
  503: "It has no room or is being restarted: read its own log.",
};

function byBackend({ upstreamStatus }: Refused): CloseExplanation {
  if (upstreamStatus === null) return backendRefused;
  return {
    happened: `The backend answered the handshake with ${upstreamStatus} in place of 101.`,
    advice: byBackendStatus[upstreamStatus] ?? backendRefused.advice,
  };
}
