// The console's form: a message made from its schema, and the same text as JSON.
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { expectGoodLook } from "./support/look.ts";
import { messageField, writtenIn } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const MESSAGES = `    messages:
      order:
        payload:
          type: object
          required: [type, id]
          properties:
            type: { const: order }
            id: { type: integer, format: int64 }
            note: { type: string }
            state: { enum: [open, paid] }
            tags: { type: array, items: { type: string } }
            buyer: { type: object, properties: { name: { type: string } } }
          oneOf:
            - { title: By card, required: [card], properties: { card: { type: string } } }
            - { title: By bill, required: [bill], properties: { bill: { type: integer } } }
`;

async function giveMessages(db: Db, id: string): Promise<void> {
  const { definition } = await db.api.findUniqueOrThrow({ where: { id }, select: { definition: true } });
  const withMessages = definition.replace("address: /*\n", `address: /*\n${MESSAGES}`);
  expect(withMessages).not.toBe(definition);
  await db.api.update({ where: { id }, data: { definition: withMessages } });
}

const view = (page: Page, name: string) =>
  page.getByRole("group", { name: "Edit as" }).getByRole("button", { name });

test("a message is filled in as a form and sent, and the form loses nothing of the text", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Form", { isPublished: true });
  await giveMessages(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("list", { name: "Connections" })).toContainText("connected");
  await page.getByLabel("Message", { exact: true }).selectOption({ label: "order" });
  await messageField(page).fill('{\n  "own":   [1.10],\n  "type": "order"\n}');
  await view(page, "Form").click();

  const form = page.getByRole("group", { name: "order", exact: true });
  await form.getByLabel("One of these").selectOption({ label: "By bill" });
  await form.getByLabel("id", { exact: true }).fill("9223372036854775807");
  await form.getByLabel("note").fill("at {{now}}");
  await form.getByLabel("state").selectOption({ label: "paid" });
  await form.getByLabel("bill").fill("{{counter}}");
  await form.getByRole("button", { name: "Add buyer" }).click();
  await form.getByLabel("name", { exact: true }).fill("Ann");
  await form.getByRole("button", { name: "Add an item to tags" }).click();
  await form.getByLabel("tags 1").fill("new");
  await form.getByRole("button", { name: "Add an item to tags" }).click();
  await form.getByRole("button", { name: "Remove tags 2" }).click();
  await expectGoodLook(page, /^Try it/);
  await view(page, "JSON").click();
  const written = await writtenIn(page);
  expect(written.startsWith('{\n  "own":   [1.10],\n  "type": "order",\n')).toBe(true);
  expect(written).toContain('"id": 9223372036854775807');
  expect(written).toContain('"bill": {{counter}}');
  expect(written).toMatch(/"tags": \[\s*"new"\s*\]/);

  await view(page, "Form").click();
  await form.getByLabel("note").fill("");
  await form.getByLabel("id", { exact: true }).press("ControlOrMeta+Enter");
  const sent = page.getByRole("region", { name: "Transcript" }).getByRole("button", { name: /you sent/ });
  await expect(sent).toHaveCount(1);
  await expect(sent).toContainText("order");
  await sent.click();
  const content = page.getByRole("region", { name: "Content" });
  await expect(content).toContainText("9223372036854775807");
  await expect(content).toContainText('"bill": 1');
  await expect(content, "an emptied field is not sent").not.toContainText("note");
  await page.reload();
  await expect(messageField(page)).toHaveText(/9223372036854775807/);
  await page.getByRole("button", { name: "Connect another" }).click();
  await expect(form.getByLabel("id", { exact: true })).toHaveValue("9223372036854775807");
});
