// Runs before every page: tells the server components which path was asked for, so that signing in leads back to it,
// and gives each answer a Content-Security-Policy with a nonce of its own, which Next reads from the request.
import { type NextRequest, NextResponse } from "next/server";
import { listGatewayOrigins } from "#app/_server/gateway-origins.ts";

const isDevelopment = process.env.NODE_ENV === "development";

export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.nextUrl.pathname.startsWith("/_next/static/")) return threadScript();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, await listGatewayOrigins());
  const headers = new Headers(request.headers);
  headers.set("x-sluice-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("x-sluice-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** A thread has the policy of its own script, not that of its page; one that is kept for long would be an old one. */
async function threadScript(): Promise<NextResponse> {
  const connect = connectSource(await listGatewayOrigins());
  const response = NextResponse.next();
  response.headers.set("content-security-policy", `default-src 'none'; script-src 'self'; ${connect}`);
  response.headers.set("cache-control", "no-cache");
  return response;
}

/**
 * Scripts run only with the nonce, and what they load in turn. Styles allow 'unsafe-inline': style attributes, which
 * cannot carry a nonce, come with the components. React's development build needs eval, its hot reload a socket. The
 * console connects to the gateways: to exactly their addresses, on every page, for a page that is opened by a link within
 * the portal keeps the policy of the first.
 */
function contentSecurityPolicy(nonce: string, gateways: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    connectSource(gateways),
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "media-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function connectSource(gateways: readonly string[]): string {
  return `connect-src 'self'${isDevelopment ? " ws: wss:" : gateways.map((origin) => ` ${origin}`).join("")}`;
}

// Everything but files (an error page under any other path needs the policy too), and of those the scripts that threads begin
// with.
export const config = {
  matcher: ["/((?!_next/static/|healthz$).*)", "/_next/static/chunks/(turbopack-worker-.*)"],
};
