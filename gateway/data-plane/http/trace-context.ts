// W3C Trace Context: a client's trace is continued with a span of the gateway's own, or a new one is begun.
import type { HeaderField } from "#gateway/data-plane/http/request-head.ts";
import { valuesOf } from "#gateway/data-plane/http/request-head.ts";

/** Version 00, trace id, parent id, flags (Trace Context section 3.2). */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = "0".repeat(32);
const NO_SPAN = "0".repeat(16);

/** The `traceparent` to send, and what it consists of. */
export type TraceContext = {
  readonly traceparent: string;
  /** True where it continues the client's trace, so that `tracestate` still applies. */
  readonly isContinued: boolean;
  readonly traceId: string;
  /** The gateway's own span. */
  readonly spanId: string;
  /** The client's span; null where the trace begins here. */
  readonly parentId: string | null;
  readonly isSampled: boolean;
};

/** `randomBytes` yields that many random bytes. A new trace is marked as sampled where somebody here records it. */
export function nextTraceContext(
  fields: readonly HeaderField[],
  randomBytes: (size: number) => Buffer,
  isRecorded: boolean,
): TraceContext {
  const spanId = randomBytes(8).toString("hex");
  const received = valuesOf(fields, "traceparent");
  const [, traceId, parentId = "", flags = "00"] =
    (received.length === 1 && TRACEPARENT.exec(received[0] ?? "")) || [];
  if (traceId !== undefined && traceId !== NO_TRACE && parentId !== NO_SPAN) {
    const isSampled = (Number.parseInt(flags, 16) & 1) === 1;
    const traceparent = `00-${traceId}-${spanId}-${flags}`;
    return { traceparent, isContinued: true, traceId, spanId, parentId, isSampled };
  }
  const newId = randomBytes(16).toString("hex");
  const traceparent = `00-${newId}-${spanId}-${isRecorded ? "01" : "00"}`;
  return {
    traceparent,
    isContinued: false,
    traceId: newId,
    spanId,
    parentId: null,
    isSampled: isRecorded,
  };
}
