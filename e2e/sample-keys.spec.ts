// The reader's own key in the samples on an API's page: on request, and in the page's memory alone.
import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { formatKey } from "#lib/credentials/key-text.ts";
import { subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, uniqueName } from "./support/test-apis.ts";

const sampleIn = (page: Page) => page.getByRole("region", { name: "Sample", exact: true });
const fillIn = (page: Page) => page.getByRole("button", { name: "Fill in a key", exact: true });
const languages = ["wscat", "websocat", "Browser", "Node.js", "Python", "Go"];

/** The key is in every language, and nowhere that outlives the page. */
async function expectFilledIn(page: Page, key: string): Promise<void> {
  for (const name of languages) {
    await page.getByRole("group", { name: "Client" }).getByRole("button", { name, exact: true }).click();
    await expect(sampleIn(page)).toContainText(key);
  }
  const kept = () =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]);
  expect(page.url() + (await page.evaluate(kept))).not.toContain(key);
  await page.reload();
  await expect(fillIn(page)).toBeVisible();
  expect(await page.content()).not.toContain(key);
}

test("who is not signed in is asked to, and may fill in a key that they have", async ({ page, db }) => {
  const api = await makeApi(db, "Pasted", { isPublished: true });
  const path = `/developer/apis/${api.id}`;
  await openPage(page, path);
  await fillIn(page).click();
  await expect(page.getByRole("link", { name: "Sign in to fill in a key" })).toHaveAttribute(
    "href",
    `/sign-in?next=${encodeURIComponent(path)}`,
  );
  const field = page.getByLabel("Key", { exact: true });
  await expect(field).toHaveAttribute("type", "password");
  await field.fill('slk_"; rm');
  await field.press("Enter");
  await expect(page.getByText(/^A key has letters, digits/)).toBeVisible();
  await expect(field).toBeFocused();
  await expect(sampleIn(page)).not.toContainText("rm");
  await expectGoodLook(page, new RegExp(api.name));

  const key = formatKey("slk", randomBytes(32));
  await field.fill(` ${key}\n`);
  await field.press("Enter");
  await expect(page.getByText("Filled in: the key that you pasted")).toBeVisible();
  const out = page.getByRole("button", { name: "Take it out" });
  await expect(out).toBeFocused();
  await out.press("Enter");
  await expect(sampleIn(page)).not.toContainText(key);

  await fillIn(page).click();
  await field.fill(key);
  await page.getByRole("button", { name: "Fill in this key" }).click();
  await expectFilledIn(page, key);
});

test("a subscriber has a key for an hour filled in, which connects", async ({ page, db, clients }) => {
  const api = await makeApi(db, "Filled in", { isPublished: true });
  const path = `/developer/apis/${api.id}`;
  const application = uniqueName("Shop");
  await signIn(page, "subscriber", path);

  await test.step("not without a subscription", async () => {
    await fillIn(page).click();
    const way = page.getByRole("region", { name: "A key for an hour" });
    await expect(way).toContainText("Subscribe an application to this API first");
    await way.getByRole("link", { name: "Use this API" }).click();
    await subscribeNewApplication(page, application);
    await expect(page.getByRole("heading", { name: "Your key" })).toBeVisible();
  });

  await openPage(page, path);
  await fillIn(page).click();
  await page.getByRole("button", { name: "Fill in a key for an hour" }).click();
  await expect(page.getByText(`Filled in: a key for an hour of ${application}, ends`)).toBeVisible();
  const key = /slk_[\w-]{43}/.exec((await sampleIn(page).textContent()) ?? "")?.[0] ?? "";
  const client = await clients.connect(`${api.wsUrl}/echo`, { key });
  await client.expectEcho("with the key of the sample");
  await expectFilledIn(page, key);
});
