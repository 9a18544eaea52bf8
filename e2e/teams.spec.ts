// Teams: people share an application, each as far as their role goes, and who is removed finds it no more.
import { expect, type Page } from "@playwright/test";
import { shownKey, subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, uniqueName } from "./support/test-apis.ts";

async function addMember(page: Page, username: string): Promise<void> {
  await page.getByRole("button", { name: "Add member" }).click();
  const dialog = page.getByRole("dialog", { name: "Add member" });
  await dialog.getByLabel("Username").fill("nobody-of-the-name");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText(/There is nobody with the user name/)).toBeVisible();
  await dialog.getByLabel("Username").fill(username);
  await confirmInDialog(page, "Add");
}

test("a team shares an application with its members, for as long as they are in it", async ({
  page,
  db,
  clients,
  openAs,
}) => {
  test.slow();
  const api = await makeApi(db, "Shared", { isPublished: true });
  const [application, teamName] = [uniqueName("Shop"), uniqueName("Team")];
  await signIn(page, "subscriber", `/developer/apis/${api.id}/use`);
  await subscribeNewApplication(page, application);
  await shownKey(page);
  await page.getByRole("link", { name: "To the application" }).click();
  await expect(page.getByRole("heading", { level: 1, name: application })).toBeVisible();
  const applicationPath = new URL(page.url()).pathname;
  await expect(page.getByText("Yours", { exact: true })).toBeVisible();
  const member = await openAs("admin", "/developer/teams");

  const teamPath = await test.step("somebody makes a team, which nobody else finds", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Teams" }).click();
    await page.getByRole("button", { name: "New team" }).click();
    const dialog = page.getByRole("dialog", { name: "New team" });
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(dialog.getByText("Enter a name")).toBeVisible();
    await dialog.getByLabel("Name").fill(teamName);
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: teamName })).toBeVisible();
    const { pathname } = new URL(page.url());
    for (const path of [pathname, applicationPath])
      expect((await member.request.get(path)).status()).toBe(404);
    return pathname;
  });

  const members = page.getByRole("list", { name: "Members" });
  await test.step("adds somebody, and cannot leave as its only owner", async () => {
    await addMember(page, "admin");
    await expect(members.getByRole("listitem")).toHaveCount(2);
    await expect(page.getByText("You are the only owner")).toBeVisible();
    await expect(page.getByRole("button", { name: "Leave" })).toHaveCount(0);
    await expectGoodLook(page, /^Team ·/);
  });

  await test.step("transfers an application to it", async () => {
    await openPage(page, applicationPath);
    await page.getByRole("button", { name: "Transfer…" }).click();
    await page
      .getByRole("dialog")
      .getByLabel("To")
      .selectOption({ label: `Team ${teamName}` });
    await confirmInDialog(page, "Transfer");
    await expect(page.getByText(`Of team ${teamName}; you answer for it`)).toBeVisible();
    await expectGoodLook(page, /^Application ·/);
    const publisher = await openAs("publisher", `/apis/${api.id}/subscriptions`);
    const history = publisher.getByRole("table", { name: "History" });
    await expect(history).toContainText(`${application} was transferred`);
    await expect(history).toContainText(`To team ${teamName}`);
  });

  await test.step("a member sees it and makes a key, and can neither transfer nor delete it", async () => {
    await openPage(member, "/developer/teams");
    await expectGoodLook(member, /^Teams ·/);
    await member.getByRole("link", { name: teamName }).click();
    await member.getByRole("link", { name: application }).click();
    await expect(member.getByText(`Of team ${teamName}; subscriber answers for it`)).toBeVisible();
    await expect(member.getByRole("button", { name: /^(Transfer…|Delete)$/ })).toHaveCount(0);
    await member.getByRole("button", { name: "Create key" }).click();
    await member.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
    const client = await clients.connect(`${api.wsUrl}/echo`, { key: await shownKey(member) });
    await client.expectEcho("with a member's key");
  });

  await test.step("a team with applications is not deleted", async () => {
    await openPage(page, teamPath);
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(dialog.getByText(`This team has applications: ${application}.`)).toBeVisible();
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  await test.step("who is removed is told so at the next action, and keeps what was typed", async () => {
    await openPage(member, applicationPath);
    await member.getByRole("button", { name: "Edit", exact: true }).click();
    const edit = member.getByRole("dialog", { name: "Edit application" });
    await edit.getByLabel("Description").fill("Typed before");
    await page.getByRole("button", { name: "Remove admin" }).click();
    await confirmInDialog(page, "Remove");
    await expect(members.getByRole("listitem")).toHaveCount(1);
    await edit.getByRole("button", { name: "Save" }).click();
    await expect(edit.getByText("This application does not exist.")).toBeVisible();
    await expect(edit.getByLabel("Description")).toHaveValue("Typed before");
    for (const path of [teamPath, applicationPath])
      expect((await member.request.get(path)).status()).toBe(404);
  });

  await test.step("who answers for an application leaves it to another owner", async () => {
    await addMember(page, "admin");
    await page.getByRole("button", { name: "Make an owner: admin" }).click();
    await confirmInDialog(page, "Make an owner");
    await page.getByRole("button", { name: "Leave" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(`You answer for ${application}`);
    await expect(dialog.getByLabel("New owner")).toHaveValue(/./);
    await expectGoodLook(page, /^Team ·/);
    await confirmInDialog(page, "Leave");
    await expect(page.getByText(`You have left ${teamName}`)).toBeVisible();
    await openPage(member, applicationPath);
    await expect(member.getByText(`Of team ${teamName}; you answer for it`)).toBeVisible();
  });
});
