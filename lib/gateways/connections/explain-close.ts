// Why a connection ended and what to do about it, in words for the people who run the API, and for those who use it.
// Codes: RFC 6455 section 7.4.1, the IANA registry of close codes, and those of the gateway itself (docs/gateway.md).
import type { ClosedConnection } from "./connection-record.ts";
import { type Audience, consumerCloseAdvice } from "./consumer-advice.ts";

export type CloseExplanation = {
  /** One sentence. */
  readonly happened: string;
  /** What to do, or that nothing needs to be done. */
  readonly advice: string;
};

type Ended = Pick<ClosedConnection, "code" | "closedBy" | "policy" | "why">;

/** Explains a close; a code that nobody has registered is explained by who sent it. */
export function explainClose(ended: Ended, audience: Audience): CloseExplanation {
  const explained = explain(ended);
  const advice = audience === "consumer" ? consumerCloseAdvice(ended) : null;
  return advice === null ? explained : { ...explained, advice };
}

function explain(ended: Ended): CloseExplanation {
  if (ended.policy !== null) return byPolicy(ended, ended.policy);
  if (ended.closedBy === "gateway") return byGateway(ended);
  return byPeer(ended.code, ended.closedBy);
}

const policies: Readonly<Record<string, CloseExplanation>> = {
  maxMessageBytes: {
    happened: "The client sent a message larger than this API allows, so the gateway closed the connection.",
    advice: "Let clients send smaller messages, or raise the largest client message on the Runtime page.",
  },
  maxBackendMessageBytes: {
    happened: "The backend sent a message larger than this API allows, so the gateway closed the connection.",
    advice:
      "Let the backend send smaller messages, or raise the largest backend message on the Runtime page.",
  },
  memory: {
    happened: "The messages that the gateway was reading held all the memory that they may.",
    advice:
      "Clients may connect again. If it happens often, set smaller message sizes on the Runtime page, or run more gateways.",
  },
  rateLimits: {
    happened:
      "The client went over a rate limit or quota, of its plan or of this API, whose action is to close the connection.",
    advice:
      "Let the client send less, change the rate limit on the Runtime page, or give it another plan on the Subscriptions page.",
  },
  enforceTypes: {
    happened: "The client sent a message on a topic without Publish, so the gateway closed the connection.",
    advice:
      "Give the topic Publish on the Topics page if clients are meant to send there, or switch off Enforce types on the Runtime page.",
  },
  idleTimeoutMs: {
    happened:
      "No message moved in either direction for the whole idle timeout, so the gateway closed the connection.",
    advice: "Let the client send a message now and then, or raise the idle timeout on the Runtime page.",
  },
  heartbeat: {
    happened:
      "One side sent nothing any more, not even an answer to the gateway's ping: the connection was half open.",
    advice: "The legs below tell which side is lost. Usually a network went away: let clients connect again.",
  },
  maxConnectionAgeMs: {
    happened: "The connection reached the maximum age that this API allows.",
    advice: "Nothing is wrong: clients should connect again. The maximum age is set on the Runtime page.",
  },
  disconnect: {
    happened: "Somebody closed this connection on the Connections page.",
    advice: "Nothing is wrong with the connection; most clients connect again by themselves.",
  },
  drain: {
    happened: "The gateway restarted or was being replaced.",
    advice: "Nothing is wrong: clients should connect again, and reach another worker or the new gateway.",
  },
  credential: {
    happened: "The credential that the client connected with has expired or was revoked.",
    advice: "Let the client get a new credential and connect again.",
  },
  subscription: {
    happened: "The application is no longer subscribed to this API.",
    advice: "See the history of its subscription on the Subscriptions page.",
  },
  subscriptionBlock: {
    happened: "The application's subscription was blocked.",
    advice: "Unblock it on the Subscriptions page if it may connect again.",
  },
  scope: {
    happened: "The topic came to need a scope that the client's key or token does not have.",
    advice: "Nothing is wrong with the gateway: the client needs a token or a key with that scope.",
  },
  publishScope: {
    happened: "The client sent a message, but its key or token lacks the scope to send on this topic.",
    advice: "Let it only listen, or get a token or a key with the scope.",
  },
  keyRestrictions: {
    happened: "The owner of the client's key no longer permits the address or site that it is used from.",
    advice: "Nothing is wrong with the gateway: the owner decides from where a key may be used.",
  },
  denyPolicy: {
    happened: "An administrator's deny policy came to concern the client, its application or this API.",
    advice: "Ask an administrator: they see the policies, and can switch them off, under Deny policies.",
  },
  security: {
    happened: "The topic now requires a credential, and this client had connected without one.",
    advice: "Let the client connect again with a credential, or change the security on the Runtime page.",
  },
  lifecycle: {
    happened: "The API was taken back from publication while the client was connected.",
    advice: "Publish the API again on the Lifecycle page if clients are meant to use it.",
  },
  deployment: {
    happened: "The API was undeployed, or the deployed revision no longer has this topic.",
    advice:
      "Look at the Deployments page: deploy a revision that has the topic if clients are meant to use it.",
  },
};

function byPolicy(ended: Ended, policy: string): CloseExplanation {
  if (policy === "closeCode") {
    const sender = ended.closedBy === "gateway" ? "A side" : `The ${ended.closedBy}`;
    return {
      happened: `${sender} tried to close with a code that must not be sent, so the gateway sent ${ended.code} in its place.`,
      advice: "Let it close with 1000, or with a code from 3000 to 4999 of its own (RFC 6455 section 7.4).",
    };
  }
  return policies[policy] ?? byGateway(ended);
}

const gatewayCodes: Readonly<Record<number, CloseExplanation>> = {
  1001: {
    happened: "The gateway closed this side because it had closed the other one.",
    advice: "The reason below says why.",
  },
  1002: {
    happened: "A side broke the WebSocket protocol, so the gateway closed the connection.",
    advice: "Check the WebSocket library of the client and of the backend.",
  },
  1009: {
    happened: "A message was larger than this API allows, so the gateway closed the connection.",
    advice: "Send smaller messages, or raise the message size limits on the Runtime page.",
  },
  1011: {
    happened: "The gateway failed on this connection; the others went on.",
    advice: "Report it, with the lines of the gateway's log that have the id of the connection.",
  },
  1012: {
    happened: "The gateway restarted or was being replaced.",
    advice: "Nothing is wrong: clients should connect again.",
  },
  1014: {
    happened: "The gateway lost the connection to the backend.",
    advice: "See on the Endpoints page whether the backend is healthy, and read the backend's own log.",
  },
  4401: {
    happened: "The credential that the client connected with has expired or was revoked.",
    advice: "Let the client get a new credential and connect again.",
  },
  4403: {
    happened: "The client may no longer use this API: it was blocked, or now requires a credential.",
    advice: "See on the Lifecycle and Runtime pages whether that is meant.",
  },
  4404: {
    happened: "The API or the topic is no longer deployed.",
    advice:
      "Look at the Deployments page: deploy a revision that has the topic if clients are meant to use it.",
  },
  4405: {
    happened: "The client sent a message on a topic that takes none from clients.",
    advice: "Give the topic Publish on the Topics page if clients are meant to send there.",
  },
  4408: {
    happened: "The connection was idle for too long, or one side no longer answered.",
    advice: "Let clients send something now and then, or raise the idle timeout on the Runtime page.",
  },
  4410: {
    happened: "The connection reached the maximum age that this API allows.",
    advice: "Nothing is wrong: clients should connect again.",
  },
  4429: {
    happened: "The client went over a limit of its plan or of this API.",
    advice:
      "Let the client send less, raise the limit on the Runtime page, or give it another plan on the Subscriptions page.",
  },
};

function byGateway({ code, why }: Ended): CloseExplanation {
  return (
    gatewayCodes[code] ?? {
      happened: `The gateway closed the connection with code ${code}: ${why}`,
      advice: "The gateway's log says more about it; search it for the id of the connection.",
    }
  );
}

/** What a code says when a peer sends it: what happened after "The client …", and what to do. */
const peerCodes: Readonly<Record<number, readonly [happened: string, advice: string]>> = {
  1000: ["closed the connection normally: it was done.", "Nothing needs to be done."],
  1001: ["went away: a page was left, or a server stopped.", "Nothing needs to be done if that was meant."],
  1002: [
    "found that the other side broke the WebSocket protocol.",
    "Check the WebSocket libraries of both sides.",
  ],
  1003: ["got a kind of data that it does not take, such as binary for text.", "Send what it expects."],
  1005: ["closed the connection without giving a code.", "Nothing needs to be done if that was meant."],
  1007: [
    "got text that is not valid UTF-8, or data that does not fit its type.",
    "Check what the other side sends.",
  ],
  1008: ["refused a message by a rule of its own.", "Its log should say which rule: ask who runs it."],
  1009: ["got a message that is larger than it takes.", "Send smaller messages, or raise its own limit."],
  1010: [
    "missed an extension that it had asked for.",
    "Turn the extension on at the other side, or stop asking for it.",
  ],
  1011: ["failed while it handled the connection.", "Look for the error in its log at that time."],
  1012: ["restarted.", "Nothing needs to be done if clients connect again."],
  1013: [
    "has too much to do at the moment.",
    "Give it more capacity, and let clients wait before they connect again.",
  ],
  1014: ["got a bad answer from a server behind it.", "Look for the error in its log at that time."],
  1015: ["failed to make a TLS connection.", "Check its certificates."],
};

const vanished: CloseExplanation = {
  happened: "The client vanished without a Close frame: its network went away, or it was killed.",
  advice:
    "Common with phones and closed laptops. If it happens often, look for a proxy in between that cuts connections.",
};

const backendVanished: CloseExplanation = {
  happened: "The backend vanished without a Close frame: it crashed, was stopped, or its network went away.",
  advice: "See on the Endpoints page whether the backend is healthy, and read the backend's own log.",
};

function byPeer(code: number, side: "client" | "backend"): CloseExplanation {
  if (code === 1006) return side === "client" ? vanished : backendVanished;
  if (code === 1014 && side === "backend") return backendVanished;
  const known = peerCodes[code];
  if (known) return { happened: `The ${side} ${known[0]}`, advice: known[1] };
  const kind = code >= 4000 ? "a code of its own" : "a code that RFC 6455 does not name";
  return {
    happened: `The ${side} closed the connection with ${code}, ${kind}.`,
    advice: `What it means is up to the ${side}: ask who runs it.`,
  };
}
