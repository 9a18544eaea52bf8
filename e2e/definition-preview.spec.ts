// The preview beside the editor of a definition that is too large to draw whole: what is near is drawn, what was opened stays
// open, and the typing is followed wherever it is.
import { expect, type Page } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const TOPICS = 40;

/** Topics of a message each with many fields, some of them folded; the example of the last does not fit. */
function largeDefinition(): string {
  const fields = Array.from(
    { length: 24 },
    (_, index) => `            field${index}: { type: string, description: Field ${index} }\n`,
  ).join("");
  const deep =
    "            deep: { type: object, properties: { a: { type: object, properties: { b: { type: object, properties: { core: { type: string } } } } } } }\n";
  const channels = Array.from({ length: TOPICS }, (_, index) => {
    const example = index === TOPICS - 1 ? "        examples: [{ payload: { field0: 1 } }]\n" : "";
    return `  topic${index}:\n    address: /topics/${index}\n    messages:\n      said:\n        title: Said ${index}\n${example}        payload:\n          type: object\n          properties:\n${fields}${deep}`;
  });
  return `asyncapi: 3.0.0\ninfo: { title: Large, version: 1.0.0 }\nchannels:\n${channels.join("")}`;
}

const previewOf = (page: Page) => page.getByRole("region", { name: "Preview" });
const editorOf = (page: Page) => page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });

/** With the cursor at the end of a line. */
async function openPreview(page: Page, apiId: string, line: number): Promise<void> {
  await signIn(page, "creator", `/apis/${apiId}/definition?line=${line}`);
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press("End");
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(previewOf(page).getByRole("heading", { name: "/topics/0" })).toBeVisible();
}

function lineOf(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split("\n").length;
}

test("of a large definition the preview draws what is near, also after something else was typed", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Large preview");
  const text = largeDefinition();
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await openPreview(page, api.id, lineOf(text, "title: Said 39"));
  const preview = previewOf(page);
  const later = preview.locator("[data-later]");
  await expect(preview.locator('[data-later="channel-topic39"]')).toHaveCount(1);
  expect(await later.count()).toBeGreaterThan(TOPICS / 2);

  // Near, it is drawn, with its example checked.
  await preview.getByRole("heading", { name: "/topics/39" }).scrollIntoViewIfNeeded();
  const message = preview.getByRole("heading", { name: /^Said 39/ });
  await expect(message).toBeVisible();
  await expect(preview.getByText("field0 must be a text, is a number")).toBeVisible();
  expect(await later.count()).toBeGreaterThan(TOPICS / 4);

  // What is opened stays open, and in view where it was, while its heading follows the typing.
  const fold = preview.locator('[id="channel-topic39.said.payload.deep"] details').last();
  await fold.evaluate((details) => details.toggleAttribute("open", true));
  const core = preview.locator('[id="channel-topic39.said.payload.deep.a.b.core"]');
  await core.scrollIntoViewIfNeeded();
  const heightIn = async () => ((await core.boundingBox())?.y ?? 0) - ((await preview.boundingBox())?.y ?? 0);
  await editorOf(page).focus();
  const before = await heightIn();
  await page.keyboard.type(" and more");
  await expect(preview.getByRole("heading", { name: /^Said 39 and more/ })).toHaveCount(1);
  await expect(core).toBeVisible();
  expect(Math.abs((await heightIn()) - before)).toBeLessThan(2);
});

test("a line leads to its part of the preview also where that was not drawn yet", async ({ page, db }) => {
  const api = await makeApi(db, "Far preview");
  const text = largeDefinition();
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await openPreview(page, api.id, lineOf(text, "title: Said 30") + 3);
  const preview = previewOf(page);
  await expect(preview.locator('[data-later="channel-topic30"]')).toHaveCount(1);
  await editorOf(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Alt+Enter");
  await expect(preview.locator('[id="channel-topic30.said.payload.field0"]')).toBeFocused();
  await expect(preview.locator('[id="channel-topic30.said.payload.field0"]')).toBeInViewport();
});

test("with an error in its text a large definition is still drawn, and its parts still come", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Broken preview");
  const text = largeDefinition();
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await openPreview(page, api.id, lineOf(text, "address: /topics/0"));
  const preview = previewOf(page);
  await page.getByRole("button", { name: "Preview", exact: true }).focus();
  await editorOf(page).focus();
  await page.keyboard.type("/x");
  await expect(preview.getByRole("heading", { name: "/topics/0/x" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("oops: [");
  await expect(page.getByRole("button", { name: /^\d+ errors?, line/ })).toBeVisible();
  await preview.getByRole("heading", { name: "/topics/20" }).scrollIntoViewIfNeeded();
  await expect(preview.getByRole("heading", { name: /^Said 20/ })).toBeVisible();
});
