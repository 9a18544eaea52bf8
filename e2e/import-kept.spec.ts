// What goes wrong at an import loses neither the document nor what was typed, and makes one API.
import { expect } from "@playwright/test";
import { field, loseCreations } from "./support/create-form.ts";
import {
  createButton,
  currentDocument,
  documentText,
  foundTopics,
  importPath,
  olderDocument,
  pasteDocument,
} from "./support/import-page.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { signIn, signInBeside, signInByForm } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { contextOf, countApisNamed, makeApi, uniqueName } from "./support/test-apis.ts";

test("a conflict and a reload lose neither the document nor what was typed", async ({ page, db }) => {
  const other = await makeApi(db, "Taken");
  await signIn(page, "creator", importPath);
  await pasteDocument(page, olderDocument(other.name));
  await expect(field(page, "Name")).toHaveValue(other.name);
  await field(page, "Display Name").fill("Typed by hand");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(foundTopics(page)).toContainText("clients receive Shown");
  await createButton(page).click();
  const taken = `${other.name} 1.0.0 already exists: choose another name or version`;
  await expect(field(page, "Version")).toHaveAccessibleDescription(taken);

  await page.reload();
  await waitUntilInteractive(page);
  await expect(documentText(page)).toContainText(`title: ${other.name}`);
  await expect(foundTopics(page)).toContainText("clients receive Shown");
  await expect(field(page, "Display Name")).toHaveValue("Typed by hand");
  const name = uniqueName("Free");
  await field(page, "Name").fill(name);
  await field(page, "Context").fill(contextOf(name));
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await expect(page.getByText("Typed by hand").first()).toBeVisible();
});

test("an answer that is lost makes one API: the second press finds the first one's", async ({ page, db }) => {
  const name = uniqueName("Lost");
  await signIn(page, "creator", importPath);
  await pasteDocument(page, currentDocument(name));
  await expect(field(page, "Name")).toHaveValue(name);
  await loseCreations(page, "answer", importPath);
  await createButton(page).click();
  await expect(page.getByText("The server did not answer.")).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await waitUntilInteractive(page);
  await expect(field(page, "Name")).toHaveValue(name);
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  expect(await countApisNamed(db, name)).toBe(1);
});

test("an ended session loses nothing: signed in again beside, the document is read and created", async ({
  page,
  context,
}) => {
  const name = uniqueName("Ended");
  await signInByForm(page, "creator", importPath);
  await context.clearCookies();
  await pasteDocument(page, currentDocument(name));
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  await signInBeside(context, "creator");
  await page.getByRole("button", { name: "Read it again" }).click();
  await expect(field(page, "Name")).toHaveValue(name);
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
});
