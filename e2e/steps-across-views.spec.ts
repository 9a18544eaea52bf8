// Undo and redo of what was saved: made on the Topics page and taken back beside the text, and the other way round.
import { expect, type Page } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";
import { addTopic, saveTopics, topicRow } from "./support/topics.ts";

const editorOf = (page: Page) => page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });
const step = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const goTo = (page: Page, section: string) => page.getByRole("link", { name: section, exact: true }).click();

test("a save of either view is taken back and done again in the other", async ({ page, db }) => {
  const api = await makeApi(db, "Steps across");
  await signIn(page, "creator", `/apis/${api.id}/topics`);
  await addTopic(page, "/news");
  await saveTopics(page);

  await goTo(page, "AsyncAPI Definition");
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect(editorOf(page)).toContainText("/news");
  await editorOf(page).press("ControlOrMeta+z");
  await expect(page.getByText("Took the save of the topics back.")).toBeVisible();
  await expect(editorOf(page)).not.toContainText("/news");
  await step(page, "Redo the save of the topics").click();
  await expect(editorOf(page)).toContainText("/news");

  await editorOf(page).press("ControlOrMeta+Home");
  await page.keyboard.type("# a note\n");
  await expect(step(page, "Undo the last step")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();

  await goTo(page, "Topics");
  await step(page, "Undo the save of the text").click();
  await expect(page.getByText("Took the save of the text back.")).toBeVisible();
  await step(page, "Undo the save of the topics").click();
  await expect(topicRow(page, "/news")).toHaveCount(0);
  await page.reload();
  await step(page, "Redo the save of the topics").click();
  await expect(topicRow(page, "/news")).toBeVisible();
  await step(page, "Redo the save of the text").click();
  await expect(page.getByText("Saved the text again.")).toBeVisible();
  const saved = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(saved.definition).toMatch(/^# a note\n/);
});

test("a step whose lines somebody else changed is refused in words", async ({ page, db }) => {
  const api = await makeApi(db, "Contested steps");
  await signIn(page, "creator", `/apis/${api.id}/topics`);
  await addTopic(page, "/news");
  await saveTopics(page);
  const { definition, etag } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  const theirs = definition.replace("address: /news", "address: /old-news");
  await db.api.update({ where: { id: api.id }, data: { definition: theirs, etag: etag + 1 } });
  await page.reload();
  await step(page, "Undo the save of the topics").click();
  await expect(page.getByText("The same lines were changed since")).toBeVisible();
  await expect(topicRow(page, "/old-news")).toBeVisible();
});
