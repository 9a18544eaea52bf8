// Where to go after signing in: only to a path of this portal, whatever somebody put into the address.

/** The path and query of `target` if it stays on this site, else `fallback`. */
export function pathWithin(target: string, fallback: string): string {
  // Browsers drop tabs and line breaks and take a backslash for a slash, so the URL parser decides, not a pattern.
  const here = "http://portal.invalid";
  if (!target.startsWith("/") || !URL.canParse(target, here)) return fallback;
  const url = new URL(target, here);
  return url.origin === here ? `${url.pathname}${url.search}` : fallback;
}
