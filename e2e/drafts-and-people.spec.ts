// What one person typed when somebody else signs in or saves another text, when the API is gone, or when a role was taken away.
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage, waitUntilInteractive } from "./support/open-page.ts";
import { removePerson, signInAsNewCreator } from "./support/people.ts";
import { fillSignIn, signIn, signInBeside } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, removeApi } from "./support/test-apis.ts";
import { addTopic, topicRow } from "./support/topics.ts";

const typed = "Typed by the creator";
const description = (page: Page) => page.getByRole("textbox", { name: "Description" });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

/** Opens the API's basic info and types into it, without saving. */
async function typeUnsaved(page: Page, apiId: string): Promise<void> {
  await openPage(page, `/apis/${apiId}/basic-info`);
  await description(page).fill(typed);
  await expect(page.getByText("Unsaved changes")).toBeVisible();
}

async function download(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download what you typed" }).click(),
  ]);
  return readFile(await file.path(), "utf8");
}

test("a page saves for the person it was drawn for, and shows their text to nobody else", async ({
  page,
  context,
  db,
}) => {
  const api = await makeApi(db, "Shared tab");
  await signIn(page, "creator");
  await typeUnsaved(page, api.id);
  await signInBeside(context, "admin");

  await save(page).click();
  const refusal = page.getByRole("alert").filter({ hasText: "You are signed in as admin now." });
  await expect(refusal).toContainText("This page was opened by creator.");
  await expect(description(page)).toHaveValue(typed);
  expect(await download(page)).toContain(typed);

  await openPage(page, `/apis/${api.id}/basic-info`);
  await expect(page.getByRole("button", { name: /^Account: .*Admin/ })).toBeVisible();
  await expect(description(page)).toHaveValue("");
  await expect(page.getByText("Your unsaved changes from before are back")).toHaveCount(0);

  await signInBeside(context, "creator");
  await openPage(page, `/apis/${api.id}/basic-info`);
  await expect(description(page)).toHaveValue(typed);
});

const name = (page: Page) => page.getByLabel("Name", { exact: true }).first();
const placesOfWork = [
  {
    place: "the Topics page",
    path: "topics",
    type: (page: Page) => addTopic(page, "/typed"),
    expectTyped: (page: Page) => expect(topicRow(page, "/typed")).toContainText("New"),
    saved: "address: /typed",
  },
  {
    place: "the message editor",
    path: "topics/message?topic=all",
    type: (page: Page) => name(page).fill("typedMessage"),
    expectTyped: (page: Page) => expect(name(page)).toHaveValue("typedMessage"),
    saved: "name: typedMessage",
  },
] as const;

for (const { place, path, type, expectTyped, saved } of placesOfWork)
  test(`an ended session loses nothing of ${place}: signed in again here or beside, it is there and saved`, async ({
    page,
    context,
    db,
  }) => {
    const api = await makeApi(db, "Ended");
    const address = `/apis/${api.id}/${path}`;
    const ended = page.getByRole("alert").filter({ hasText: "Your session has ended." });
    await signIn(page, "creator", address);
    await type(page);
    await context.clearCookies();
    await save(page).click();
    await expect(ended).toBeVisible();
    await expectTyped(page);

    page.once("dialog", (dialog) => dialog.accept());
    await page.reload();
    await page.waitForURL(/\/sign-in\?/);
    await waitUntilInteractive(page);
    await fillSignIn(page, "creator", demoPassword);
    await page.waitForURL((url) => url.pathname + url.search === address);
    await waitUntilInteractive(page);
    await expect(page.getByText("Your unsaved changes from before are back")).toBeVisible();
    await expectTyped(page);

    await context.clearCookies();
    await save(page).click();
    await expect(ended).toBeVisible();
    await signInBeside(context, "creator");
    await save(page).click();
    await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
    const { definition } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
    expect(definition).toContain(saved);
  });

test("signing out asks before it discards, and then leaves nothing in the tab", async ({ page, db }) => {
  const api = await makeApi(db, "Left behind");
  await signIn(page, "creator");
  await typeUnsaved(page, api.id);
  const signOut = async () => {
    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await signOut();
  const question = page.getByRole("dialog", { name: "Sign out and discard unsaved changes?" });
  await expect(question).toContainText("One form has changes in this tab that are not saved.");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(description(page)).toHaveValue(typed);
  await signOut();
  await question.getByRole("button", { name: "Discard and sign out" }).click();
  await page.waitForURL("/sign-in");
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(typed);
});

test("an API that was deleted meanwhile leaves what was typed, for taking along", async ({ page, db }) => {
  const api = await makeApi(db, "Gone");
  await signIn(page, "creator");
  await typeUnsaved(page, api.id);
  await removeApi(db, api.id);
  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "no longer exists" })).toBeVisible();
  await expect(description(page)).toHaveValue(typed);
  expect(await download(page)).toContain(typed);
});

test("a role that was taken away is told in place, with the text still there", async ({ page, db }) => {
  const api = await makeApi(db, "Demoted");
  const username = await signInAsNewCreator(page, db);
  await typeUnsaved(page, api.id);
  // What the page still asks for is asked with the role; the save alone is asked without.
  await page.waitForLoadState("networkidle");
  await db.userRole.deleteMany({ where: { user: { username } } });
  const refused = page.waitForResponse((response) => response.request().method() === "POST");
  await save(page).click();
  expect((await refused).status()).toBe(403);
  await expect(page.getByRole("alert").filter({ hasText: "Your roles do not allow this" })).toBeVisible();
  await expect(description(page)).toHaveValue(typed);
  await removePerson(db, username);
});

test("a field that both changed is still named after a reload", async ({ page, openAs, db }) => {
  const api = await makeApi(db, "Both changed");
  await signIn(page, "creator");
  await typeUnsaved(page, api.id);
  const other = await openAs("admin", `/apis/${api.id}/basic-info`);
  await description(other).fill("Typed by them");
  await save(other).click();
  await expect(other.getByText("Saved.", { exact: true })).toBeVisible();

  await save(page).click();
  const conflict = page.getByRole("alert").filter({ hasText: "Someone else saved this API" });
  const versions = conflict.getByRole("group", { name: "Three versions: Description" });
  await expect(versions).toContainText("Typed by them");
  await openPage(page, `/apis/${api.id}/basic-info`);
  await expect(versions).toContainText("Typed by them");
  await expect(versions).toContainText(typed);
  await expect(description(page)).toHaveValue(typed);
  await versions.getByRole("button", { name: "Take theirs" }).click();
  await expect(description(page)).toHaveValue("Typed by them");
  await expect(versions).toHaveCount(0);
});

const editor = (page: Page) => page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });

async function editDefinition(page: Page, lines: { readonly first: string; readonly last?: string }) {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.insertText(`${lines.first}\n`);
  if (lines.last === undefined) return;
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(`${lines.last}\n`);
}

test("two texts of one definition: what does not touch is merged, and either version of each other part can be saved", async ({
  page,
  openAs,
  db,
}) => {
  const api = await makeApi(db, "Two texts");
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  const other = await openAs("admin", `/apis/${api.id}/definition`);
  await editDefinition(page, { first: "# mine" });
  await editDefinition(other, { first: "# theirs", last: "# their end" });
  await save(other).click();
  await expect(other.getByText("Saved. Deploy to make it live.")).toBeVisible();

  await save(page).click();
  const parts = page.getByRole("region", { name: "Parts to decide" });
  await expect(parts).toContainText("1 part is for you to decide before you save.");
  await expect(parts.getByRole("group", { name: "Mine" })).toHaveText("# mine");
  await expect(parts.getByRole("group", { name: "Theirs" })).toHaveText("# theirs");
  await expect(editor(page)).toContainText("# their end");
  await expect(editor(page)).not.toContainText("# theirs");
  await expectGoodLook(page, /Definition/);
  await save(page).click();
  await expect(parts).toBeFocused();

  await openPage(page, `/apis/${api.id}/definition`);
  await expect(parts.getByRole("group", { name: "Theirs" })).toHaveText("# theirs");
  await parts.getByRole("button", { name: "Take their whole text" }).click();
  await expect(editor(page)).toBeFocused();
  await openPage(page, `/apis/${api.id}/definition`);
  await expect(editor(page)).toContainText("# theirs");
  await expect(editor(page)).not.toContainText("# mine");
  expect(await download(page)).toContain("# mine");
  await page.getByRole("button", { name: "Bring mine back" }).click();

  await parts.getByRole("button", { name: "Keep both" }).press("Enter");
  await expect(editor(page)).toBeFocused();
  await expect(page.getByRole("alert").filter({ hasText: "nothing is left to decide" })).toBeVisible();
  await openPage(page, `/apis/${api.id}/definition`);
  await expect(editor(page)).toContainText("# mine");
  await save(page).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
  const { definition } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(definition).toMatch(/^# mine\n# theirs\nasyncapi: [\s\S]*\n# their end\n$/);
});

test("two texts of one definition that do not touch are together after one more Save", async ({
  page,
  openAs,
  db,
}) => {
  const api = await makeApi(db, "Two ends");
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  const other = await openAs("admin", `/apis/${api.id}/definition`);
  await editDefinition(page, { first: "# mine" });
  await other.getByRole("button", { name: "Edit", exact: true }).click();
  await editor(other).click();
  await other.keyboard.press("ControlOrMeta+End");
  await other.keyboard.insertText("# their end\n");
  await save(other).click();
  await expect(other.getByText("Saved. Deploy to make it live.")).toBeVisible();

  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "nothing is left to decide" })).toBeVisible();
  await expect(editor(page)).toContainText("# their end");
  await save(page).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
  const { definition } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(definition).toMatch(/^# mine\nasyncapi: [\s\S]*\n# their end\n$/);
});
