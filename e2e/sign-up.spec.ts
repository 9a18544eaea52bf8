// Making an account for oneself.
import { expect } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { removePerson } from "./support/people.ts";
import { test } from "./support/test.ts";
import { uniqueName } from "./support/test-apis.ts";

test("a visitor makes an account, is a subscriber at once, and is told what is wrong at its field", async ({
  page,
  db,
}) => {
  const username = uniqueName("newcomer").replaceAll(" ", "_");
  await openPage(page, "/sign-in?next=%2Fdeveloper%2Fapplications");
  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByLabel("Your name").fill("New Comer");
  await page.getByLabel("Username").fill("a b");
  await page.getByLabel("E-mail").fill("nobody");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("3 to 40 letters, digits, dots, dashes and underscores")).toBeVisible();
  await expect(page.getByText("Enter an e-mail address")).toBeVisible();
  await expect(page.getByText("At least 10 characters", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("New Comer");
  await expectGoodLook(page, /^Create an account/);

  await page.getByLabel("Username").fill(username);
  await page.getByLabel("E-mail").fill(`${username}@example.com`);
  await page.getByLabel("Password").fill("long enough");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/developer/applications");
  await expect(page.getByRole("heading", { name: "You have no application yet" })).toBeVisible();
  expect((await page.request.get("/apis")).status()).toBe(403);

  await page.context().clearCookies();
  await openPage(page, "/sign-up");
  await page.getByLabel("Your name").fill("Somebody Else");
  await page.getByLabel("Username").fill(username.toUpperCase());
  await page.getByLabel("E-mail").fill(`other-${username}@example.com`);
  await page.getByLabel("Password").fill("long enough");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText(/has an account already/)).toBeVisible();
  await removePerson(db, username);
});
