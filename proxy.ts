// Runs before every page: tells the server components which path was asked for, so that signing in leads back to it,
// and gives each answer a Content-Security-Policy with a nonce of its own, which Next reads from the request.
import { type NextRequest, NextResponse } from "next/server";

const isDevelopment = process.env.NODE_ENV === "development";

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-sluice-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("x-sluice-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * Scripts run only with the nonce, and what they load in turn. Styles allow 'unsafe-inline': style attributes, which
 * cannot carry a nonce, come with the components. React's development build needs eval, its hot reload a socket.
 */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws: wss:" : ""}`,
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

// Everything but files: an error page under any other path needs the policy too.
export const config = { matcher: ["/((?!_next/static/|healthz$).*)"] };
