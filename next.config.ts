// How Next builds and serves the portal: security headers (the policy with its nonce is in proxy.ts), native modules
// left alone, 403 pages.
import type { NextConfig } from "next";
import { MAX_DEFINITION_BYTES } from "./lib/asyncapi/definition-size.ts";

const noSniff = { key: "X-Content-Type-Options", value: "nosniff" };

const pageHeaders = [
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` runs the type check; a build must not run it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: [
    "better-sqlite3",
    "@prisma/adapter-better-sqlite3",
    "@prisma/adapter-pg",
    "pg",
    "pino",
  ],
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: 2 * MAX_DEFINITION_BYTES } },
  // A page loads some twenty scripts: each would carry a kilobyte of headers that only mean something on documents.
  headers: async () => [
    { source: "/:path*", headers: [noSniff] },
    { source: "/((?!_next/static/).*)", headers: pageHeaders },
  ],
};

export default config;
