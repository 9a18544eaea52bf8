// How Next builds and serves the portal: security headers, native modules left alone, 403 pages.
import type { NextConfig } from "next";

const isDevelopment = process.env.NODE_ENV === "development";

/**
 * Scripts and styles allow 'unsafe-inline': Next streams pages in inline scripts and Emotion writes style tags; a nonce
 * would have to travel through both. Everything else is this origin only. React's development build needs eval.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
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

const noSniff = { key: "X-Content-Type-Options", value: "nosniff" };

const pageHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
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
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "2mb" } },
  // A page loads some twenty scripts: each would carry a kilobyte of headers that only mean something on documents.
  headers: async () => [
    { source: "/:path*", headers: [noSniff] },
    { source: "/((?!_next/static/).*)", headers: pageHeaders },
  ],
};

export default config;
