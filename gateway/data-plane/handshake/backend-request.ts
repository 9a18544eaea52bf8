// Writes the two heads that pass between client and backend: the upgrade request to the backend, and the 101 to the
// client. What each side may learn of the other is decided here and nowhere else.
import type { Admitted } from "#gateway/data-plane/handshake/admission.ts";
import { chooseProtocol } from "#gateway/data-plane/handshake/credential.ts";
import { extensionOffer } from "#gateway/data-plane/handshake/extension-offer.ts";
import { isForwardingField } from "#gateway/data-plane/http/forwarding-fields.ts";
import { isHopByHop } from "#gateway/data-plane/http/hop-by-hop.ts";
import { HOPS_FIELD } from "#gateway/data-plane/http/hops.ts";
import {
  type HeaderField,
  type RequestHead,
  splitList,
  valuesOf,
} from "#gateway/data-plane/http/request-head.ts";
import { acceptKey, type ResponseHead } from "#gateway/data-plane/http/response-head.ts";
import { withOwnCookies } from "#gateway/data-plane/http/returned-cookies.ts";
import { isReturned, withoutCookies } from "#gateway/data-plane/http/returned-fields.ts";
import type { TraceContext } from "#gateway/data-plane/http/trace-context.ts";
import type { PoolBackend } from "#gateway/data-plane/routing/pool-route.ts";
import type { Origin } from "#lib/network/trusted-proxies.ts";
import { foldedFieldName } from "#lib/routes/field-name.ts";

/** Who asks: the id and origin as the backend is told, the path as records tell. */
export type Caller = {
  readonly connectionId: string;
  /** The client, as far as the proxies in front of the gateway can be believed. */
  readonly origin: Origin;
  /** What was asked for, as it may be kept and logged: no query and no secret. */
  readonly path: string;
  /** What the client calls this attempt of its own; null where it does not. */
  readonly attemptId: string | null;
};

/** Which backend is asked, and for what. */
export type BackendTarget = { readonly backend: PoolBackend; readonly path: string };

/** Fields that are written anew, whatever the client sent; names folded. */
const REWRITTEN: ReadonlySet<string> = new Set([
  "host",
  "sec-websocket-key",
  "sec-websocket-version",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
  "sec-websocket-accept",
  "cookie",
  "traceparent",
  "via",
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
  const { protocols, fields, cookies } = admitted.forwardable;
  const lines = [
    `GET ${target.path} HTTP/1.1`,
    `Host: ${target.backend.endpoint.hostHeader}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${head.key}`,
    "Sec-WebSocket-Version: 13",
  ];
  if (protocols.length > 0) lines.push(`Sec-WebSocket-Protocol: ${protocols.join(", ")}`);
  const extensions = extensionOffer(admitted);
  if (extensions !== null) lines.push(`Sec-WebSocket-Extensions: ${extensions}`);
  for (const field of fields) {
    if (passes(field, head, admitted, trace)) lines.push(`${field.name}: ${field.value}`);
  }
  const addUnlessPools = (name: string, value: string): void => {
    if (!admitted.pool.headerNames.has(foldedFieldName(name))) lines.push(`${name}: ${value}`);
  };
  if (cookies !== null && admitted.passesCookies) addUnlessPools("Cookie", cookies);
  addUnlessPools("X-Forwarded-For", caller.origin.path.join(", "));
  addUnlessPools("X-Forwarded-Proto", caller.origin.isTls ? "https" : "http");
  addUnlessPools("X-Forwarded-Host", caller.origin.host);
  addUnlessPools("traceparent", trace.traceparent);
  addUnlessPools("Via", [...valuesOf(fields, "via"), "1.1 sluice"].join(", "));
  // What is compressed could not be searched for the backend's address.
  if (record.passRules.backendRefusals === "pass_on") addUnlessPools("Accept-Encoding", "identity");
  lines.push(
    `X-Sluice-Api: ${fieldText(record.name)}/${fieldText(record.version)}`,
    `X-Sluice-Connection: ${caller.connectionId}`,
    `${HOPS_FIELD}: ${head.hops + 1}`,
    ...admitted.pool.headerLines,
  );
  if (admitted.grant !== null) {
    lines.push(`X-Sluice-Application: ${fieldText(admitted.grant.application)}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** Whether a client's field goes on as it is. Names are judged folded: backends take `X_A` for `X-A`. */
function passes(
  { lowerName }: HeaderField,
  { connectionOptions }: RequestHead,
  { api, pool, passesCookies }: Admitted,
  trace: TraceContext,
): boolean {
  const folded = foldedFieldName(lowerName);
  if (REWRITTEN.has(folded) || pool.headerNames.has(folded) || folded.startsWith("x-sluice-")) return false;
  if (folded === "accept-encoding" && api.record.passRules.backendRefusals === "pass_on") return false;
  if (isForwardingField(folded) || (folded === "tracestate" && !trace.isContinued)) return false;
  // No page can set it on a handshake: of a foreign page it is what the browser has kept for this host name.
  if (folded === "authorization" && !passesCookies) return false;
  return !connectionOptions.has(lowerName) && !isHopByHop(folded, connectionOptions);
}

/** The 101 for the client: the backend's choice of subprotocol and extensions, and its harmless fields. */
export function clientResponseHead(
  head: RequestHead,
  { api, passesCookies }: Admitted,
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
  const returned = response.fields.filter((it) => isReturned(it, options, backend.endpoint.hostname));
  const reach = { basePath: basePathOf(head, api.record.basePaths), sent: head.fields };
  for (const field of passesCookies ? withOwnCookies(returned, reach) : withoutCookies(returned)) {
    lines.push(`${field.name}: ${field.value}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** The base path under which the client asked: an API may have two, with and without its version. */
function basePathOf({ target }: RequestHead, basePaths: readonly string[]): string {
  const asked = basePaths.filter((basePath) => `${target.rawPath}/`.startsWith(`${basePath}/`));
  return asked.sort((one, other) => other.length - one.length)[0] ?? basePaths[0] ?? "/";
}

/** Names are free text; in a header field they are printable ASCII, the rest percent-encoded. */
function fieldText(text: string): string {
  return text.toWellFormed().replace(/[^\x20-\x7e]|%/gu, encodeURIComponent);
}
