// Tells the server components which path was asked for, so that signing in leads back to it.
import { type NextRequest, NextResponse } from "next/server";

export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-sluice-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/((?!_next/|healthz|favicon|.*\\.(?:svg|png|ico|woff2)$).*)"] };
