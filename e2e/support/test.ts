// The `test` of the specs: Playwright's, with the stack's database, real WebSocket clients and further people at
// browsers of their own. What a test opened is closed after it.
import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { type Db, openDb } from "#lib/db/db.ts";
import { Clients } from "./clients.ts";
import { signIn, type Who } from "./sign-in.ts";
import { portalUrl } from "./stack.ts";
import { databaseUrl } from "./stack-database.ts";

type TestFixtures = {
  clients: Clients;
  /** Signs a further person in, in a browser that shares nothing with the test's `page`. */
  openAs: (who: Who, path?: string) => Promise<Page>;
};

export const test = base.extend<TestFixtures, { db: Db }>({
  db: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const db = openDb(databaseUrl, { busyTimeoutMs: 5_000 });
      await use(db);
      await db.$disconnect();
    },
    { scope: "worker" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  clients: async ({}, use) => {
    const clients = new Clients();
    await use(clients);
    clients.close();
  },
  openAs: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (who, path) => {
      const context = await browser.newContext({ baseURL: portalUrl });
      opened.push(context);
      const page = await context.newPage();
      await signIn(page, who, path);
      return page;
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});
