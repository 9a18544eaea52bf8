// Which query parameters and headers the gateway never demands of a handshake, whatever a definition says, and why.
import { carrierName, HEADER_CARRIERS, QUERY_CARRIERS } from "#lib/routes/credential-carriers.ts";
import type { HandshakeList } from "./handshake.ts";

/** Headers that make a request a handshake (RFC 6455), in any case of letters. */
const OF_EVERY_HANDSHAKE = /^(host|connection|upgrade|content-length|transfer-encoding|sec-websocket-.*)$/i;

const CREDENTIAL =
  "it carries a credential. The gateway reads credentials itself, and a client may send its own in another way.";
const HANDSHAKE = "it belongs to the WebSocket handshake itself (RFC 6455), which the gateway judges.";

/** True for a header that every handshake has, so that it says nothing of this one. */
export function isOfEveryHandshake(header: string): boolean {
  return OF_EVERY_HANDSHAKE.test(header);
}

/** The reason, to be read after a colon; null for what a definition can demand. */
export function whyNotEnforced(list: HandshakeList, name: string): string | null {
  if (list === "query") return QUERY_CARRIERS.includes(carrierName(name)) ? CREDENTIAL : null;
  if (HEADER_CARRIERS.has(name.toLowerCase())) return CREDENTIAL;
  return isOfEveryHandshake(name) ? HANDSHAKE : null;
}
