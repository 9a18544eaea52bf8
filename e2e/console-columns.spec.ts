// Several connections in one list, or in a column for each.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const column = (page: Page, name: string) => page.getByRole("region", { name: `Transcript of ${name}` });

test("each connection has a column, side by side or one at a time, through a reload", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Columns", { isPublished: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByText("Credential, subprotocols, name").click();
  const connections = page.getByRole("list", { name: "Connections" }).getByRole("listitem");
  for (const name of ["user A", "user B"]) {
    await page.getByLabel("Name of the connection").fill(name);
    await page.getByRole("button", { name: /^Connect( another)?$/ }).click();
    await expect(connections.filter({ hasText: name })).toContainText("connected");
  }
  await messageField(page).fill("from B");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(column(page, "user B").getByRole("button", { name: /you received.*from B/ })).toBeVisible();
  await expect(column(page, "user A").getByRole("button", { name: /Connected/ })).toBeVisible();
  await expect(column(page, "user A").getByText("from B")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Transcript", exact: true })).toHaveCount(0);
  await column(page, "user B")
    .getByRole("button", { name: /you sent.*from B/ })
    .click();
  await expect(page.getByRole("region", { name: "Content" })).toContainText("from B");
  await page.keyboard.press("Escape");
  await expect(column(page, "user B"), "back where it was opened").toBeFocused();
  await expectGoodLook(page, /^Try it/);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("region", { name: /^Transcript of/ })).toHaveCount(1);
  await page.getByLabel("Column").selectOption({ label: "user B" });
  await expect(column(page, "user B").getByRole("button", { name: /you received.*from B/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Columns" })).toHaveAttribute("aria-pressed", "true");
});
