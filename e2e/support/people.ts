// People of a test's own, whose roles and limits it may use up.
import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import type { Role } from "#lib/identity/role.ts";
import { openPage, waitUntilInteractive } from "./open-page.ts";
import { fillSignIn } from "./sign-in.ts";
import { uniqueName } from "./test-apis.ts";

/** A new account with these roles and the demo password; its username. */
export async function makePerson(db: Db, what: string, roles: readonly Role[]): Promise<string> {
  const username = uniqueName(what).replaceAll(" ", "_");
  const account = {
    username,
    name: username,
    email: `${username}@sluice.example`,
    password: demoPassword,
    roles,
  };
  expect(await ensureAccount(db, account, { now: new Date(), newId: randomUUID })).toBe(true);
  return username;
}

/** Signs somebody in by the form, at a page whose path it goes on to. */
export async function signInAt(page: Page, username: string, path: string): Promise<void> {
  await openPage(page, `/sign-in?next=${encodeURIComponent(path)}`);
  await fillSignIn(page, username, demoPassword);
  await page.waitForURL(path);
  await waitUntilInteractive(page);
}

/** A new creator, signed in at the page; their username. */
export async function signInAsNewCreator(page: Page, db: Db): Promise<string> {
  const username = await makePerson(db, "creator", ["creator"]);
  await openPage(page, "/sign-in");
  await fillSignIn(page, username, demoPassword);
  await page.waitForURL("/apis");
  return username;
}

/** Takes the account away again, with its sessions. */
export async function removePerson(db: Db, username: string): Promise<void> {
  await db.user.deleteMany({ where: { username } });
}
