// The composer's text: colours and marks of JSON, plain otherwise, and all of it by keyboard.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { messageField, writtenIn } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const marked = (page: Page) => page.locator(".cm-lintRange-warning");

test("JSON is marked where it breaks, plain text is not, and keys send, look back and leave", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Composer", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("list", { name: "Connections" })).toContainText("connected");
  const field = messageField(page);
  await field.fill('{"id": 1, "state": paid}');
  await expect(marked(page)).toHaveText("paid");
  await expect(field).toHaveAccessibleDescription(/Ctrl\+Enter sends/);
  await expectGoodLook(page, /^Try it/);
  await field.fill("{{nothing}}");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/is unknown/);
  await field.fill("state: paid");
  await expect(marked(page)).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-invalid", "false");

  const sent = page.getByRole("region", { name: "Transcript" }).getByRole("button", { name: /you sent/ });
  await field.press("ControlOrMeta+Enter");
  await expect(sent).toHaveCount(1);
  await field.fill("typed");
  await field.press("Enter");
  await page.keyboard.insertText("on");
  await field.press("ArrowUp");
  await field.press("ArrowUp");
  await expect(field).toHaveText("state: paid");
  await field.press("ArrowDown");
  await expect.poll(() => writtenIn(page), "what was typed comes back").toBe("typed\non");
  await field.press("Escape");
  await field.press("Tab");
  await expect(page.getByLabel(/^Fill in/)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeFocused();
});
