// Traces of handshakes for an OpenTelemetry receiver: one span for each that reached its backend, continuing the client's
// trace, under the id that the backend was told in `traceparent`.
import {
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_SERVICE_NAME,
} from "@opentelemetry/semantic-conventions";
import { type HandshakeDone, subscribe } from "#gateway/data-plane/connections/channels.ts";

/** Where OTLP/HTTP takes traces, below the base URL (OTLP specification, "OTLP/HTTP Request"). */
const TRACES_PATH = "/v1/traces";

/** Sends spans to `endpoint` until the returned function is called, which sends what is left. */
export function traceHandshakes(endpoint: string): () => Promise<void> {
  let next: HandshakeDone["trace"] | null = null;
  const exporter = new OTLPTraceExporter({ url: endpoint.replace(/\/$/, "") + TRACES_PATH });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: "sluice-gateway" }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
    // The ids were drawn when the backend was told of them; a span is made right after `next` is set.
    idGenerator: {
      generateTraceId: () => next?.traceId ?? "",
      generateSpanId: () => next?.spanId ?? "",
    },
  });
  const tracer = provider.getTracer("sluice");
  const stop = subscribe("sluice:handshake.done", (event) => {
    if (!event.trace.isSampled) return;
    next = event.trace;
    const span = tracer.startSpan(
      `GET ${event.topic}`,
      { kind: SpanKind.SERVER, startTime: event.startedAtMs, attributes: attributesOf(event) },
      parentOf(event.trace),
    );
    if (event.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(event.endedAtMs);
  });
  return async () => {
    stop();
    await provider.shutdown();
  };
}

function parentOf({ traceId, parentId }: HandshakeDone["trace"]) {
  if (parentId === null) return ROOT_CONTEXT;
  const parent: SpanContext = { traceId, spanId: parentId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}

function attributesOf(event: HandshakeDone): Record<string, string | number> {
  return {
    [ATTR_HTTP_REQUEST_METHOD]: "GET",
    [ATTR_HTTP_ROUTE]: event.topic,
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: event.status,
    [ATTR_NETWORK_PROTOCOL_NAME]: "websocket",
    [ATTR_CLIENT_ADDRESS]: event.clientAddress,
    "sluice.api.name": event.apiName,
    "sluice.api.version": event.apiVersion,
    "sluice.connection.id": event.connectionId,
    ...(event.code === null ? {} : { [ATTR_ERROR_TYPE]: event.code }),
  };
}
