// Whose a console is: what one person connected and typed is not there for the next who signs in.
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { messageField } from "./support/message-field.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { fillSignIn, signIn, signInBeside } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const connections = (page: Page) => page.getByRole("list", { name: "Connections" }).getByRole("listitem");
const transcript = (page: Page) => page.getByLabel("Transcript", { exact: true });

/** Connects, sends `text`, and leaves another text unsent. */
async function talk(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(connections(page)).toContainText("connected");
  await messageField(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(transcript(page)).toContainText(text);
  await messageField(page).fill("a draft of the creator");
}

async function expectNothing(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: /^Try it/ })).toBeVisible();
  await expect(messageField(page)).toHaveText("");
  await expect(connections(page)).toHaveCount(0);
  await expect(page.getByText("Nothing has passed yet")).toBeVisible();
}

test("who signs out closes their consoles, and leaves nothing of them to the next person in the tab", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Two people", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await talk(page, "said by the creator");
  const [thread] = page.workers();
  const closed = thread?.waitForEvent("close");
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
  await closed;
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("creator");
  await waitUntilInteractive(page);
  await fillSignIn(page, "publisher", demoPassword);
  await page.waitForURL("/apis");
  await page.getByRole("link", { name: api.name, exact: true }).click();
  await page.getByRole("link", { name: "Try it", exact: true }).first().click();
  await expectNothing(page);
});

test("somebody else who signs in in another tab ends the console of the one before, which says so", async ({
  page,
  context,
  db,
}) => {
  const api = await makeApi(db, "Two tabs", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await talk(page, "said by the creator");
  await signInBeside(context, "publisher");
  await expect(page.getByText("Whoever opened this console has signed out")).toBeVisible();
  await expect(connections(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Send", exact: true })).toHaveCount(0);
  await expect(page.getByText("said by the creator")).toHaveCount(0);
  await expect(page.getByText("a draft of the creator")).toHaveCount(0);
  expect(page.workers()).toEqual([]);
  await page.reload();
  await expectNothing(page);
});
