// Signing in: wrong passwords, too many of them, without JavaScript, and a session that ends in the middle of a form.
import { expect } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { fillCreateForm } from "./support/create-form.ts";
import { openPage } from "./support/open-page.ts";
import { fillSignIn, signIn, signInByForm } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { uniqueName } from "./support/test-apis.ts";

test("a wrong password is told, and the username stays", async ({ page }) => {
  await openPage(page, "/sign-in");
  await fillSignIn(page, uniqueName("nobody"), "wrong");
  await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toHaveText(
    "The username or the password is wrong.",
  );
  await expect(page.getByLabel("Username")).toHaveValue(/^nobody/);
  await expect(page.getByLabel("Password")).toBeFocused();
});

test("too many wrong passwords for one account have to wait", async ({ page }) => {
  const username = uniqueName("forgetful");
  await openPage(page, "/sign-in");
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await fillSignIn(page, username, `wrong ${attempt}`);
    await answered;
    await expect(page.getByText("The username or the password is wrong.")).toBeVisible();
  }
  await fillSignIn(page, username, demoPassword);
  await expect(page.getByText(/^Too many wrong attempts\. Try again in 1?\d minutes\.$/)).toBeVisible();
});

test("the demo accounts are listed and fill the form", async ({ page }) => {
  await openPage(page, "/sign-in");
  const accounts = page.getByRole("region", { name: "Demo accounts" });
  await expect(accounts).toContainText(demoPassword);
  await expect(accounts.getByRole("listitem")).toHaveText([
    /^creator/,
    /^publisher/,
    /^subscriber/,
    /^admin/,
  ]);
  await accounts.getByRole("button", { name: /^publisher/ }).click();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/apis");
  await expect(page.getByRole("button", { name: "Account: Pat Publisher" })).toBeVisible();
});

test("the session cookie is out of reach of scripts", async ({ page, context }) => {
  await signInByForm(page, "creator");
  const cookies = await context.cookies();
  const session = cookies.filter(({ name }) => name.includes("session"));
  expect(session.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("errors show and signing in works", async ({ page }) => {
    await page.goto("/sign-in?next=%2Fapis%3Fview%3Dtable");
    await fillSignIn(page, uniqueName("nobody"), "wrong");
    await expect(page.getByText("The username or the password is wrong.")).toBeVisible();
    await expect(page.getByLabel("Username")).toHaveValue(/^nobody/);
    await expect(page.getByRole("region", { name: "Demo accounts" })).toContainText("creator");
    await fillSignIn(page, "creator", demoPassword);
    await expect(page).toHaveURL("/apis?view=table");
  });
});

test("a session that ends in the middle of the create form costs nothing", async ({ page, context }) => {
  await signIn(page, "creator", "/apis/create/websocket");
  const name = await fillCreateForm(page, "Interrupted");
  await context.clearCookies();
  const create = page.getByRole("button", { name: "Create", exact: true });
  await create.click();
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);

  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Sign in again in a new tab" }).click();
  const second = await opened;
  await fillSignIn(second, "creator", demoPassword);
  await expect(second).toHaveURL("/apis");
  await second.close();

  await create.click();
  await expect(page).toHaveURL(/\/overview$/);
  await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
});
