// Deny policies: an admin denies an API, its open connection is closed, and who runs the API reads why.
import { expect } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, openToAnybody } from "./support/test-apis.ts";

test("an admin denies an API and lets it in again, and open connections follow", async ({
  page,
  db,
  clients,
  openAs,
}) => {
  test.slow();
  const api = await makeApi(db, "Denied", { isPublished: true });
  await openToAnybody(db, api.id);
  const client = await clients.connect(api.wsUrl);
  await signIn(page, "admin", "/admin/deny-policies");

  await test.step("what is wrong is told at its field, and nothing typed is lost", async () => {
    await page.getByRole("button", { name: "Create policy" }).click();
    const dialog = page.getByRole("dialog", { name: "Create deny policy" });
    await dialog.getByLabel("Address or range").fill("192.0.2.300");
    await dialog.getByLabel("Reason").fill("It floods its backend");
    await dialog.getByRole("button", { name: "Deny", exact: true }).click();
    await expect(dialog.getByText(/is neither an address nor a range/)).toBeVisible();
    await dialog.getByLabel("Deny").selectOption("API");
    await dialog.getByLabel("Path").fill(api.context);
    await expect(dialog.getByLabel("Reason")).toHaveValue("It floods its backend");
    await dialog.getByRole("button", { name: "Deny", exact: true }).click();
    await expect(dialog).toBeHidden();
  });

  const card = page.getByRole("region", { name: api.context });
  await test.step("the open connection is closed, and no other is opened", async () => {
    expect(await client.closed()).toMatchObject({ code: 4403 });
    await clients.expectRefusal(api.wsUrl, { status: 403, code: "denied_by_policy" });
    await expect(card).toContainText("It floods its backend");
    await expect(card).toContainText("Made by admin");
    await expectGoodLook(page, /^Deny policies/);
  });

  await test.step("who runs the API reads why, without the admin's reason", async () => {
    const creator = await openAs("creator", `/apis/${api.id}/connections`);
    await expect(async () => {
      await creator.reload();
      await creator.getByRole("link", { name: "Denied by an administrator's policy" }).first().click();
      const explained = creator.getByRole("region", { name: "Why this connection ended" });
      await expect(explained).toContainText("An administrator's deny policy");
      await expect(explained).not.toContainText("floods");
    }).toPass();
    expect((await creator.request.get("/admin/deny-policies")).status()).toBe(403);
  });

  await test.step("switched off, it lets in again; then it is deleted", async () => {
    const denied = card.getByRole("switch", { name: `Deny ${api.context}` });
    await denied.click();
    await expect(denied).not.toBeChecked();
    const again = await clients.connect(api.wsUrl);
    await again.expectEcho("back");
    await page.getByRole("button", { name: `Delete ${api.context}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await expect(card).toBeHidden();
  });
});
