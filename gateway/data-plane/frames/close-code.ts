// The close codes the gateway sends on its own account, and the bytes of a Close frame (RFC 6455 section 5.5.1).
// Codes of the two peers pass through as bytes and are not listed here.

/** Code and reason of a Close frame. The reason is for people; at most 123 bytes of UTF-8 travel. */
export type CloseReason = { readonly code: number; readonly reason: string };

/** A close of the gateway, with the name of the limit or rule behind it; null where there is none. */
export type GatewayClose = CloseReason & { readonly policy: string | null };

/** Why the gateway ends a connection: what the client is told. */
export const gatewayClose = {
  /** 1001 to the peer of a sender that broke a limit, and to the backend of any connection the gateway ends. */
  peerClosed: { code: 1001, reason: "The gateway closed the other side of this connection", policy: null },
  /** 1002: a Close frame with a code that must not travel. */
  forbiddenCloseCode: { code: 1002, reason: "This close code must not be sent", policy: "closeCode" },
  /** 1002: frames that break the rules, on a topic whose messages are read. */
  protocolError: { code: 1002, reason: "Protocol error", policy: "inspect" },
  /** 1007: text that is not UTF-8, or data that does not inflate, on a topic whose messages are read. */
  badPayload: { code: 1007, reason: "The payload is not what its type says", policy: "inspect" },
  /** 1008: more pings and pongs than the API takes. */
  controlFlood: {
    code: 1008,
    reason: "More pings and pongs in a second than this API allows",
    policy: "maxControlFramesPerSecond",
  },
  /** 1009: a message above the API's limit, continuation frames summed. */
  messageTooBig: { code: 1009, reason: "Message larger than this API allows", policy: "maxMessageBytes" },
  /** 1011: something of the gateway's own threw within this connection. */
  failed: { code: 1011, reason: "The gateway failed on this connection", policy: "fault" },
  /** 1012: the gateway drains; connecting again reaches another worker or the next version. */
  restarting: { code: 1012, reason: "The gateway restarts, please reconnect", policy: "drain" },
  /** 1013: the messages that this worker reads hold all the memory they may. */
  outOfMemory: {
    code: 1013,
    reason: "The gateway has no memory left for this message, try again later",
    policy: "memory",
  },
  /** 1014: the backend went away without a Close frame, or closed with a code that must not travel. */
  backendLost: { code: 1014, reason: "The connection to the backend was lost", policy: null },
  /** 4401: the credential expired. */
  credentialExpired: { code: 4401, reason: "The credential has expired", policy: "credential" },
  /** 4401: the credential was revoked. */
  credentialRevoked: { code: 4401, reason: "The credential was revoked", policy: "credential" },
  /** 4403: the API takes keys only now, or access tokens only, and this connection brought the other. */
  credentialKindNotTaken: {
    code: 4403,
    reason: "This API no longer takes this kind of credential",
    policy: "security",
  },
  /** 4403: the API or topic now asks for a credential that this connection did not bring. */
  credentialNowRequired: { code: 4403, reason: "This topic now requires a credential", policy: "security" },
  /** 4403: the subscription was removed, refused, or waits for approval again. */
  subscriptionGone: {
    code: 4403,
    reason: "The application is no longer subscribed to this API",
    policy: "subscription",
  },
  /** 4403: the publisher blocked the subscription. */
  subscriptionBlocked: {
    code: 4403,
    reason: "The publisher has blocked this subscription",
    policy: "subscriptionBlock",
  },
  /** 4403: the key's owner took the client's address off the key. */
  addressGone: {
    code: 4403,
    reason: "The key may no longer be used from this address",
    policy: "keyRestrictions",
  },
  /** 4403: the key's owner took the site of the client's page off the key. */
  siteGone: {
    code: 4403,
    reason: "The key may no longer be used by pages of this site",
    policy: "keyRestrictions",
  },
  /** 4403: a deny policy of an admin concerns the connection. */
  deniedByPolicy: { code: 4403, reason: "Denied by an administrator's policy", policy: "denyPolicy" },
  /** 4403: neither direction of the topic is open any more to the scopes that this connection brought. */
  scopeGone: { code: 4403, reason: "This topic now requires another scope", policy: "scope" },
  /** 4403: a message from a client that lacks the scope to send on this topic. */
  scopeMissing: {
    code: 4403,
    reason: "Sending on this topic needs a scope that the credential does not have",
    policy: "publishScope",
  },
  /** 4403: the API was taken back from publication. */
  apiNotPublished: { code: 4403, reason: "This API is no longer published", policy: "lifecycle" },
  /** 4404: the API is no longer deployed. */
  apiGone: { code: 4404, reason: "This API is no longer deployed", policy: "deployment" },
  /** 4404: the deployed revision has no such topic. */
  topicGone: { code: 4404, reason: "This topic no longer exists", policy: "deployment" },
  /** 4405: a message from a client on a topic without Publish. */
  directionRefused: {
    code: 4405,
    reason: "This topic takes no messages from clients: it has no Publish",
    policy: "enforceTypes",
  },
  /** 4408: no message moved either way for the idle timeout. */
  idle: { code: 4408, reason: "The connection was idle for too long", policy: "idleTimeoutMs" },
  /** 4408: a peer sent nothing, not even an answer to the gateway's ping. */
  halfOpen: { code: 4408, reason: "One side of the connection no longer answers", policy: "heartbeat" },
  /** 1001: somebody chose this connection on the API's page. */
  disconnected: { code: 1001, reason: "An operator closed this connection", policy: "disconnect" },
  /** 4410: the connection reached the API's maximum age. */
  maximumAge: {
    code: 4410,
    reason: "The connection reached its maximum age, please reconnect",
    policy: "maxConnectionAgeMs",
  },
} as const satisfies Record<string, GatewayClose>;

/** What a meter says of why it closes. */
type MeterWords = { readonly exceeded: string | null; readonly lacksScope?: boolean };

/** Why a meter closes: 4429 for a rate limit, which it names; 4405 or 4403 where the direction takes no message. */
export function closeOfMeter({ exceeded, lacksScope = false }: MeterWords): GatewayClose {
  if (lacksScope) return gatewayClose.scopeMissing;
  if (exceeded === null) return gatewayClose.directionRefused;
  return { code: 4429, reason: `Over the limit of ${exceeded}`, policy: "rateLimits" };
}

/** 1009 for what one side sent: each direction has a limit of its own. */
export function messageTooBigFrom(side: "client" | "backend"): GatewayClose {
  const policy = side === "client" ? "maxMessageBytes" : "maxBackendMessageBytes";
  return { ...gatewayClose.messageTooBig, policy };
}

/** What the sender of something that breaks the rules of an inspected topic is told. */
export function breachFrom(side: "client" | "backend", code: number): GatewayClose {
  if (code === gatewayClose.messageTooBig.code) return messageTooBigFrom(side);
  if (code === gatewayClose.outOfMemory.code) return gatewayClose.outOfMemory;
  return code === gatewayClose.badPayload.code ? gatewayClose.badPayload : gatewayClose.protocolError;
}

/** What a client is told of what its backend sent. */
export function breachOfBackend(breach: GatewayClose): GatewayClose {
  // Nobody's breach, and it is the client who can try again.
  if (breach === gatewayClose.outOfMemory) return breach;
  return breach.policy === gatewayClose.protocolError.policy
    ? gatewayClose.backendLost
    : gatewayClose.peerClosed;
}

/** Reported, never sent, where a peer vanished without a Close frame (RFC 6455 section 7.1.5). */
export const ABNORMAL_CLOSURE = 1006;

const MAX_REASON_BYTES = 123;

/**
 * A Close frame. `mask` are the 4 random bytes a client must use (towards a backend), null towards a client
 * (RFC 6455 section 5.3).
 */
export function encodeCloseFrame(close: CloseReason, mask: Uint8Array | null): Buffer {
  const reason = truncateUtf8(close.reason);
  const headSize = mask === null ? 2 : 6;
  const frame = Buffer.alloc(headSize + 2 + reason.length);
  frame[0] = 0x88;
  frame[1] = (mask === null ? 0 : 0x80) | (2 + reason.length);
  frame.writeUInt16BE(close.code, headSize);
  reason.copy(frame, headSize + 2);
  if (mask !== null) {
    frame.set(mask.subarray(0, 4), 2);
    for (let at = headSize; at < frame.length; at++) {
      frame[at] = (frame[at] ?? 0) ^ (mask[(at - headSize) & 3] ?? 0);
    }
  }
  return frame;
}

/** At most {@link MAX_REASON_BYTES} bytes, cut between characters. */
function truncateUtf8(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_REASON_BYTES) return bytes;
  let end = MAX_REASON_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}
