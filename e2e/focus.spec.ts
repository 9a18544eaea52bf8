// Where the keyboard is after a control that had it disappears: never outside the page.
import { expect, type Page } from "@playwright/test";
import { fillCreateForm } from "./support/create-form.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { giveBackendHeader, makeApi } from "./support/test-apis.ts";

const heading = (page: Page, name: string, level = 1) =>
  page.locator("#main").getByRole("heading", { level, name, exact: true });

test("after Create the keyboard is at the heading of the new page", async ({ page }) => {
  await signIn(page, "creator", "/apis/create/websocket");
  await fillCreateForm(page, "Focused");
  await page.getByRole("button", { name: "Create", exact: true }).press("Enter");
  await expect(heading(page, "Overview")).toBeFocused();
});

test("a topic that is deleted, undeploying and Edit leave the keyboard where the work goes on", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Keyboard place", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/topics`);
  await page.getByRole("button", { name: "Delete /*" }).press("Enter");
  await expect(page.getByRole("button", { name: "Undo delete of /*" })).toBeFocused();
  await page.getByRole("button", { name: "Reset" }).press("Enter");
  await confirmInDialog(page, "Discard");
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeFocused();

  await page.getByRole("link", { name: "Deployments", exact: true }).press("Enter");
  await page.getByRole("button", { name: /^Undeploy from/ }).press("Enter");
  await confirmInDialog(page, "Undeploy");
  await expect(
    page.getByRole("region", { name: "Environments" }).getByRole("heading", { level: 3 }),
  ).toBeFocused();

  await page.getByRole("link", { name: "AsyncAPI Definition", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Edit", exact: true }).press("Enter");
  await expect(page.getByRole("textbox", { name: "AsyncAPI definition, YAML" })).toBeFocused();
  await page.getByRole("button", { name: "Close the editor" }).press("Enter");
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeFocused();
});

test("a removed backend leaves the keyboard in its list; a secret that is replaced, at its field", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Rows");
  await giveBackendHeader(db, api.id, "X-Secret", "hush");
  await signIn(page, "creator", `/apis/${api.id}/endpoints`);
  const backends = page.getByRole("list", { name: "Production backends" });
  await page.getByRole("button", { name: "Add backend" }).first().press("Enter");
  await backends
    .getByRole("button", { name: /^Remove/ })
    .last()
    .press("Enter");
  await expect(backends.getByRole("listitem")).toHaveCount(1);
  await expect(backends.locator(":focus")).toHaveCount(1);

  await page.locator("summary").filter({ hasText: "Backend credentials" }).first().press("Enter");
  await page.getByRole("button", { name: /^Replace/ }).press("Enter");
  await expect(page.locator("input[type=password]")).toBeFocused();
});
