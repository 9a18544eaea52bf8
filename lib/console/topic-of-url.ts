// Which topic of an API a URL leads to, for what was recorded elsewhere. Pure.

/** Path of the API at the gateway, and the addresses of its topics. */
export type Addresses = { readonly basePath: string; readonly addresses: readonly string[] };

/**
 * Address of the topic; empty where there is none. At the gateway the path of the API stands before it. At a backend another
 * may, or none: an address is then found at the end of the path too, where a word of it is no parameter.
 */
export function topicOfUrl(url: string, { basePath, addresses }: Addresses): string {
  if (!URL.canParse(url)) return "";
  const { pathname } = new URL(url);
  const isBelow = pathname === basePath || pathname.startsWith(`${basePath}/`);
  const path = isBelow ? pathname.slice(basePath.length) || "/" : pathname;
  const whole = addresses.filter((address) => new RegExp(`^${pattern(address)}$`).test(path));
  if (isBelow || whole.length > 0) return plainest(whole);
  return plainest(
    addresses.filter((address) => hasWord(address) && new RegExp(`${pattern(address)}$`).test(path)),
  );
}

/** That of which the most is written out: `/rooms/lobby` before `/rooms/{room}`. */
function plainest(addresses: readonly string[]): string {
  const [first = ""] = addresses.toSorted((a, b) => literalOf(b).length - literalOf(a).length);
  return first;
}

function hasWord(address: string): boolean {
  return /\w/.test(literalOf(address));
}

/** What is no parameter, nor the wildcard at the end. */
function literalOf(address: string): string {
  return address.replaceAll(/\{[^{}]*\}|\*$/g, "");
}

/** A parameter is within one segment; a `*` at the end is any number of them. */
function pattern(address: string): string {
  return address
    .split(/(\{[^{}]*\}|\/\*$)/)
    .map((part) => {
      if (part.startsWith("{")) return "[^/]+";
      if (part === "/*") return "(?:/.*)?";
      // As a URL writes it: percent-encoded.
      return new URL(`ws://host/${part}`).pathname.slice(1).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
}
