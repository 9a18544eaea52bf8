// Header fields that belong to one connection and are never passed on (RFC 9110 section 7.6.1).

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
  "expect",
  "http2-settings",
]);

/** True for a field, named in lower case, that ends at this hop; `connectionOptions` are those Connection lists. */
export function isHopByHop(lowerName: string, connectionOptions: ReadonlySet<string>): boolean {
  return HOP_BY_HOP.has(lowerName) || lowerName.startsWith("proxy-") || connectionOptions.has(lowerName);
}
