// Which header fields of a backend's answer a client may see.
import { isHopByHop } from "#gateway/data-plane/http/hop-by-hop.ts";
import { mentionsHost } from "#gateway/data-plane/http/host-mention.ts";
import type { HeaderField } from "#gateway/data-plane/http/request-head.ts";
import { isPortalCookie } from "#lib/identity/portal-cookies.ts";
import { foldedFieldName } from "#lib/routes/field-name.ts";

const NOT_RETURNED: ReadonlySet<string> = new Set([
  // The gateway's to write.
  "sec-websocket-accept",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
  "via",
  // They tell where the backend is, or what it runs on.
  "location",
  "content-location",
  "refresh",
  "server",
  "alt-svc",
  "x-powered-by",
  // They speak for the whole host name, the portal's pages and cookies included.
  "clear-site-data",
  "strict-transport-security",
  "public-key-pins",
  "expect-ct",
  "nel",
  "report-to",
  "reporting-endpoints",
  "accept-ch",
  "critical-ch",
  "origin-agent-cluster",
  "set-cookie2",
]);

/**
 * True for a field that may go on to a client. One that names the backend's host, such as a cookie for its domain, would
 * give its address away; a cookie of the portal's name would take the place of a person's session.
 */
export function isReturned(
  field: HeaderField,
  connectionOptions: ReadonlySet<string>,
  backendHostname: string,
): boolean {
  const { lowerName, value } = field;
  if (NOT_RETURNED.has(lowerName) || foldedFieldName(lowerName).startsWith("x-sluice-")) return false;
  if (lowerName === "set-cookie" && isPortalCookie(value)) return false;
  return !isHopByHop(lowerName, connectionOptions) && !mentionsHost(value, backendHostname);
}

/** Fields for a page that is not the API's own: no cookie is set in a person's browser while it shows one. */
export function withoutCookies(fields: readonly HeaderField[]): HeaderField[] {
  return fields.filter(({ lowerName }) => lowerName !== "set-cookie");
}
