// How the portal's cookies are named and kept.
import "server-only";
import { portalCookiePrefix } from "#lib/identity/portal-cookies.ts";
import { areCookiesSecure } from "./env.ts";

/**
 * The whole name of a cookie of the portal. Over https it has the `__Host-` prefix: browsers then take it from this very
 * host and over https only, so that neither a sibling host nor a plain connection can plant one (RFC 6265bis §4.1.3.2).
 */
export function portalCookieName(name: string): string {
  return `${areCookiesSecure() ? "__Host-" : ""}${portalCookiePrefix}${name}`;
}

/** What `__Host-` demands (Secure, Path=/, no Domain), and out of reach of scripts and of other sites' requests. */
export function portalCookieAttributes() {
  return { secure: areCookiesSecure(), httpOnly: true, sameSite: "lax", path: "/" } as const;
}
