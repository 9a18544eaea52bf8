// Somebody's own account: what it shows, and deleting it, which leaves histories readable and nobody signed in.
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { makePerson, signInAt } from "./support/people.ts";
import { fillSignIn } from "./support/sign-in.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi, uniqueName } from "./support/test-apis.ts";

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Delete your account?" });

async function confirmWith(page: Page, username: string, password: string): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByLabel("Username").fill(username);
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Delete my account" }).click();
}

test("a person deletes their account by keyboard: signed out everywhere, a former member in histories", async ({
  page,
  db,
  browser,
  openAs,
}) => {
  test.slow();
  const username = await makePerson(db, "leaver", ["creator", "subscriber"]);
  const api = await makeApi(db, "Outlived", { isPublished: true });
  await db.lifecycleEvent.updateMany({ where: { apiId: api.id }, data: { by: username } });
  const elsewhere = await browser.newContext({ baseURL: portalUrl });
  const other = await elsewhere.newPage();
  await signInAt(other, username, "/account");
  await signInAt(page, username, "/apis");

  await test.step("the menu leads to the account", async () => {
    await page.getByRole("button", { name: /^Account:/ }).press("Enter");
    const entry = page.getByRole("menuitem", { name: "Account" });
    await expect(entry).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
    await expect(page.getByText(`${username}@sluice.example`)).toBeVisible();
    await expect(page.getByText("creator, subscriber")).toHaveCount(1);
    await expectGoodLook(page, /^Account ·/);
  });

  await test.step("another name and a wrong password are told at their fields", async () => {
    await page.getByRole("button", { name: "Delete my account" }).press("Enter");
    const dialog = dialogOf(page);
    await expect(dialog.getByLabel("Username")).toBeFocused();
    await expect(dialog.getByText("all histories stay")).toBeVisible();
    await confirmWith(page, "somebody", demoPassword);
    await expect(dialog.getByText(`This is not the username. Type ${username} to confirm.`)).toBeVisible();
    await confirmWith(page, username, "not the password");
    await expect(dialog.getByText("This is not your password: type it again.")).toBeVisible();
    await expectGoodLook(page, /^Account ·/);
  });

  await test.step("the right ones delete it", async () => {
    const password = dialogOf(page).getByLabel("Your password");
    await password.fill(demoPassword);
    await password.press("Enter");
    await expect(page.getByText("Your account is deleted, and you are signed out everywhere.")).toBeVisible();
    await expect(page).toHaveURL("/sign-in?account=deleted");
    await expectGoodLook(page, /^Sign in ·/);
    await other.goto("/account");
    await expect(other).toHaveURL("/sign-in?next=%2Faccount");
    await elsewhere.close();
    await fillSignIn(page, username, demoPassword);
    await expect(page.getByText("The username or the password is wrong.")).toBeVisible();
  });

  await test.step("the history stays", async () => {
    const creator = await openAs("creator", `/apis/${api.id}/lifecycle`);
    const history = creator.getByRole("table", { name: "History" });
    await expect(history).toContainText("a former member");
    await expect(history).not.toContainText(username);
  });
});

test("passwords are guessed no faster here than at the sign-in", async ({ page, db }) => {
  const username = await makePerson(db, "guessed", ["subscriber"]);
  await signInAt(page, username, "/account");
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = dialogOf(page);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await confirmWith(page, username, `wrong ${attempt}`);
    await expect(dialog.getByRole("button", { name: "Delete my account" })).toBeEnabled();
    await expect(dialog.getByText("This is not your password: type it again.")).toBeVisible();
  }
  await confirmWith(page, username, demoPassword);
  await expect(dialog.getByText(/^Too many wrong attempts\./)).toBeVisible();
  await page.context().clearCookies({ name: /session/ });
  await openPage(page, "/sign-in");
  await fillSignIn(page, username, demoPassword);
  await expect(page.getByText(/^Too many wrong attempts\./)).toBeVisible();
});

test("deleting is refused while something would stop with it, and says what to do first", async ({
  page,
  db,
  openAs,
}) => {
  const username = await makePerson(db, "owner", ["subscriber"]);
  const api = await makeApi(db, "Needed", { isPublished: true });
  const application = uniqueName("Shop");
  await signInAt(page, username, "/account");
  await page.getByRole("button", { name: "Delete my account" }).click();

  await test.step("also where it came about after the page was drawn", async () => {
    const beside = await page.context().newPage();
    await openPage(beside, `/developer/apis/${api.id}/use`);
    await subscribeNewApplication(beside, application);
    await expect(beside.getByRole("button", { name: "Show the key" })).toBeVisible();
    await beside.close();
    await confirmWith(page, username, demoPassword);
    await expect(dialogOf(page).getByText(/owns applications with subscriptions/)).toBeVisible();
  });

  await test.step("with the way there", async () => {
    await openPage(page, "/account");
    await expect(page.getByText("Your account cannot be deleted yet.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
    await expectGoodLook(page, /^Account ·/);
    await page.getByRole("main").getByRole("link", { name: application }).click();
    await expect(page.getByRole("heading", { level: 1, name: application })).toBeVisible();
  });

  await test.step("and for the only administrator", async () => {
    const admin = await openAs("admin", "/account");
    await expect(admin.getByText("You are the only administrator.")).toBeVisible();
  });
});
