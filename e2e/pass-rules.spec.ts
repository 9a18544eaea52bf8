// The choices of what passes between client and backend, on the two pages that have them: each keeps its own.
import { expect, type Page } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
}

test("types are enforced unless switched off, and both handshake choices stay as chosen", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Choices");
  await signIn(page, "creator", `/apis/${api.id}/runtime`);
  const types = page.getByRole("switch", { name: "Enforce types" });
  await expect(types).toBeChecked();
  await types.click();
  await save(page);

  await openPage(page, `/apis/${api.id}/endpoints`);
  const refusals = page.getByLabel("When the backend refuses");
  await expect(refusals).toHaveValue("explain");
  await refusals.selectOption({ label: "Pass on the backend's answer" });
  await page.getByLabel("Encoded slashes (%2F) in paths").selectOption({ label: "Pass on untouched" });
  await save(page);

  await openPage(page, `/apis/${api.id}/endpoints`);
  await expect(refusals).toHaveValue("pass_on");
  await openPage(page, `/apis/${api.id}/runtime`);
  await expect(types).not.toBeChecked();
});
