// Cookies that pass the gateway. Portal and gateway may share a host name, and cookies ignore ports: the portal's own
// must neither reach a backend nor come from one.
import { isPortalCookie } from "#lib/identity/portal-cookies.ts";

/**
 * The pairs of all Cookie fields that may pass, as one field's value (RFC 6265 section 5.4); null where none is left. A
 * pair ends at `;`, quoted or not (section 4.1.1); what passes is not re-encoded.
 */
export function forwardedCookies(
  values: readonly string[],
  mayPass: (pair: string) => boolean = () => true,
): string | null {
  const pairs = values
    .flatMap((value) => value.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !isPortalCookie(pair) && mayPass(pair));
  return pairs.length === 0 ? null : pairs.join("; ");
}
