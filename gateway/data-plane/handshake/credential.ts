// Finds the credential a client brings, and takes every carrier of one out of what is forwarded.
// Order (DESIGN.md section 5): Authorization Bearer, header apikey, subprotocol, query access_token, query apikey.
import { hash } from "node:crypto";
import type { RequestHead } from "#gateway/data-plane/http/request-head.ts";
import { queryPairName, queryPairValue, withoutNames } from "#lib/routes/backend-url.ts";

/** What of a request goes on to the backend. */
export type Forwardable = {
  /** Raw query; its other pairs are neither re-encoded nor reordered. */
  readonly query: string;
  /** Subprotocols offered, less the gateway's own. */
  readonly protocols: readonly string[];
  /** Names, in lower case, of header fields that carried a credential. */
  readonly droppedFields: ReadonlySet<string>;
};

/** Subprotocol a browser offers beside its credential; answered when the backend picks none. */
export const SLUICE_PROTOCOL = "sluice.v1";
const TOKEN_PROTOCOL_PREFIX = "sluice.token.";
const QUERY_CARRIERS: readonly string[] = ["access_token", "apikey"];
const QUERY_CARRIER_NAMES: ReadonlySet<string> = new Set(QUERY_CARRIERS);
const BEARER = /^Bearer +(\S+) *$/i;
const NOTHING_DROPPED: ReadonlySet<string> = new Set();

/** The first credential found, as presented; null where the client brings none. */
export function extractCredential(head: RequestHead): string | null {
  return bearerToken(head) ?? apiKeyField(head) ?? protocolToken(head) ?? queryCredential(head);
}

/** What to look a credential up by: its SHA-256 in lower-case hex. */
export function hashCredential(credential: string): string {
  return hash("sha256", credential, "hex");
}

/** The request less all that carried, or may have carried, a credential, used or not. */
export function withoutCredentials(head: RequestHead): Forwardable {
  return {
    query: withoutNames(head.target.rawQuery, QUERY_CARRIER_NAMES),
    protocols: withoutOwnProtocols(head),
    droppedFields: new Set(bearerToken(head) === null ? ["apikey"] : ["authorization", "apikey"]),
  };
}

/**
 * The request as it came, less the gateway's own subprotocols. For an API that asks for no credential, where
 * `Authorization` and the like are between the client and the backend.
 */
export function withoutProtocols(head: RequestHead): Forwardable {
  return {
    query: head.target.rawQuery,
    protocols: withoutOwnProtocols(head),
    droppedFields: NOTHING_DROPPED,
  };
}

/**
 * The subprotocol of the 101. A browser fails the connection where it offered subprotocols and none is chosen
 * (WHATWG WebSockets, "obtain a WebSocket connection"), so where the backend picks none: `sluice.v1` if offered; else, if
 * the credential's was the only one offered, that one, which tells nobody anything new; else none.
 */
export function chooseProtocol(offered: readonly string[], chosenByBackend: string | null): string | null {
  if (chosenByBackend !== null) return chosenByBackend;
  if (offered.includes(SLUICE_PROTOCOL)) return SLUICE_PROTOCOL;
  const [only] = offered;
  return offered.length === 1 && only?.startsWith(TOKEN_PROTOCOL_PREFIX) ? only : null;
}

function bearerToken(head: RequestHead): string | null {
  for (const field of head.fields) {
    const token = field.lowerName === "authorization" ? BEARER.exec(field.value)?.[1] : undefined;
    if (token !== undefined) return token;
  }
  return null;
}

function apiKeyField(head: RequestHead): string | null {
  return head.fields.find((field) => field.lowerName === "apikey" && field.value !== "")?.value ?? null;
}

function protocolToken(head: RequestHead): string | null {
  const protocol = head.protocols.find(
    (it) => it.startsWith(TOKEN_PROTOCOL_PREFIX) && it.length > TOKEN_PROTOCOL_PREFIX.length,
  );
  return protocol?.slice(TOKEN_PROTOCOL_PREFIX.length) ?? null;
}

function queryCredential(head: RequestHead): string | null {
  if (head.target.rawQuery === "") return null;
  const pairs = head.target.rawQuery.split("&");
  for (const carrier of QUERY_CARRIERS) {
    const pair = pairs.find((it) => queryPairName(it) === carrier && queryPairValue(it) !== "");
    if (pair !== undefined) return queryPairValue(pair);
  }
  return null;
}

function withoutOwnProtocols(head: RequestHead): string[] {
  return head.protocols.filter((it) => it !== SLUICE_PROTOCOL && !it.startsWith(TOKEN_PROTOCOL_PREFIX));
}
