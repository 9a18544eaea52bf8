// A refused handshake: the catalogue of codes and the HTTP answer with its problem+json body (RFC 9457).
// Details say what to do; a backend's address, a query string or a credential never gets in.
import { STATUS_CODES } from "node:http";

const catalogue = {
  malformed_handshake: { status: 400, title: "Malformed handshake" },
  bad_path: { status: 400, title: "Malformed path" },
  bad_parameter: { status: 400, title: "Parameter not allowed" },
  query_parameter_missing: { status: 400, title: "Query parameter missing" },
  query_parameter_invalid: { status: 400, title: "Query parameter not as defined" },
  header_missing: { status: 400, title: "Header missing" },
  header_invalid: { status: 400, title: "Header not as defined" },
  request_timeout: { status: 408, title: "Request timed out" },
  target_too_long: { status: 414, title: "URL too long" },
  unsupported_version: { status: 426, title: "WebSocket version not supported" },
  upgrade_required: { status: 426, title: "WebSocket required" },
  headers_too_large: { status: 431, title: "Headers too large" },
  credential_missing: { status: 401, title: "Credential missing" },
  credential_invalid: { status: 401, title: "Credential invalid" },
  credential_expired: { status: 401, title: "Credential expired" },
  ticket_used: { status: 401, title: "Ticket used already" },
  credential_wrong_api: { status: 403, title: "Credential is for another API" },
  not_subscribed: { status: 403, title: "No subscription" },
  subscription_pending: { status: 403, title: "Subscription waits for approval" },
  subscription_rejected: { status: 403, title: "Subscription rejected" },
  subscription_blocked: { status: 403, title: "Subscription blocked" },
  insufficient_scope: { status: 403, title: "Scope missing" },
  denied_by_policy: { status: 403, title: "Denied by policy" },
  address_refused: { status: 403, title: "Address not admitted" },
  origin_refused: { status: 403, title: "Web page not admitted" },
  api_not_published: { status: 403, title: "API not published" },
  no_sandbox_endpoint: { status: 403, title: "No sandbox endpoint" },
  api_not_found: { status: 404, title: "No such API" },
  topic_not_found: { status: 404, title: "No such topic" },
  too_many_failed_credentials: { status: 429, title: "Too many failed credentials" },
  too_many_connections: { status: 429, title: "Too many connections" },
  too_many_connections_from_address: { status: 429, title: "Too many connections from this address" },
  too_many_new_connections: { status: 429, title: "Too many new connections" },
  too_many_connections_of_plan: { status: 429, title: "Too many connections for the plan" },
  too_many_new_connections_of_plan: { status: 429, title: "Too many new connections for the plan" },
  gateway_fault: { status: 500, title: "Gateway fault" },
  backend_unreachable: { status: 502, title: "Backend unreachable" },
  backend_forbidden: { status: 502, title: "Backend not allowed" },
  backend_refused: { status: 502, title: "Backend refused the connection" },
  backend_bad_handshake: { status: 502, title: "Backend broke the handshake" },
  overloaded: { status: 503, title: "Too many handshakes at a time" },
  gateway_full: { status: 503, title: "Gateway full" },
  draining: { status: 503, title: "Gateway restarting" },
  routing_changed: { status: 503, title: "API changed meanwhile" },
  not_ready: { status: 503, title: "Gateway not ready" },
  no_healthy_backend: { status: 503, title: "No healthy backend" },
  backends_full: { status: 503, title: "Backends full" },
  no_endpoint: { status: 503, title: "No usable endpoint" },
  backend_timeout: { status: 504, title: "Backend timed out" },
  loop_detected: { status: 508, title: "Loop detected" },
} as const;

export type RefusalCode = keyof typeof catalogue;

/** All codes that a client can be told. */
export const refusalCodes: readonly string[] = Object.keys(catalogue);

/** A refusal in the backend's own words. */
export type PassedAnswer = {
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Null where it may not be shown: the gateway explains in its place. */
  readonly body: Buffer | null;
};

/** Parts of a refusal that only some have. */
export type RefusalExtras = {
  /** Header lines beside those every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** HTTP status the backend answered the handshake with. */
  readonly upstreamStatus?: number;
  /** The backend's own answer, where the API has it passed on under the backend's own status. */
  readonly passed?: PassedAnswer;
  /** Cause for the log alone, for example a system error code; it may not be shown to a client. */
  readonly cause?: string;
  /** What was thrown, for the log alone. */
  readonly error?: unknown;
};

/** Why a handshake is not let through. Returned, never thrown. */
export class Refusal {
  readonly code: RefusalCode;
  /** What is wrong and what to do about it, for the client's developer. */
  readonly detail: string;
  readonly extras: RefusalExtras;
  /** What was asked for, as far as it had been found. */
  about: { readonly apiId: string; readonly topic: string } | null = null;

  constructor(code: RefusalCode, detail: string, extras: RefusalExtras = {}) {
    this.code = code;
    this.detail = detail;
    this.extras = extras;
  }

  get status(): number {
    const { passed, upstreamStatus } = this.extras;
    return passed !== undefined && upstreamStatus !== undefined
      ? upstreamStatus
      : catalogue[this.code].status;
  }
}

/** A 401 of one of the credential codes, with its challenge (RFC 6750 section 3). */
export function unauthorized(
  code: "credential_missing" | "credential_invalid" | "credential_expired" | "ticket_used",
  detail: string,
): Refusal {
  // RFC 6750 section 3.1: a request without a credential gets no error attribute.
  const error = code === "credential_missing" ? "" : ', error="invalid_token"';
  return new Refusal(code, detail, { headers: { "WWW-Authenticate": `Bearer realm="sluice"${error}` } });
}

/** A 403 for want of one of these scopes, with its challenge (RFC 6750 section 3.1). */
export function insufficientScope(scopes: readonly string[]): Refusal {
  const detail = `This topic needs a scope that the credential does not have: ${scopes.join(" or ")}. Ask for it at the token endpoint, or make a key with it.`;
  const challenge = `Bearer realm="sluice", error="insufficient_scope", scope="${scopes.join(" ")}"`;
  return new Refusal("insufficient_scope", detail, { headers: { "WWW-Authenticate": challenge } });
}

/** The handshake has come round: the API's backend is a gateway, and in the end this API again (RFC 5842 section 7.2). */
export function loopDetected(extras: RefusalExtras = {}): Refusal {
  const detail =
    "The API's endpoint leads back to the gateway. Whoever runs the API has to point it at its backend.";
  return new Refusal("loop_detected", detail, extras);
}

/** Header fields of the answer to a refused handshake; the connection ends with it. */
export function refusalHeaders(refusal: Refusal, body: string): Record<string, string> {
  return {
    "Content-Type": "application/problem+json",
    "Content-Length": String(Buffer.byteLength(body)),
    "Cache-Control": "no-store",
    Connection: refusal.status === 426 ? "Upgrade, close" : "close",
    ...(refusal.status === 426 ? { Upgrade: "websocket" } : {}),
    ...refusal.extras.headers,
  };
}

/** The problem+json text of a refusal. */
export function refusalBody(refusal: Refusal, connectionId: string): string {
  return JSON.stringify({
    type: `urn:sluice:problem:${refusal.code}`,
    title: catalogue[refusal.code].title,
    status: refusal.status,
    detail: refusal.detail,
    code: refusal.code,
    connectionId,
    ...(refusal.extras.upstreamStatus === undefined ? {} : { upstreamStatus: refusal.extras.upstreamStatus }),
  });
}

/** The whole HTTP answer, for a socket that Node's HTTP server has let go. */
export function refusalResponse(refusal: Refusal, connectionId: string): Buffer {
  const own = Buffer.from(refusalBody(refusal, connectionId));
  const { passed } = refusal.extras;
  const body = passed?.body ?? own;
  const lines = Object.entries({
    ...refusalHeaders(refusal, own.toString()),
    "Content-Length": String(body.length),
    ...(passed === undefined
      ? {}
      : { "X-Sluice-Connection": connectionId, "X-Content-Type-Options": "nosniff" }),
  })
    // The backend says itself of what type its own words are.
    .filter(([name]) => body === own || name !== "Content-Type")
    .map(([name, value]) => `${name}: ${value}\r\n`);
  for (const { name, value } of passed?.fields ?? []) lines.push(`${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ""}\r\n`;
  return Buffer.concat([Buffer.from(`${status}${lines.join("")}\r\n`, "latin1"), body]);
}
