// Finds the credential a client brings, and takes every carrier of one out of what is forwarded.
// Order (DESIGN.md section 5): Authorization Bearer, header apikey, subprotocol, query access_token, query
// apikey, query ticket.
import { hash } from "node:crypto";
import { isAttemptProtocol } from "#gateway/data-plane/handshake/attempt-protocol.ts";
import { forwardedCookies } from "#gateway/data-plane/http/cookies.ts";
import { type HeaderField, type RequestHead, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import { queryPairName, queryPairValue } from "#lib/routes/backend-url.ts";
import { carrierName, HEADER_CARRIERS, QUERY_CARRIERS } from "#lib/routes/credential-carriers.ts";

/** What of a request goes on to the backend. */
export type Forwardable = {
  /** Raw query; its other pairs are neither re-encoded nor reordered. */
  readonly query: string;
  /** Subprotocols offered, less the gateway's own. */
  readonly protocols: readonly string[];
  /** Sec-WebSocket-Extensions as one list; null where none is left. */
  readonly extensions: string | null;
  /** Header fields, less Cookie. */
  readonly fields: readonly HeaderField[];
  /** One Cookie field's value; null where no cookie is left. */
  readonly cookies: string | null;
};

/** Subprotocol a browser offers beside its credential; answered when the backend picks none. */
export const SLUICE_PROTOCOL = "sluice.v1";
const TOKEN_PROTOCOL_PREFIX = "sluice.token.";
const BEARER = /^Bearer +(\S+) *$/i;
/** Any scheme, or none, and what stands behind it. */
const AUTHORIZATION = /^(?:\S+ +)?(\S+) *$/;
/** Shorter texts are no credential of ours, and may well stand in a header by chance. */
const MIN_SEARCHED_LENGTH = 16;

/** All credentials that a client brings, as presented; the first is the one that counts. */
export function presentedCredentials(head: RequestHead): string[] {
  const pairs = head.target.rawQuery === "" ? [] : head.target.rawQuery.split("&");
  return [
    ...valuesOf(head.fields, "authorization").map((value) => BEARER.exec(value)?.[1] ?? ""),
    ...valuesOf(head.fields, "apikey"),
    ...head.protocols.filter(isTokenProtocol).map((it) => it.slice(TOKEN_PROTOCOL_PREFIX.length)),
    ...QUERY_CARRIERS.flatMap((carrier) =>
      pairs.filter((it) => carrierName(queryPairName(it)) === carrier).map(queryPairValue),
    ),
  ].filter((text) => text !== "");
}

/** What else may be one of ours, though nobody gets in by it: `Authorization` of schemes other than Bearer. */
export function misplacedCredentials(head: RequestHead): string[] {
  return valuesOf(head.fields, "authorization").flatMap((value) => AUTHORIZATION.exec(value)?.[1] ?? []);
}

/** What to look a credential up by: its SHA-256 in lower-case hex. */
export function hashCredential(credential: string): string {
  return hash("sha256", credential, "hex");
}

/**
 * The request less all that carried, or may have carried, a credential, used or not: `Authorization` of any scheme, and
 * every copy of the other carriers in every spelling that is looked at; and less every field, cookie, subprotocol and
 * query parameter in which one of the `presented` stands once more.
 */
export function withoutCredentials(head: RequestHead, presented: readonly string[]): Forwardable {
  const searched = presented.filter((text) => text.length >= MIN_SEARCHED_LENGTH);
  const isFree = (text: string): boolean => !searched.some((credential) => text.includes(credential));
  const fields = head.fields.filter(
    ({ name, lowerName, value }) =>
      !HEADER_CARRIERS.has(lowerName) && lowerName !== "cookie" && isFree(name) && isFree(value),
  );
  return {
    query: head.target.rawQuery
      .split("&")
      .filter((pair) => !QUERY_CARRIERS.includes(carrierName(queryPairName(pair))))
      .filter((pair) => isFree(queryPairName(pair)) && isFree(queryPairValue(pair)))
      .join("&"),
    protocols: withoutOwnProtocols(head).filter(isFree),
    extensions: valuesOf(fields, "sec-websocket-extensions").join(", ") || null,
    fields,
    cookies: forwardedCookies(valuesOf(head.fields, "cookie"), isFree),
  };
}

/**
 * The request as it came, less what is the gateway's or the portal's own. For an API that asks for no credential, where
 * `Authorization` and the like are between the client and the backend.
 */
export function withCredentials(head: RequestHead): Forwardable {
  return {
    query: head.target.rawQuery,
    protocols: withoutOwnProtocols(head),
    extensions: head.extensions,
    fields: head.fields.filter(({ lowerName }) => lowerName !== "cookie"),
    cookies: forwardedCookies(valuesOf(head.fields, "cookie")),
  };
}

/**
 * The subprotocol of the 101. A browser fails the connection where it offered subprotocols and none is chosen
 * (WHATWG WebSockets, "obtain a WebSocket connection"), so where the backend picks none: `sluice.v1` if offered; else, if
 * the credential's was the only one offered, that one, which tells nobody anything new; else none.
 */
export function chooseProtocol(offered: readonly string[], chosenByBackend: string | null): string | null {
  if (chosenByBackend !== null) return chosenByBackend;
  const own = offered.find((it) => it.toLowerCase() === SLUICE_PROTOCOL);
  if (own !== undefined) return own;
  const [only] = offered;
  return offered.length === 1 && only !== undefined && isTokenProtocol(only) ? only : null;
}

/** Case does not matter: a client that writes it otherwise means the same, and its credential is as secret. */
function isTokenProtocol(protocol: string): boolean {
  return protocol.toLowerCase().startsWith(TOKEN_PROTOCOL_PREFIX);
}

function withoutOwnProtocols(head: RequestHead): string[] {
  return head.protocols.filter(
    (it) => it.toLowerCase() !== SLUICE_PROTOCOL && !isTokenProtocol(it) && !isAttemptProtocol(it),
  );
}
