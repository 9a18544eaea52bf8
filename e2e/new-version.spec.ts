// A new version takes an old one's subscriptions over, and the old one says until when it stays and what replaces it.
import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { createApplication } from "#lib/applications/commands.ts";
import { createApi } from "#lib/creation/commands.ts";
import { subscribe } from "#lib/subscriptions/commands.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { actingAsAdmin, makeApi, uniqueName } from "./support/test-apis.ts";

test("subscriptions are carried over, and readers are led to the new version", async ({
  page,
  db,
  openAs,
}) => {
  test.slow();
  const api = await makeApi(db, "Versioned", { isPublished: true });
  const person = await db.user.findUniqueOrThrow({ where: { username: "subscriber" } });
  const admin = await actingAsAdmin(db);
  const owner = { ...admin, actor: { id: person.id, username: "subscriber" } };
  const name = uniqueName("Shop");
  const made = await createApplication(owner, { application: { name, description: "" } });
  if (!made.ok) throw new Error(made.message);
  const wanted = { applicationId: made.value.applicationId, apiId: api.id, planId: "async-unlimited" };
  const subscribed = await subscribe(owner, wanted, { id: person.id, roles: ["subscriber"] });
  if (!subscribed.ok) throw new Error(subscribed.message);
  const input = {
    name: api.name,
    displayName: "",
    context: api.context,
    version: "2.0.0",
    endpoint: `${sampleUrl}/echo`,
    template: "blank",
  } as const;
  const created = await createApi(admin, { input, operationKey: randomUUID() });
  if (!created.ok) throw new Error(created.message);
  const nextId = created.value.apiId;
  await signIn(page, "publisher", `/apis/${nextId}/lifecycle`);

  await test.step("publishing the new version asks what becomes of the subscriptions", async () => {
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Publish this API?" });
    const choice = dialog.getByLabel("Subscriptions of other versions");
    await expect(choice).toHaveValue("");
    await choice.selectOption("Carry over 1 active of 1.0.0, with their plans");
    await confirmInDialog(page, "Deploy & Publish");
    await expect(page.getByText("This API is Published.", { exact: true })).toBeVisible();
    await openPage(page, `/apis/${nextId}/subscriptions`);
    await expect(page.getByRole("list", { name: "Subscribers" })).toContainText(name);
    await expect(page.getByRole("table", { name: "History" })).toContainText("From version 1.0.0");
  });

  await test.step("the old version is deprecated, with a day and what replaces it", async () => {
    await openPage(page, `/apis/${api.id}/lifecycle`);
    await page.getByRole("button", { name: "Deprecate" }).click();
    const dialog = page.getByRole("dialog", { name: "Deprecate this API?" });
    await dialog.getByLabel("Retires on").fill("2020-01-01");
    await dialog.getByLabel("Replaced by").selectOption(`${api.name} 2.0.0`);
    await dialog.getByRole("button", { name: "Deprecate", exact: true }).click();
    await expect(dialog.getByText(/^This day is over/).first()).toBeVisible();
    await expect(dialog.getByLabel("Replaced by")).toHaveValue(nextId);
    await dialog.getByLabel("Retires on").fill("2999-03-31");
    await dialog.getByRole("button", { name: "Deprecate", exact: true }).click();
    await expect(page.getByText("This API is Deprecated.", { exact: true })).toBeVisible();
    await expect(page.getByText(/It retires on March 31, 2999/)).toBeVisible();
    await expectGoodLook(page, /^Lifecycle/);
  });

  await test.step("readers are told, and led there", async () => {
    const reader = await openAs("subscriber", `/developer/apis?q=${encodeURIComponent(api.name)}`);
    await expect(
      reader.getByText(`Deprecated, retires on March 31, 2999; ${api.name} 2.0.0 replaces it`),
    ).toBeVisible();
    await expectGoodLook(reader, /.+/);
    await openPage(reader, `/developer/apis/${api.id}`);
    await reader
      .getByRole("note")
      .getByRole("link", { name: `${api.name} 2.0.0` })
      .click();
    await expect(reader).toHaveURL(`/developer/apis/${nextId}`);
  });
});
