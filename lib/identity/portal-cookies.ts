// What the portal's cookies are called. Cookies know no ports: where gateway and portal share a host name, browsers send
// the portal's cookies to the gateway too, and take cookies of its backends for the portal's. It must import nothing.

/** Every cookie of the portal starts with it, after `__Host-` or `__Secure-` where browsers are to guard it. */
export const portalCookiePrefix = "sluice.";

/**
 * Browsers know these prefixes in any case (RFC 6265bis §4.1.3, §5.7); the rest of a name is case-sensitive. Several may
 * stand in a row, as `__Host-Http-` does. What stands before the name makes no difference once it is on the wire: a
 * nameless cookie (`Set-Cookie: =sluice.x=1`) is sent as `sluice.x=1`, and servers trim blanks and control characters.
 */
const guards = /^(?:__(?:host-http|host|secure|http)-)+/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is trimmed
const beforeName = /^[\u0000-\u0020\u007f\u00a0="]+/;

/**
 * Whether a cookie is the portal's own: its plain, `__Secure-` and `__Host-` forms. Takes a cookie's name, a `name=value`
 * pair of a `Cookie` field, or the value of a `Set-Cookie` field; each as it is on the wire.
 */
export function isPortalCookie(name: string): boolean {
  return name.replace(beforeName, "").replace(guards, "").startsWith(portalCookiePrefix);
}
