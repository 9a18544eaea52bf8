// How connections end, in the words of their record.
import { ABNORMAL_CLOSURE, type GatewayClose, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import type { EndOfConnection, Side } from "#gateway/data-plane/relay/relay.ts";

/** A side sent a Close frame with this code. */
export function closedBySide(side: Side, code: number): EndOfConnection {
  return { code, closedBy: side, why: `The ${side} closed the connection`, policy: null };
}

export function closedByGateway(cause: GatewayClose): EndOfConnection {
  return { code: cause.code, closedBy: "gateway", why: cause.reason, policy: cause.policy };
}

/** A side is gone without a Close frame. */
export function lost(side: Side): EndOfConnection {
  if (side === "client") {
    const why = "The client went away without a Close frame";
    return { code: ABNORMAL_CLOSURE, closedBy: side, why, policy: null };
  }
  const { code, reason, policy } = gatewayClose.backendLost;
  return { code, closedBy: side, why: reason, policy };
}
