// Whether a header value names the backend's host. A name without dots is often an ordinary word, such as `app` or
// `chat`, and therefore counts only where it stands as a host: in a URL, or in front of a port.

/** True where `value` has `hostname` as a whole, plain or percent-encoded; `hostname` in lower case. */
export function mentionsHost(value: string, hostname: string): boolean {
  // Nearly every value ends here, without a pattern.
  if (!value.toLowerCase().includes(hostname)) return false;
  return hostPattern(hostname).test(value);
}

function hostPattern(hostname: string): RegExp {
  const name = hostname.replace(/[^a-z0-9]/g, "\\$&");
  // The dot of a cookie's `Domain=.app.internal` may stand in front; a label and its dot make it another host.
  const start = String.raw`(?:(?<=%[0-9a-f]{2})|(?<![a-z0-9_-]))(?<![a-z0-9_-]\.)`;
  const end = String.raw`(?![a-z0-9_-]|\.[a-z0-9_-])`;
  if (/[.:]/.test(hostname)) return new RegExp(`${start}${name}${end}`, "i");
  const inUrl = `(?<=//|%2f%2f)${name}${end}`;
  const withPort = String.raw`${start}${name}(?::|%3a)\d`;
  return new RegExp(`${inUrl}|${withPort}`, "i");
}
