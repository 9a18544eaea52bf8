/** `https:` for a page with TLS: of the script of this thread, which came as its page did; no thread of a browser has none. */
export function pageProtocol(): string {
  return typeof location === "undefined" ? "" : location.protocol;
}
