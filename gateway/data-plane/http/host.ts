// Judges the authority of a request: the Host field, or that of an absolute-form target (RFC 9112 section 3.2).
import { isIPv6 } from "node:net";

/** A name as DNS, and those who bend it, write it; or an address in brackets; and a port. No user information. */
const AUTHORITY = /^(?:\[([0-9a-f:.]+)\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::(\d{0,5}))?$/i;
const MAX_PORT = 65_535;

/** True where `text` is a host that can be named to a backend: not empty, one host, no list. */
export function isAuthority(text: string): boolean {
  const match = AUTHORITY.exec(text);
  if (match === null) return false;
  const [, ipv6, port = ""] = match;
  return (ipv6 === undefined || isIPv6(ipv6)) && Number(port) <= MAX_PORT;
}
