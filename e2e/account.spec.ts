// Accounts: what somebody sees of their own, deleting it, and an admin who erases others. Histories stay readable.
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { makePerson, removePerson, signInAt } from "./support/people.ts";
import { holdAction } from "./support/replay.ts";
import { fillSignIn, signIn } from "./support/sign-in.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi, uniqueName } from "./support/test-apis.ts";

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Delete your account?" });

async function confirmWith(page: Page, username: string, password: string): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByLabel("Username").fill(username);
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Delete my account" }).click();
}

test("a person deletes their account by keyboard: signed out everywhere, a former member in histories", async ({
  page,
  db,
  browser,
  openAs,
}) => {
  test.slow();
  const username = await makePerson(db, "leaver", ["creator", "subscriber"]);
  const api = await makeApi(db, "Outlived", { isPublished: true });
  await db.lifecycleEvent.updateMany({ where: { apiId: api.id }, data: { by: username } });
  const elsewhere = await browser.newContext({ baseURL: portalUrl });
  const other = await elsewhere.newPage();
  await signInAt(other, username, "/account");
  await signInAt(page, username, "/apis");

  await test.step("the menu leads to the account", async () => {
    await page.getByRole("button", { name: /^Account:/ }).press("Enter");
    const entry = page.getByRole("menuitem", { name: "Account" });
    await expect(entry).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
    await expect(page.getByText(`${username}@sluice.example`)).toBeVisible();
    await expect(page.getByText("creator, subscriber")).toHaveCount(1);
    await expectGoodLook(page, /^Account ·/);
  });

  await test.step("another name and a wrong password are told at their fields", async () => {
    await page.getByRole("button", { name: "Delete my account" }).press("Enter");
    const dialog = dialogOf(page);
    await expect(dialog.getByLabel("Username")).toBeFocused();
    await expect(dialog.getByText("all histories stay")).toBeVisible();
    await confirmWith(page, "somebody", demoPassword);
    await expect(dialog.getByText(`This is not the username. Type ${username} to confirm.`)).toBeVisible();
    await confirmWith(page, username, "not the password");
    await expect(dialog.getByText("This is not your password: type it again.")).toBeVisible();
    await expectGoodLook(page, /^Account ·/);
  });

  await test.step("the right ones delete it", async () => {
    const password = dialogOf(page).getByLabel("Your password");
    await password.fill(demoPassword);
    await password.press("Enter");
    await expect(page.getByText("Your account is deleted, and you are signed out everywhere.")).toBeVisible();
    await expect(page).toHaveURL("/sign-in?account=deleted");
    await expectGoodLook(page, /^Sign in ·/);
    await other.goto("/account");
    await expect(other).toHaveURL("/sign-in?next=%2Faccount");
    await elsewhere.close();
    await fillSignIn(page, username, demoPassword);
    await expect(page.getByText("The username or the password is wrong.")).toBeVisible();
  });

  await test.step("the history stays", async () => {
    const creator = await openAs("creator", `/apis/${api.id}/lifecycle`);
    const history = creator.getByRole("table", { name: "History" });
    await expect(history).toContainText("a former member");
    await expect(history).not.toContainText(username);
  });
});

test("passwords are guessed no faster here than at the sign-in", async ({ page, db }) => {
  const username = await makePerson(db, "guessed", ["subscriber"]);
  await signInAt(page, username, "/account");
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = dialogOf(page);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await confirmWith(page, username, `wrong ${attempt}`);
    await expect(dialog.getByRole("button", { name: "Delete my account" })).toBeEnabled();
    await expect(dialog.getByText("This is not your password: type it again.")).toBeVisible();
  }
  await confirmWith(page, username, demoPassword);
  await expect(dialog.getByText(/^Too many wrong attempts\./)).toBeVisible();
  await page.context().clearCookies({ name: /session/ });
  await openPage(page, "/sign-in");
  await fillSignIn(page, username, demoPassword);
  await expect(page.getByText(/^Too many wrong attempts\./)).toBeVisible();
});

test("deleting is refused while something would stop with it, and says what to do first", async ({
  page,
  db,
  openAs,
}) => {
  const username = await makePerson(db, "owner", ["subscriber"]);
  const api = await makeApi(db, "Needed", { isPublished: true });
  const application = uniqueName("Shop");
  await signInAt(page, username, "/account");
  await page.getByRole("button", { name: "Delete my account" }).click();

  await test.step("also where it came about after the page was drawn", async () => {
    const beside = await page.context().newPage();
    await openPage(beside, `/developer/apis/${api.id}/use`);
    await subscribeNewApplication(beside, application);
    await expect(beside.getByRole("button", { name: "Show the key" })).toBeVisible();
    await beside.close();
    await confirmWith(page, username, demoPassword);
    await expect(dialogOf(page).getByText(/owns applications with subscriptions/)).toBeVisible();
  });

  await test.step("with the way there", async () => {
    await openPage(page, "/account");
    await expect(page.getByText("Your account cannot be deleted yet.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
    await expectGoodLook(page, /^Account ·/);
    await page.getByRole("main").getByRole("link", { name: application }).click();
    await expect(page.getByRole("heading", { level: 1, name: application })).toBeVisible();
  });

  await test.step("and for the only administrator, and for demo accounts, which others sign in with", async () => {
    const admin = await openAs("admin", "/account");
    await expect(admin.getByText("You are the only administrator.")).toBeVisible();
    const demo = await openAs("subscriber", "/account");
    await expect(demo.getByText("This is a demo account")).toBeVisible();
    await expect(demo.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
    const { id } = await db.user.findUniqueOrThrow({
      where: { username: "subscriber" },
      select: { id: true },
    });
    await openPage(admin, `/admin/people/${id}`);
    await expect(admin.getByText("it cannot be erased")).toBeVisible();
    await expect(admin.getByRole("button", { name: "Erase", exact: true })).toHaveCount(0);
  });
});

test("an admin finds and erases somebody, and says who gets what is theirs", async ({ page, db, openAs }) => {
  test.slow();
  const [leaver, heir] = [
    await makePerson(db, "erased", ["subscriber"]),
    await makePerson(db, "heir", ["subscriber"]),
  ];
  const api = await makeApi(db, "Inherited", { isPublished: true });
  const application = uniqueName("Shop");
  await signInAt(page, leaver, `/developer/apis/${api.id}/use`);
  await subscribeNewApplication(page, application);
  await expect(page.getByRole("button", { name: "Show the key" })).toBeVisible();
  const admin = await openAs("admin");

  await test.step("by a part of the name", async () => {
    await admin.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
    await admin.getByLabel("Search people").fill(leaver.toUpperCase());
    await admin.getByLabel("Search people").press("Enter");
    await expect(admin.getByRole("list", { name: "People" }).getByRole("listitem")).toHaveCount(1);
    await expectGoodLook(admin, /^People ·/);
    await admin.getByRole("main").getByRole("link", { name: leaver }).press("Enter");
    await expect(admin.getByRole("heading", { level: 1, name: leaver })).toBeVisible();
  });

  const dialog = admin.getByRole("dialog", { name: `Erase ${leaver}?` });
  const erase = dialog.getByRole("button", { name: "Erase", exact: true });
  await test.step("is told at the fields what is missing", async () => {
    await admin.getByRole("button", { name: "Erase", exact: true }).press("Enter");
    await expect(dialog).toContainText(`Application ${application} has 1 subscription`);
    await dialog.getByLabel("Username", { exact: true }).fill(heir);
    await erase.click();
    await expect(dialog.getByText(`This is not the username. Type ${leaver} to confirm.`)).toBeVisible();
    await dialog.getByLabel("Username", { exact: true }).fill(leaver);
    await erase.click();
    await expect(dialog.getByText(/Choose who owns them from now on\./)).toBeVisible();
    await dialog.getByLabel("New owner").fill("nobody-of-the-name");
    await erase.click();
    await expect(dialog.getByText(/There is no account nobody-of-the-name/)).toBeVisible();
    await expectGoodLook(admin, /^Person ·/);
  });

  await test.step("erases them, which ends their session", async () => {
    const path = new URL(admin.url()).pathname;
    await dialog.getByLabel("New owner").fill(heir);
    await dialog.getByLabel("New owner").press("Enter");
    await expect(admin.getByText(`The account ${leaver} is erased`)).toBeVisible();
    await expect(admin).toHaveURL("/admin/people");
    expect((await admin.request.get(path)).status()).toBe(404);
    await page.goto("/account");
    await expect(page).toHaveURL("/sign-in?next=%2Faccount");
    await signInAt(page, heir, "/developer/applications");
    await expect(page.getByRole("link", { name: application })).toBeVisible();
  });
});

test("an admin changes somebody's roles by keyboard, which counts at once in their open session", async ({
  page,
  db,
  openAs,
}) => {
  test.slow();
  const username = await makePerson(db, "promoted", ["subscriber"]);
  const { id } = await db.user.findUniqueOrThrow({ where: { username }, select: { id: true } });
  await signInAt(page, username, "/developer/apis");
  expect((await page.request.get("/apis")).status()).toBe(403);
  const admin = await openAs("admin", `/admin/people/${id}`);
  const dialog = admin.getByRole("dialog", { name: `Change the roles of ${username}` });
  const box = (role: string) => dialog.getByRole("checkbox", { name: role });
  const open = () => admin.getByRole("button", { name: "Change roles…" }).press("Enter");
  const save = dialog.getByRole("button", { name: "Save" });

  await test.step("every role says what it may do, and the dialog what becomes of keys", async () => {
    await open();
    for (const role of ["creator", "publisher", "subscriber", "admin"])
      await expect(box(role)).toHaveAccessibleDescription(/\.$/);
    await expect(box("subscriber")).toBeChecked();
    await expect(dialog).toContainText("those of their scopes that these roles obtain");
    await box("subscriber").press("Space");
    await expect(dialog).toContainText("those of no team have nobody then who can manage them");
    await expectGoodLook(admin, /^Person ·/);
  });

  await test.step("the new roles count at the next request", async () => {
    await box("creator").press("Space");
    await save.press("Enter");
    await expect(admin.getByText(`The roles of ${username} are changed`)).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await expect(admin.getByRole("definition").filter({ hasText: "creator" })).toBeVisible();
    expect((await page.request.get("/apis")).status()).toBe(200);
    expect((await page.request.get("/developer/applications")).status()).toBe(403);
  });

  await test.step("what another admin has changed meanwhile is told, and overwritten only knowingly", async () => {
    await open();
    await db.userRole.create({ data: { userId: id, role: "publisher" } });
    await box("subscriber").check();
    await save.click();
    await expect(dialog.getByText(/they are creator, publisher now/)).toBeVisible();
    // Behind the dialog, where nobody but the page can see it.
    const behind = admin.getByRole("definition", { includeHidden: true });
    await expect(behind.filter({ hasText: "creator, publisher" })).toHaveCount(1);
    await save.click();
    await expect(dialog).toHaveCount(0);
    await expect(admin.getByRole("definition").filter({ hasText: "creator, subscriber" })).toBeVisible();
  });

  await test.step("the action is refused to a creator, and finds nobody by a forged id", async () => {
    await open();
    await box("publisher").check();
    const held = await holdAction(admin, () => save.click(), [id, "publisher"]);
    expect((await held.sendAs(page)).status()).toBe(403);
    const forged = await held.sendAs(admin, (body) => body.replaceAll(id, "forged"));
    expect(await forged.text()).toContain("not_found");
    expect(await db.userRole.count({ where: { role: "publisher", user: { username } } })).toBe(0);
  });
});

test("an admin who changes their own roles is asked first", async ({ page, db }) => {
  const username = await makePerson(db, "second_admin", ["admin", "creator"]);
  await signInAt(page, username, "/account");
  const dialog = page.getByRole("dialog", { name: "Change your roles" });
  const question = page.getByRole("dialog", { name: "Change your own roles?" });
  const giveUp = async () => {
    await page.getByRole("button", { name: "Change roles…" }).click();
    await dialog.getByRole("checkbox", { name: "admin" }).uncheck();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(question).toContainText("You stop being an admin at once");
  };
  await giveUp();
  await expectGoodLook(page, /^Account ·/);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("checkbox", { name: "admin" })).not.toBeChecked();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await giveUp();
  await question.getByRole("button", { name: "Change my roles" }).press("Enter");
  await expect(page.getByText("Your roles are changed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change roles…" })).toHaveCount(0);
  expect((await page.request.get("/admin/people")).status()).toBe(403);
  await removePerson(db, username);
});

test("people are for admins, and their own account is on its page", async ({ page, db, openAs }) => {
  const person = await db.user.findFirstOrThrow({ where: { username: "subscriber" }, select: { id: true } });
  const self = await db.user.findFirstOrThrow({ where: { username: "admin" }, select: { id: true } });
  await signIn(page, "publisher");
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link", { name: "APIs" })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "People" })).toHaveCount(0);
  for (const path of ["/admin/people", `/admin/people/${person.id}`, "/admin/people/unknown"])
    expect((await page.request.get(path)).status()).toBe(403);
  const admin = await openAs("admin", "/admin/people?q=nobody-of-the-name");
  await expect(admin.getByText("Nobody is found")).toBeVisible();
  expect((await admin.request.get("/admin/people/unknown")).status()).toBe(404);
  await openPage(admin, `/admin/people/${self.id}`);
  await expect(admin).toHaveURL("/account");
});
