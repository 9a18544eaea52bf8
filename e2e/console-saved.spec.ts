// Saved messages of the console: kept by one person, shared with others, and changed only by those who may.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const saved = (page: Page) => page.getByRole("list", { name: "Saved messages" });
const open = (page: Page) => page.getByText("Saved messages", { exact: true }).first().click();

async function save(page: Page, name: string, body: string): Promise<void> {
  await messageField(page).fill(body);
  await page.getByLabel("Save this message as").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(saved(page).getByRole("button", { name: `Load ${name}` })).toBeVisible();
}

const fillsIn = (page: Page) => page.getByLabel(/^Fill in/);

test("messages are saved, loaded, renamed, shared and deleted, and others read what is shared", async ({
  page,
  browser,
  db,
}) => {
  const api = await makeApi(db, "Saved", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await open(page);
  await save(page, "mine", '{"id": 9223372036854775807}');
  await page.getByLabel("Share with everyone who may see this API").check();
  await fillsIn(page).uncheck();
  await save(page, "ours", "hello {{uuid}}");
  await page.getByLabel("Save this message as").fill("ours");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "with this name already" })).toBeVisible();

  await saved(page).getByRole("button", { name: "Load mine" }).click();
  await expect(messageField(page)).toHaveText('{"id": 9223372036854775807}');
  await expect(fillsIn(page), "as it was saved").toBeChecked();
  await messageField(page).press("Alt+ArrowUp");
  await expect(messageField(page), "what was typed can be brought back").toHaveText("hello {{uuid}}");
  await saved(page).getByRole("button", { name: "Rename ours" }).click();
  await page.getByLabel("New name of ours").fill("greeting");
  await page.getByLabel("New name of ours").press("Enter");
  await expect(saved(page).getByRole("button", { name: "Load greeting" })).toBeVisible();
  await expectGoodLook(page, /^Try it/);

  const context = await browser.newContext({ baseURL: portalUrl });
  const other = await context.newPage();
  await signIn(other, "publisher", `/apis/${api.id}/try`);
  await open(other);
  await expect(saved(other).getByRole("listitem")).toHaveText(/greeting.*shared by creator/);
  await expect(saved(other).getByRole("button", { name: "Delete greeting" })).toHaveCount(0);
  await saved(other).getByRole("button", { name: "Load greeting" }).click();
  await expect(messageField(other)).toHaveText("hello {{uuid}}");
  await expect(fillsIn(other)).not.toBeChecked();

  await saved(page).getByRole("button", { name: "Delete greeting" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(saved(page).getByRole("listitem")).toHaveCount(1);
  await saved(other).getByRole("button", { name: "Load greeting" }).click();
  await expect(other.getByText("it was deleted meanwhile")).toBeVisible();
  await expect(saved(other)).toHaveCount(0);
  await context.close();
});
