// People of a test's own, whose roles and limits it may use up.
import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { openPage } from "./open-page.ts";
import { fillSignIn } from "./sign-in.ts";
import { uniqueName } from "./test-apis.ts";

/** A new creator, signed in at the page; their username. */
export async function signInAsNewCreator(page: Page, db: Db): Promise<string> {
  const username = uniqueName("creator").replaceAll(" ", "_");
  const account = {
    username,
    name: username,
    email: `${username}@sluice.example`,
    password: demoPassword,
    roles: ["creator"] as const,
  };
  expect(await ensureAccount(db, account, { now: new Date(), newId: randomUUID })).toBe(true);
  await openPage(page, "/sign-in");
  await fillSignIn(page, username, demoPassword);
  await page.waitForURL("/apis");
  return username;
}

/** Takes the account away again, with its sessions. */
export async function removePerson(db: Db, username: string): Promise<void> {
  await db.user.deleteMany({ where: { username } });
}
