// W3C Trace Context: a client's trace is continued with a span of the gateway's own, or a new one is begun.
import type { HeaderField } from "#gateway/data-plane/request-head.ts";
import { valuesOf } from "#gateway/data-plane/request-head.ts";

/** Version 00, trace id, parent id, flags (Trace Context section 3.2). */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = "0".repeat(32);
const NO_SPAN = "0".repeat(16);

/** The `traceparent` to send, and whether it continues the client's trace, so that `tracestate` still applies. */
export type TraceContext = { readonly traceparent: string; readonly isContinued: boolean };

/** `randomBytes` yields that many random bytes. A new trace is not marked as sampled: nobody here records it. */
export function nextTraceContext(
  fields: readonly HeaderField[],
  randomBytes: (size: number) => Buffer,
): TraceContext {
  const spanId = randomBytes(8).toString("hex");
  const received = valuesOf(fields, "traceparent");
  const [, traceId, parentId, flags] = (received.length === 1 && TRACEPARENT.exec(received[0] ?? "")) || [];
  if (traceId !== undefined && traceId !== NO_TRACE && parentId !== NO_SPAN) {
    return { traceparent: `00-${traceId}-${spanId}-${flags}`, isContinued: true };
  }
  return { traceparent: `00-${randomBytes(16).toString("hex")}-${spanId}-00`, isContinued: false };
}
