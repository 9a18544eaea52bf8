// Sign-in and sessions, by better-auth. Its HTTP routes are not mounted: the portal calls it from server actions only.
import "server-only";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import { nextCookies } from "better-auth/next-js";
import { username } from "better-auth/plugins/username";
import { databaseKind } from "#lib/db/adapter.ts";
import type { Db } from "#lib/db/db.ts";
import { publicOrigin } from "#lib/kernel/settings.ts";
import { getDb } from "./db.ts";
import { getAuthSecret, getSettings } from "./env.ts";
import { countedPasswords } from "./password-checks.ts";
import { portalCookieAttributes, portalCookieName } from "./portal-cookie.ts";

function createAuth(db: Db) {
  const settings = getSettings();
  return betterAuth({
    database: prismaAdapter(db, { provider: databaseKind(settings.DATABASE_URL) }),
    secret: getAuthSecret(),
    baseURL: publicOrigin(settings),
    emailAndPassword: { enabled: true, disableSignUp: true, password: countedPasswords },
    session: { expiresIn: 12 * 3_600, updateAge: 3_600 },
    // Not better-auth's own `useSecureCookies`: its prefix is `__Secure-`, which a sibling host can set.
    advanced: {
      useSecureCookies: false,
      cookiePrefix: portalCookieName("").slice(0, -1), // the library adds the dot
      defaultCookieAttributes: portalCookieAttributes(),
    },
    telemetry: { enabled: false },
    plugins: [username({ minUsernameLength: 1, maxUsernameLength: 100 }), nextCookies()],
  });
}

let auth: ReturnType<typeof createAuth> | undefined;

export function getAuth(): ReturnType<typeof createAuth> {
  auth ??= createAuth(getDb());
  return auth;
}
