// Which cookies of a backend a client may see, and how far they reach. Cookies know no ports: what is not held to the API's
// own path goes to the portal too, where both share a host name.
import type { HeaderField } from "#gateway/data-plane/http/request-head.ts";
import { withoutCookies } from "#gateway/data-plane/http/returned-fields.ts";

/**
 * A browser keeps about 180 cookies of a host name: more of a backend's would push the portal's session out, or make every
 * request to the portal too large.
 */
const MAX_COOKIES = 20;
/** What a browser may hold for an API, by what it sends: new names pass only below that. */
const MAX_KEPT_COOKIES = 50;
/** What browsers take of one cookie (RFC 6265 section 6.1). */
const MAX_COOKIE_BYTES = 4096;
/** Of all that one answer sets, and of all pairs that a browser may hold for an API: the portal's head has 16 KB. */
const MAX_COOKIES_BYTES = 8192;

/** Where cookies go: to the API's base path, in a browser that has sent these. */
export type CookieReach = { readonly basePath: string; readonly sent: readonly HeaderField[] };

/**
 * The fields with their cookies held to the API: its base path in place of Path, which named a place of the backend's, no
 * Domain, and none with the prefix `__Host-`, which demands the whole host. Cookies that are too large, or too many together
 * or over many handshakes, are left out; the first ones stay, and those the client has already may change. A base path with a
 * `;` cannot stand in Path, where the rest of it would be an attribute of its own: no cookie passes.
 */
export function withOwnCookies(fields: readonly HeaderField[], reach: CookieReach): HeaderField[] {
  if (reach.basePath.includes(";")) return withoutCookies(fields);
  const kept = pairsSent(reach.sent);
  let keptBytes = kept.values().reduce((sum, length) => sum + length, 0);
  let count = 0;
  let bytes = 0;
  return fields.flatMap((field) => {
    if (field.lowerName !== "set-cookie") return field;
    const name = nameOf(field.value);
    if (/^__host-/i.test(name)) return [];
    const value = heldTo(reach.basePath, field.value);
    // A value is read byte by byte, so that its length is its bytes.
    const fits = value.length <= MAX_COOKIE_BYTES && bytes + value.length <= MAX_COOKIES_BYTES;
    if (!fits || count === MAX_COOKIES) return [];
    const length = pairLength(field.value);
    const growth = length - (kept.get(name) ?? 0);
    if (growth > 0 && keptBytes + growth > MAX_COOKIES_BYTES) return [];
    if (!kept.has(name) && kept.size >= MAX_KEPT_COOKIES) return [];
    kept.set(name, length);
    keptBytes += growth;
    count += 1;
    bytes += value.length;
    return { ...field, value };
  });
}

/** A Set-Cookie (RFC 6265 section 5.2) with this path alone. */
function heldTo(basePath: string, value: string): string {
  const [pair = "", ...attributes] = value.split(";");
  const others = attributes.filter((attribute) => !/^\s*(path|domain)\s*(=|$)/i.test(attribute));
  return [pair, ...others, ` Path=${basePath}`].join(";");
}

function nameOf(pair: string): string {
  const text = pair.split(";", 1)[0] ?? "";
  return text.includes("=") ? text.slice(0, text.indexOf("=")).trim() : "";
}

/** Of `name=value`, without attributes: what a browser sends back. */
function pairLength(text: string): number {
  return (text.split(";", 1)[0] ?? "").trim().length;
}

/** Names of the cookies that came, and how long their pairs are. */
function pairsSent(fields: readonly HeaderField[]): Map<string, number> {
  const cookies = fields.filter(({ lowerName }) => lowerName === "cookie");
  const pairs = cookies.flatMap(({ value }) => value.split(";"));
  return new Map(pairs.map((pair) => [nameOf(pair), pairLength(pair)]));
}
