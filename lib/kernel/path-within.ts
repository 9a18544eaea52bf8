// Where to go after signing in: only to a path of this portal, whatever somebody put into the address.

/** Browsers drop tabs and line breaks and take a backslash for a slash, so the URL parser decides, not a pattern. */
const HERE = "http://portal.invalid";

/**
 * The path, query and fragment of `target`, as the URL parser normalises it, where that is a path of this site; else `fallback`.
 * Whatever is returned for a target leads to the same site from every page of it.
 */
export function pathWithin(target: string, fallback: string): string {
  if (!target.startsWith("/") || !URL.canParse(target, HERE)) return fallback;
  const url = new URL(target, HERE);
  const path = `${url.pathname}${url.search}`;
  // `/.//evil.example` is on this site; the normalised `//evil.example` would be another.
  return url.origin === HERE && !/^[/\\]{2}/.test(path) ? `${path}${url.hash}` : fallback;
}
