// A finding that can be mended by one click is; what is downloaded then has every key and digit of the text.
import { expect } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const definition = `{
  "asyncapi": "3.0.0", "info": { "title": "T", "version": "1.0.0" },
  "channels": { "a": { "address": "/a", "x-codes": { "b": 9223372036854775807, "200": 1.10 },
    "messages": { "m": { "$ref": "#/components/messages/M" } } } },
  "operations": { "s": { "action": "send", "channel": { "$ref": "#/channels/a" },
    "messages": [{ "$ref": "#/components/messages/M" }] } },
  "components": { "messages": { "M": { "payload": { "type": "string" } } } }
}`;

test("one click mends a message that is not the channel's; downloads keep keys and digits", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Mended");
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editor = page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(definition);
  await page.getByRole("button", { name: "Use #/channels/a/messages/m" }).click();
  await expect(page.getByText("No errors")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
  for (const format of ["yaml", "json"]) {
    const download = await page.request.get(`/apis/${api.id}/definition/download?format=${format}`);
    expect(await download.text()).toMatch(/\bb"?: 9223372036854775807,?\s+"200": 1\.10\s/);
  }
});

test("what is typed while a mend is on its way stays", async ({ page, db }) => {
  const api = await makeApi(db, "Mended late");
  // Saved before messages were checked: the page comes with the finding, and has no parser yet.
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editor = page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });
  await editor.click();
  const mend = page.getByRole("button", { name: "Use #/channels/a/messages/m" });
  await expect(mend).toBeVisible();
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/**", async (route) => {
    await isReleased;
    await route.continue();
  });
  const asked = page.waitForRequest("**/_next/static/chunks/**");
  await mend.click();
  await asked;
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" # typed meanwhile");
  release();
  await expect(page.getByText("No errors")).toBeVisible();
  await expect(editor).toContainText("# typed meanwhile");
  await expect(editor).toContainText('[{ "$ref": "#/channels/a/messages/m" }]');
});
