// Reads the head of an upgrade request strictly (RFC 6455 section 4.2.1): anything doubtful is refused here, so that
// the gateway and the backend cannot understand one request differently.

import { hopsOf } from "#gateway/data-plane/http/hops.ts";
import { isAuthority } from "#gateway/data-plane/http/host.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { parseRequestTarget, type RequestTarget } from "#gateway/data-plane/http/request-target.ts";

/** What Node's HTTP parser hands over; an IncomingMessage fits. */
export type RawRequest = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  /** Names and values in turn, as received. */
  readonly rawHeaders: readonly string[];
};

/** A header field as received, with its name in lower case beside. */
export type HeaderField = { readonly name: string; readonly lowerName: string; readonly value: string };

/** A well-formed upgrade request. */
export type RequestHead = {
  readonly target: RequestTarget;
  /** Name and port that the client asked for: the target's own where it has one, else the Host field's. */
  readonly host: string;
  /** Gateways that the request has passed already. */
  readonly hops: number;
  /** Value of Sec-WebSocket-Key. */
  readonly key: string;
  /** Subprotocols offered, in order. */
  readonly protocols: readonly string[];
  /** Sec-WebSocket-Extensions as one list; null where none is offered. */
  readonly extensions: string | null;
  /** Names that Connection lists, in lower case: hop-by-hop. */
  readonly connectionOptions: ReadonlySet<string>;
  readonly fields: readonly HeaderField[];
};

/** 16 bytes in base64 (RFC 6455 section 4.1, item 7). */
const KEY = /^[A-Za-z0-9+/]{22}==$/;
/** A token (RFC 9110 section 5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VERSION_HEADER = { headers: { "Sec-WebSocket-Version": "13" } };

/** Judges the head of an upgrade request. */
export function readRequestHead(request: RawRequest): RequestHead | Refusal {
  const fields = readFields(request.rawHeaders);
  const problem = findFramingProblem(request, fields) ?? findHandshakeProblem(fields);
  if (problem !== null) return problem;
  const target = parseRequestTarget(request.url ?? "");
  if (target instanceof Refusal) return target;
  if (target.authority !== null && !isAuthority(target.authority)) {
    return malformed("The URL asked for does not name a valid host.");
  }
  const protocols = splitList(valuesOf(fields, "sec-websocket-protocol"));
  if (!protocols.every((protocol) => TOKEN.test(protocol)))
    return malformed("Sec-WebSocket-Protocol is malformed.");
  const extensions = valuesOf(fields, "sec-websocket-extensions");
  return {
    target,
    host: target.authority ?? valuesOf(fields, "host").join(),
    hops: hopsOf(fields),
    key: valuesOf(fields, "sec-websocket-key").join(),
    protocols,
    extensions: extensions.length === 0 ? null : extensions.join(", "),
    connectionOptions: new Set(lowerList(fields, "connection")),
    fields,
  };
}

/** Method, version, and whatever could hide a second request behind this one. */
function findFramingProblem(request: RawRequest, fields: readonly HeaderField[]): Refusal | null {
  if (request.httpVersion !== "1.1") return malformed("WebSocket needs HTTP/1.1.");
  if (request.method !== "GET") return malformed("A WebSocket handshake is a GET request.");
  if (valuesOf(fields, "transfer-encoding").length > 0) {
    return malformed("A WebSocket handshake has no body: leave out Transfer-Encoding.");
  }
  const lengths = valuesOf(fields, "content-length");
  if (lengths.length > 1 || lengths.some((length) => !/^0+$/.test(length))) {
    return malformed("A WebSocket handshake has no body: leave out Content-Length.");
  }
  if (valuesOf(fields, "expect").length > 0) return malformed("A WebSocket handshake has no Expect header.");
  const hosts = valuesOf(fields, "host");
  if (hosts.length !== 1) return malformed("Send exactly one Host header.");
  return isAuthority(hosts[0] ?? "") ? null : malformed("The Host header does not name a valid host.");
}

function findHandshakeProblem(fields: readonly HeaderField[]): Refusal | null {
  // Both are lists, in one field or several (RFC 9110 sections 5.3, 7.6.1 and 7.8).
  if (!lowerList(fields, "upgrade").includes("websocket")) {
    return new Refusal("upgrade_required", "Only WebSocket is spoken here: send `Upgrade: websocket`.");
  }
  if (!lowerList(fields, "connection").includes("upgrade")) {
    return malformed("Send `Connection: Upgrade`.");
  }
  const versions = valuesOf(fields, "sec-websocket-version");
  const version = versions[0];
  if (versions.length !== 1 || version === undefined || !/^\d{1,3}$/.test(version)) {
    return new Refusal(
      "malformed_handshake",
      "Send exactly one header `Sec-WebSocket-Version: 13`.",
      VERSION_HEADER,
    );
  }
  if (version !== "13") {
    return new Refusal("unsupported_version", "Only WebSocket version 13 is spoken here.", VERSION_HEADER);
  }
  const keys = valuesOf(fields, "sec-websocket-key");
  if (keys.length === 1 && KEY.test(keys[0] ?? "")) return null;
  return malformed("Send exactly one Sec-WebSocket-Key: 16 random bytes in base64.");
}

function readFields(rawHeaders: readonly string[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    fields.push({ name, lowerName: name.toLowerCase(), value: rawHeaders[index + 1] ?? "" });
  }
  return fields;
}

/** The values of every field of this name, which is in lower case. */
export function valuesOf(fields: readonly HeaderField[], lowerName: string): string[] {
  return fields.filter((field) => field.lowerName === lowerName).map((field) => field.value);
}

/** The members of comma-separated lists, trimmed, empty ones left out (RFC 9110 section 5.6.1). */
export function splitList(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(","))
    .map((member) => member.trim())
    .filter((member) => member !== "");
}

/** The members of a field that is a list of names without case, in lower case. */
function lowerList(fields: readonly HeaderField[], lowerName: string): string[] {
  return splitList(valuesOf(fields, lowerName)).map((member) => member.toLowerCase());
}

function malformed(detail: string): Refusal {
  return new Refusal("malformed_handshake", detail);
}
