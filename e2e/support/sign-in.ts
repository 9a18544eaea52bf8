// Signing in as the demo accounts, the way a person does.
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { openPage, waitUntilInteractive } from "./open-page.ts";

export type Who = "creator" | "publisher" | "subscriber" | "admin";

/** Fills the sign-in form of the page as it stands, and sends it. */
export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in and goes on to `path`. */
export async function signIn(page: Page, who: Who, path = "/apis"): Promise<void> {
  await openPage(page, `/sign-in?next=${encodeURIComponent(path)}`);
  await fillSignIn(page, who, demoPassword);
  await page.waitForURL((url) => url.pathname + url.search === path);
  await expect(page.getByRole("button", { name: /^Account:/ })).toBeVisible();
  await waitUntilInteractive(page);
}
