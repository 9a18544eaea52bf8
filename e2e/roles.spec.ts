// Who may create APIs: what each role sees, and what the server answers to those who ask it directly.
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { fillCreateForm } from "./support/create-form.ts";
import { holdAction } from "./support/replay.ts";
import { fillSignIn, signIn, type Who } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { countApisNamed } from "./support/test-apis.ts";

const createPath = "/apis/create/websocket";

async function expectForbidden(page: Page, path: string, title: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

test("a creator sees CREATE API, a publisher does not", async ({ page, openAs }) => {
  await signIn(page, "creator");
  await expect(page.getByRole("button", { name: "Create API" })).toBeVisible();
  const publisher = await openAs("publisher");
  await expect(publisher.getByRole("heading", { level: 1, name: "APIs" })).toBeVisible();
  await expect(publisher.getByRole("button", { name: "Create API" })).toHaveCount(0);
  await expect(publisher.getByRole("link", { name: /create/i })).toHaveCount(0);
});

test("a publisher gets 403 at the create form's address", async ({ page }) => {
  await signIn(page, "publisher");
  await expectForbidden(page, createPath, "You may not create APIs");
  await expect(page.getByText("This needs the role creator or admin.")).toBeVisible();
  await page.getByRole("link", { name: "Back to the APIs" }).click();
  await expect(page).toHaveURL("/apis");
});

test("a subscriber gets 403 for the list and for the create form", async ({ page }) => {
  await page.goto("/sign-in");
  await fillSignIn(page, "subscriber", demoPassword);
  // What a subscriber comes for is the developer portal.
  await expect(page).toHaveURL("/developer/apis");
  await expectForbidden(page, "/apis", "You may not see the APIs of this portal");
  await expect(page.getByRole("button", { name: "Create API" })).toHaveCount(0);
  await expectForbidden(page, createPath, "You may not create APIs");
});

for (const who of ["subscriber", "publisher"] satisfies Who[]) {
  test(`the create action answers 403 to a ${who}`, async ({ page, openAs, db }) => {
    await signIn(page, "creator", createPath);
    const name = await fillCreateForm(page, "Forged");
    const creation = await holdAction(
      page,
      () => page.getByRole("button", { name: "Create", exact: true }).click(),
      [name, "operationKey"],
    );

    const answer = await creation.sendAs(await openAs(who, "/apis"));
    expect(answer.status()).toBe(403);
    expect(await countApisNamed(db, name)).toBe(0);

    // The same request is right in every other respect: with the creator's cookies it makes the API.
    expect((await creation.sendAs(page)).status()).toBe(200);
    expect(await countApisNamed(db, name)).toBe(1);
  });
}

test("an anonymous visitor is sent to the sign-in page and back", async ({ page }) => {
  await page.goto(`${createPath}?from=mail`);
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`${createPath}?from=mail`)}`);
  await fillSignIn(page, "creator", demoPassword);
  await expect(page).toHaveURL(`${createPath}?from=mail`);
});

test("signing out ends the session on the server", async ({ page, context }) => {
  await signIn(page, "creator");
  const before = await context.cookies();
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/apis");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  // Somebody who kept the cookies has nothing either.
  await context.addCookies(before);
  await page.goto("/apis");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});
