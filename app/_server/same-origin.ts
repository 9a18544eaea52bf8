// Whether a page of the portal itself sent a request: Next checks that for server actions, not for route handlers.

/** By the headers that Next goes by. False where a browser says nothing, or `null`: what changes something always says it. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = URL.parse(headers.get("origin") ?? "");
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? headers.get("host");
  return origin !== null && host !== null && origin.host === host;
}
