// Scopes, the whole way: made by an admin and a creator, required on a topic, deployed, told to consumers, had by one key
// and lacked by another.
import { expect, type Page } from "@playwright/test";
import { shownKey, subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { giveChatTopics, makeApi, uniqueName } from "./support/test-apis.ts";
import { topicRow, topicToggle } from "./support/topics.ts";

const rooms = "/rooms/{roomID}";

/** A name of a scope that no other test uses, as long as it is allowed to be. */
function longName(begin: string): string {
  return uniqueName(begin).replaceAll(" ", ".").padEnd(60, ".and_so_on");
}

type Typed = { readonly name: string; readonly displayName?: string; readonly description?: string };

async function createScope(page: Page, { name, displayName = "", description = "" }: Typed, role?: string) {
  await page.getByRole("button", { name: "Create scope" }).click();
  const dialog = page.getByRole("dialog", { name: "Create scope" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Display name").fill(displayName);
  await dialog.getByLabel("Description").fill(description);
  if (role !== undefined) await dialog.getByRole("checkbox", { name: role }).check();
  await confirmInDialog(page, "Create");
  await expect(page.getByRole("region", { name })).toBeVisible();
}

test("who has the scope sends, who lacks it listens, and both are told which it is", async ({
  page,
  db,
  clients,
  openAs,
}) => {
  test.slow();
  // An attempt before this one may have left some, which every API could require.
  await db.scope.deleteMany({ where: { familyId: null } });
  const api = await makeApi(db, "Scoped", { isPublished: true, endpoint: sampleUrl });
  await giveChatTopics(db, api.id);
  const titleOf = (section: string) => `${section} · ${api.name} 1.0.0 · Sluice`;
  const shared = longName("shared");
  const own = longName("own");
  const needed = `To send you need the scope ${shared}.`;
  await signIn(page, "creator", `/apis/${api.id}/scopes`);
  await expect(page.getByRole("heading", { name: "No scopes yet" })).toBeVisible();
  await expectGoodLook(page, titleOf("Scopes"));

  const admin = await openAs("admin", "/admin/scopes");
  await test.step("an admin makes one for all APIs, which only admins may obtain", async () => {
    const description = "Lets a client talk to everybody in the room.";
    await createScope(admin, { name: shared, displayName: "Talk", description }, "admin");
    await expect(admin.getByRole("region", { name: shared })).toContainText("people with the role admin");
    await expectGoodLook(admin, /^Shared scopes/);
  });

  await test.step("a creator makes others; what is wrong is told at its field, and nothing typed is lost", async () => {
    await page.getByRole("button", { name: "Create scope" }).click();
    const dialog = page.getByRole("dialog", { name: "Create scope" });
    const name = dialog.getByLabel("Name", { exact: true });
    await expect(name).toBeFocused();
    await name.fill(shared);
    await dialog.getByLabel("Description").fill("Lets a client delete what others have said.");
    await page.keyboard.press("Enter");
    await expect(name).toHaveAccessibleDescription(/^There is a scope of this name already/);
    await name.fill(own);
    await expect(dialog.getByLabel("Description")).toHaveValue("Lets a client delete what others have said.");
    await confirmInDialog(page, "Create");
    await createScope(page, { name: longName("spare") });
    await expect(page.getByRole("region", { name: shared })).toContainText("Shared by all APIs");
    await expect(page.getByRole("button", { name: `Edit ${shared}` })).toHaveCount(0);
    await expectGoodLook(page, titleOf("Scopes"));
    await page.getByRole("button", { name: `Edit ${own}` }).click();
    await page.getByLabel("Display name").fill("Moderate");
    await expectGoodLook(page, titleOf("Scopes"));
    await confirmInDialog(page, "Save");
    await expect(page.getByRole("region", { name: own })).toContainText("Moderate: Lets a client delete");
  });

  await test.step("sending in rooms requires the shared one, from the Topics page on", async () => {
    await openPage(page, `/apis/${api.id}/topics`);
    await topicToggle(page, rooms).click();
    const select = topicRow(page, rooms).getByRole("combobox", { name: /^Needed for Publish/ });
    await select.click();
    await page.getByRole("option", { name: shared }).click();
    await expectGoodLook(page, titleOf("Topics"));
    await page.keyboard.press("Escape");
    await expect(select).toHaveText(shared);
    await page.getByRole("button", { name: "Save and deploy" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Live on" })).toBeVisible();
  });

  await test.step("the definition has it, and its documentation says so", async () => {
    const path = `/apis/${api.id}/definition`;
    const text = await (await page.request.get(`${path}/download?of=design&format=json`)).text();
    expect(JSON.stringify(JSON.parse(text))).toContain(`"x-scopes":["${shared}"]`);
    await openPage(page, path);
    await page.getByRole("tab", { name: "Documentation" }).click();
    await expect(page.getByText(needed)).toBeVisible();
  });

  const subscriber = await openAs("subscriber", `/developer/apis/${api.id}`);
  const keyWithout = await test.step("a subscriber reads it, and gets a key without it", async () => {
    await expect(subscriber.getByText(needed)).toBeVisible();
    await expect(subscriber.getByText("x-scopes")).toHaveCount(0);
    await openPage(subscriber, `/developer/apis/${api.id}/use`);
    await subscribeNewApplication(subscriber, uniqueName("Listening"));
    const key = await shownKey(subscriber);
    await subscriber.getByRole("link", { name: "To the application" }).click();
    await subscriber.getByRole("button", { name: "Create key" }).click();
    const dialog = subscriber.getByRole("dialog", { name: "Create key" });
    await expect(dialog.getByRole("checkbox", { name: new RegExp(own) })).toBeVisible();
    await expect(dialog.getByRole("checkbox", { name: new RegExp(shared) })).toHaveCount(0);
    await expect(
      dialog.getByText("Only applications whose owner has the role admin can have it."),
    ).toBeVisible();
    await expectGoodLook(subscriber, /^Application/);
    return key;
  });

  const keyWith = await test.step("an admin makes a key that has it", async () => {
    await openPage(admin, `/developer/apis/${api.id}/use`);
    await subscribeNewApplication(admin, uniqueName("Talking"));
    await admin.getByRole("link", { name: "To the application" }).click();
    await admin.getByRole("button", { name: "Create key" }).click();
    await admin.getByRole("checkbox", { name: new RegExp(shared) }).check();
    await admin.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
    await expect(admin.getByRole("dialog", { name: "Your new key" })).toBeVisible();
    return shownKey(admin);
  });

  await test.step("both listen, one sends, the other is closed when it tries to", async () => {
    const listener = await clients.connect(`${api.wsUrl}/rooms/lobby`, { key: keyWithout });
    await listener.expectMessage("You joined lobby!");
    const talker = await clients.connect(`${api.wsUrl}/rooms/lobby`, { key: keyWith });
    await talker.expectMessage("You joined lobby!");
    talker.send("Hello");
    await listener.expectMessage("Hello");
    listener.send("Hello to you");
    const reason = "Sending on this topic needs a scope that the credential does not have";
    expect(await listener.closed()).toEqual({ code: 4403, reason });
    // What comes later in the room comes after what came before.
    const other = await clients.connect(`${api.wsUrl}/rooms/lobby`, { key: keyWith });
    await other.expectMessage("You joined lobby!");
    other.send("Still here?");
    await talker.expectMessage("Still here?");
    expect(talker.messages).not.toContain("Hello to you");
  });

  await test.step("deleted, it is gone from the pages", async () => {
    await openPage(admin, "/admin/scopes");
    await admin.getByRole("button", { name: `Delete ${shared}` }).click();
    await confirmInDialog(admin, "Delete");
    await expect(admin.getByRole("region", { name: shared })).toHaveCount(0);
  });
});

test("scopes are for who designs, shared ones for admins, and of an API that is not there there are none", async ({
  page,
  db,
  openAs,
}) => {
  const api = await makeApi(db, "Unscoped");
  await signIn(page, "publisher", `/apis/${api.id}/scopes`);
  await expect(page.getByRole("heading", { level: 1, name: "Scopes" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Create scope" })).toHaveCount(0);

  const creator = await openAs("creator");
  expect((await creator.goto("/apis/unknown/scopes"))?.status()).toBe(404);
  await expect(creator).toHaveTitle("API not found · Sluice");
  expect((await creator.goto("/admin/scopes"))?.status()).toBe(403);
  await expect(creator).toHaveTitle("Not allowed · Sluice");

  const subscriber = await openAs("subscriber");
  expect((await subscriber.request.get(`/apis/${api.id}/scopes`)).status()).toBe(403);
  expect((await subscriber.request.get("/admin/scopes")).status()).toBe(403);
});
