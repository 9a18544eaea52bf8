// The publisher's side of consumers: plans, who finds an API, and each subscription, live.
import { expect } from "@playwright/test";
import { createApplication } from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createKey } from "#lib/credentials/api-keys/commands.ts";
import type { Db } from "#lib/db/db.ts";
import { subscribe } from "#lib/subscriptions/commands.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { actingAsAdmin, makeApi, type TestApi, uniqueName } from "./support/test-apis.ts";

/** An application of the demo subscriber that has subscribed, and a key of it. */
async function makeSubscriber(db: Db, api: TestApi, planId: string) {
  const person = await db.user.findUniqueOrThrow({ where: { username: "subscriber" } });
  const actor = { id: person.id, username: "subscriber" };
  const context = { ...(await actingAsAdmin(db)), actor };
  const name = uniqueName("Shop");
  const made = await createApplication(context, { application: { name, description: "" } });
  if (!made.ok) throw new Error(made.message);
  const { applicationId } = made.value;
  const restrictions = {};
  const input = { applicationId, environment: "production", lifetimeDays: null, restrictions } as const;
  const key = await createKey(context, createKeySchema.parse(input));
  if (!key.ok) throw new Error(key.message);
  const viewer = { id: person.id, roles: ["subscriber"] as const };
  const subscribed = await subscribe(context, { applicationId, apiId: api.id, planId }, viewer);
  if (!subscribed.ok) throw new Error(subscribed.message);
  return { name, key: key.value.key };
}

test("a publisher approves, blocks and moves a subscription, and open connections follow", async ({
  page,
  db,
  clients,
  openAs,
}) => {
  test.slow();
  const api = await makeApi(db, "Consumed", { isPublished: true });
  const planName = uniqueName("Reviewed");
  const admin = await openAs("admin", "/admin/plans");

  await test.step("an admin makes a plan that needs approval; what is wrong is told at its field", async () => {
    await admin.getByRole("button", { name: "Create plan" }).click();
    const dialog = admin.getByRole("dialog", { name: "Create plan" });
    await dialog.getByLabel("Name").fill(planName);
    await dialog.getByLabel("A publisher approves each subscription").check();
    await dialog.getByRole("button", { name: "Add quota" }).click();
    await dialog.getByLabel("Amount").fill("many");
    await dialog.getByLabel("Connections at a time").fill("few");
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(dialog.getByText("Enter a whole number from 1 on")).toBeVisible();
    await expect(dialog.getByText("Enter a whole number, or nothing for no limit")).toBeVisible();
    await expect(dialog.getByText("Nothing was saved: mend what is marked above.")).toBeVisible();
    await admin.mouse.click(5, 5);
    await expect(dialog.getByLabel("Name")).toHaveValue(planName);
    await dialog.getByLabel("Connections at a time").fill("");
    await dialog.getByLabel("Amount").fill("50,000");
    await expectGoodLook(admin, /^Business plans/);
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(admin.getByRole("heading", { name: planName })).toBeVisible();
    await expect(
      admin.getByRole("region", { name: planName }).getByText(/^50,000 messages a day both ways/),
    ).toBeVisible();
  });

  await signIn(page, "publisher", `/apis/${api.id}/subscriptions`);
  await page.getByLabel(planName).check();
  await expect(async () => {
    const offered = await db.apiPlan.findMany({ where: { apiId: api.id }, include: { plan: true } });
    expect(offered.map(({ plan }) => plan.name)).toContain(planName);
  }).toPass();
  const plan = await db.plan.findFirstOrThrow({ where: { name: planName } });
  const { name, key } = await makeSubscriber(db, api, plan.id);

  await test.step("it waits, and is approved", async () => {
    await clients.expectRefusal(api.wsUrl, { code: "subscription_pending" }, { key });
    await openPage(page, `/apis/${api.id}/subscriptions`);
    await expect(page.getByText("one waits for approval")).toBeVisible();
    const entry = page.getByRole("navigation", { name: "API sections" }).getByRole("link", {
      name: /^Subscriptions/,
    });
    await expect(entry).toHaveAccessibleName("Subscriptions 1 waits for approval");
    await expectGoodLook(page, /^Subscriptions/);
    await page.getByRole("button", { name: `Approve: ${name}` }).click();
    await confirmInDialog(page, "Approve");
    await expect(page.getByRole("list", { name: "Subscribers" }).getByText("Active")).toBeVisible();
    await expect(entry).toHaveAccessibleName("Subscriptions");
  });

  const client = await clients.connect(api.wsUrl, { key });
  await test.step("an admin edits its plan, and the gateway follows", async () => {
    await admin.getByRole("button", { name: `Edit ${planName}` }).click();
    const dialog = admin.getByRole("dialog", { name: `Edit ${planName}` });
    await expect(dialog.getByLabel("Amount")).toHaveValue("50000");
    await dialog.getByLabel("Connections at a time").fill("1");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    const card = admin.getByRole("region", { name: planName });
    await expect(card.getByText("1 connection at a time")).toBeVisible();
    const full = { status: 429, code: "too_many_connections_of_plan" };
    await clients.expectRefusal(api.wsUrl, full, { key });
    await client.expectEcho("the one that is open goes on");
    await openPage(admin, "/admin/plans");
    await expect(card.getByText("Offered by 1 API; 1 subscription goes by it.")).toBeVisible();
  });

  await test.step("it is blocked, with a note", async () => {
    await page.getByRole("button", { name: `Block: ${name}` }).click();
    await page.getByRole("dialog").getByLabel("Note to the owner").fill("Too loud");
    await confirmInDialog(page, "Block");
    expect(await client.closed()).toMatchObject({ code: 4403 });
    await clients.expectRefusal(api.wsUrl, { status: 403, code: "subscription_blocked" }, { key });
    await expect(page.getByRole("table", { name: "History" })).toContainText("Too loud");
  });

  await test.step("why the connection ended is explained", async () => {
    const creator = await openAs("creator", `/apis/${api.id}/connections`);
    await expect(async () => {
      await creator.reload();
      await creator
        .getByRole("link", { name: "The publisher has blocked this subscription", exact: true })
        .first()
        .click();
      const explained = creator.getByRole("region", { name: "Why this connection ended" });
      await expect(explained).toContainText("4403, gateway");
      await expect(explained).toContainText("The application's subscription was blocked.");
    }).toPass();
    await openPage(page, `/apis/${api.id}/subscriptions`);
  });

  await test.step("it is unblocked and moved to another plan", async () => {
    await page.getByRole("button", { name: `Unblock: ${name}` }).click();
    await confirmInDialog(page, "Unblock");
    const again = await clients.connect(api.wsUrl, { key });
    await page.getByRole("button", { name: `Change plan: ${name}` }).click();
    await page.getByRole("dialog").getByLabel("Plan").click();
    await page.getByRole("option", { name: "AsyncUnlimited" }).click();
    await confirmInDialog(page, "Change plan");
    await expect(page.getByRole("table", { name: "History" })).toContainText("was moved to another plan");
    await again.expectEcho("goes on");
  });
});

test("who finds an API is chosen, and a creator only reads", async ({ page, db, openAs }) => {
  const api = await makeApi(db, "Chosen", { isPublished: true });
  await signIn(page, "publisher", `/apis/${api.id}/overview`);
  await page.getByRole("link", { name: "View in developer portal" }).click();
  await expect(page.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
  await openPage(page, `/apis/${api.id}/subscriptions`);
  await page.getByLabel("People with certain roles").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/^Choose at least one role/)).toBeVisible();
  await page.getByRole("checkbox", { name: "admin" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It acts at once.")).toBeVisible();
  const subscriber = await openAs("subscriber", "/developer/apis");
  expect((await subscriber.request.get(`/developer/apis/${api.id}`)).status()).toBe(404);

  const creator = await openAs("creator", `/apis/${api.id}/subscriptions`);
  await expect(creator.getByText("Publishers decide on these.")).toBeVisible();
  await expect(creator.getByLabel("AsyncUnlimited")).toBeDisabled();
  await expect(creator.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  expect((await creator.request.get("/admin/plans")).status()).toBe(403);
  expect((await subscriber.request.get(`/apis/${api.id}/subscriptions`)).status()).toBe(403);
});

test("a plan that somebody goes by is not deleted, and says why", async ({ page, db }) => {
  const api = await makeApi(db, "Planned", { isPublished: true });
  await makeSubscriber(db, api, "async-unlimited");
  await signIn(page, "admin", "/admin/plans");
  await page.getByRole("button", { name: "Delete AsyncUnlimited" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("dialog").getByText(/by this plan: change their plan first/)).toBeVisible();
});
