// Writes the two heads that pass between client and backend: the upgrade request to the backend, and the 101 to the
// client. What each side may learn of the other is decided here and nowhere else.
import type { Admitted } from "#gateway/data-plane/handshake/admission.ts";
import { chooseProtocol } from "#gateway/data-plane/handshake/credential.ts";
import { extensionOffer } from "#gateway/data-plane/handshake/extension-offer.ts";
import { isHopByHop } from "#gateway/data-plane/http/hop-by-hop.ts";
import { mentionsHost } from "#gateway/data-plane/http/host-mention.ts";
import {
  type HeaderField,
  type RequestHead,
  splitList,
  valuesOf,
} from "#gateway/data-plane/http/request-head.ts";
import { acceptKey, type ResponseHead } from "#gateway/data-plane/http/response-head.ts";
import type { TraceContext } from "#gateway/data-plane/http/trace-context.ts";
import type { PoolBackend } from "#gateway/data-plane/routing/pool-route.ts";
import type { Origin } from "#lib/kernel/trusted-proxies.ts";

/** Who asks, as the backend is told. */
export type Caller = {
  readonly connectionId: string;
  /** The client, as far as the proxies in front of the gateway can be believed. */
  readonly origin: Origin;
};

/** Which backend is asked, and for what. */
export type BackendTarget = { readonly backend: PoolBackend; readonly path: string };

/** Fields that are written anew, whatever the client sent. */
const REWRITTEN: ReadonlySet<string> = new Set([
  "host",
  "sec-websocket-key",
  "sec-websocket-version",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
  "sec-websocket-accept",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "traceparent",
]);

/** Fields of a backend's answer that are the gateway's to write, or that tell where the backend is. */
const NOT_RETURNED: ReadonlySet<string> = new Set([
  "sec-websocket-accept",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
  "location",
  "content-location",
  "refresh",
  "server",
  "via",
  "alt-svc",
  "x-powered-by",
]);

/**
 * The upgrade request for the backend. The client's own Sec-WebSocket-Key goes along: the key proves nothing but that
 * the answer belongs to the request, and one key end to end saves a second random draw.
 */
export function backendRequestHead(
  head: RequestHead,
  admitted: Admitted,
  target: BackendTarget,
  caller: Caller,
  trace: TraceContext,
): string {
  const { record } = admitted.api;
  const { protocols, droppedFields } = admitted.forwardable;
  const lines = [
    `GET ${target.path} HTTP/1.1`,
    `Host: ${target.backend.endpoint.hostHeader}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${head.key}`,
    "Sec-WebSocket-Version: 13",
  ];
  if (protocols.length > 0) lines.push(`Sec-WebSocket-Protocol: ${protocols.join(", ")}`);
  const extensions = extensionOffer(head.extensions, admitted);
  if (extensions !== null) lines.push(`Sec-WebSocket-Extensions: ${extensions}`);
  for (const field of head.fields) {
    const isDropped =
      REWRITTEN.has(field.lowerName) ||
      droppedFields.has(field.lowerName) ||
      (field.lowerName === "cookie" && !admitted.passesCookies) ||
      admitted.pool.headerNames.has(field.lowerName) ||
      field.lowerName.startsWith("x-sluice-") ||
      (field.lowerName === "tracestate" && !trace.isContinued) ||
      isHopByHop(field.lowerName, head.connectionOptions);
    if (!isDropped) lines.push(`${field.name}: ${field.value}`);
  }
  const addUnlessPools = (name: string, value: string): void => {
    if (!admitted.pool.headerNames.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  };
  addUnlessPools("X-Forwarded-For", caller.origin.path.join(", "));
  addUnlessPools("X-Forwarded-Proto", caller.origin.isTls ? "https" : "http");
  addUnlessPools("X-Forwarded-Host", caller.origin.host);
  addUnlessPools("traceparent", trace.traceparent);
  lines.push(
    `X-Sluice-Api: ${fieldText(record.name)}/${fieldText(record.version)}`,
    `X-Sluice-Connection: ${caller.connectionId}`,
    ...admitted.pool.headerLines,
  );
  if (admitted.credential !== null) {
    lines.push(`X-Sluice-Application: ${fieldText(admitted.credential.application)}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** The 101 for the client: the backend's choice of subprotocol and extensions, and its harmless fields. */
export function clientResponseHead(
  head: RequestHead,
  response: ResponseHead,
  backend: PoolBackend,
  connectionId: string,
): string {
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${acceptKey(head.key)}`,
    `X-Sluice-Connection: ${connectionId}`,
  ];
  const protocol = chooseProtocol(
    head.protocols,
    valuesOf(response.fields, "sec-websocket-protocol")[0] ?? null,
  );
  if (protocol !== null) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
  const extensions = valuesOf(response.fields, "sec-websocket-extensions");
  if (extensions.length > 0) lines.push(`Sec-WebSocket-Extensions: ${extensions.join(", ")}`);
  const options = new Set(splitList(valuesOf(response.fields, "connection")).map((it) => it.toLowerCase()));
  for (const field of response.fields) {
    if (isReturned(field, options, backend.endpoint.hostname)) lines.push(`${field.name}: ${field.value}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** A field that names the backend's host, such as a cookie for its domain, would give its address away. */
function isReturned(field: HeaderField, options: ReadonlySet<string>, backendHostname: string): boolean {
  if (NOT_RETURNED.has(field.lowerName) || field.lowerName.startsWith("x-sluice-")) return false;
  return !isHopByHop(field.lowerName, options) && !mentionsHost(field.value, backendHostname);
}

/** Names are free text; in a header field they are printable ASCII, the rest percent-encoded. */
function fieldText(text: string): string {
  return text.toWellFormed().replace(/[^\x20-\x7e]|%/gu, encodeURIComponent);
}
