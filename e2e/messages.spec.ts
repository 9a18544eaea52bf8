// Messages of a topic: made from a sample, edited as a form, checked, shown in the documentation, removed.
import { expect } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";
import { topicRow, topicToggle } from "./support/topics.ts";

async function definitionOf(db: Db, id: string): Promise<string> {
  const { definition } = await db.api.findUniqueOrThrow({ where: { id }, select: { definition: true } });
  return definition;
}

const SAMPLE = '{"id": 9007199254740993, "user": "ann", "tags": ["new"], "at": {"x": 1.50}}';

test("a message comes from a sample, is shaped in the form, read in the documentation, and removed", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Messages");
  await signIn(page, "creator", `/apis/${api.id}/topics`);
  await topicToggle(page, "/*").click();
  await topicRow(page, "/*").getByRole("link", { name: "Add message to /*" }).click();
  await expect(page.getByRole("heading", { name: "New message" })).toBeVisible();
  const save = page.getByRole("button", { name: "Save", exact: true });

  await page.getByLabel("Name", { exact: true }).first().fill("orderPlaced");
  await page.getByLabel("Summary", { exact: true }).first().fill("Somebody bought something.");
  await page.getByRole("checkbox", { name: "Clients receive it" }).check();
  await page.getByRole("button", { name: "From a sample…" }).click();
  const sample = page.getByRole("dialog", { name: "From a sample" });
  await sample.getByLabel("Message (JSON)").fill("{nothing}");
  await sample.getByRole("button", { name: "Make schema and example" }).click();
  await expect(sample.getByLabel("Message (JSON)")).toHaveAccessibleDescription(/^This is no JSON/);
  await sample.getByLabel("Message (JSON)").fill(SAMPLE);
  await sample.getByRole("button", { name: "Make schema and example" }).click();
  const parts = page.getByRole("list", { name: "Parts of payload" });
  await expect(parts.getByRole("listitem")).toHaveCount(7);
  await expect(parts.getByLabel("Type of id")).toHaveValue("integer");

  await parts.getByRole("button", { name: "Add property to Payload" }).click();
  const added = parts.getByRole("listitem").last();
  await added.getByRole("textbox").fill("note");
  await added.getByRole("textbox").press("Enter");
  await parts.getByLabel("Type of user").selectOption("number");
  await parts.getByRole("button", { name: "Description and limits of user" }).click();
  const step = parts.getByLabel("Multiple of", { exact: true });
  await step.pressSequentially("0.05");
  await expect(step, "0.0 on the way stays").toHaveValue("0.05");
  await step.fill("9007199254740993");
  await expect(step).toHaveAccessibleDescription(/too long for the form/);
  await step.fill("");
  await parts.getByRole("button", { name: "Description and limits of user" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "does not fit the schema" })).toContainText("user");
  await parts.getByLabel("Type of user").selectOption("string");
  await expect(page.getByText("does not fit the schema")).toHaveCount(0);
  await expectGoodLook(page, /^Message/);

  await save.click();
  await expect(page.getByRole("heading", { name: "orderPlaced" })).toBeVisible();
  await openPage(page, `/apis/${api.id}/definition`);
  await page.getByRole("tab", { name: "Documentation" }).click();
  await expect(page.getByRole("heading", { name: "orderPlaced" }).first()).toBeVisible();
  const text = await definitionOf(db, api.id);
  expect(text, "numbers as they were written").toContain("9007199254740993");
  expect(text).toContain("1.50");

  await openPage(page, `/apis/${api.id}/topics`);
  await topicToggle(page, "/*").click();
  await topicRow(page, "/*").getByRole("link", { name: "orderPlaced" }).click();
  await page.getByRole("button", { name: "Remove message" }).click();
  await confirmInDialog(page, "Remove");
  await expect(page).toHaveURL(new RegExp(`/apis/${api.id}/topics`));
  await topicToggle(page, "/*").click();
  await expect(topicRow(page, "/*").getByText("None yet")).toBeVisible();
});

test("a message that somebody else removed meanwhile is said to be gone", async ({ page, db }) => {
  const api = await makeApi(db, "Gone");
  await signIn(page, "creator", `/apis/${api.id}/topics/message?topic=nothing&message=gone`);
  await expect(page.getByRole("link", { name: "To the topics" })).toBeVisible();
});

test("who may not design looks at a message and changes nothing", async ({ page, db }) => {
  const api = await makeApi(db, "Looking");
  const { definition } = await db.api.findUniqueOrThrow({
    where: { id: api.id },
    select: { definition: true },
  });
  const withMessage = definition.replace(
    "address: /*\n",
    "address: /*\n    messages: { hello: { title: Greeting, payload: { type: string } } }\n",
  );
  await db.api.update({ where: { id: api.id }, data: { definition: withMessage } });
  await signIn(page, "publisher", `/apis/${api.id}/topics/message?topic=all&message=hello`);
  await expect(page.getByLabel("Title")).toHaveValue("Greeting");
  await expect(page.getByLabel("Title")).not.toBeEditable();
  await expect(
    page.getByRole("button", { name: /^(Save|Remove message|Add example|From a sample…)$/ }),
  ).toHaveCount(0);
});
