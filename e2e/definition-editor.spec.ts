// Source and documentation of a definition side by side: marks at what was found, a preview that follows the typing, and the
// ways from the one to the other.
import { expect, type Page } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const definition = (title: string, action: string) => `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  room:
    address: /room
    messages:
      said:
        title: ${title}
        payload: { type: object, properties: { user: { type: string } } }
operations:
  hear:
    action: ${action}
    channel: { $ref: '#/channels/room' }
  say:
    action: ${action}
    channel: { $ref: '#/channels/room' }
`;

const editorOf = (page: Page) => page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });

async function openEditor(page: Page, apiId: string): Promise<void> {
  await signIn(page, "creator", `/apis/${apiId}/definition`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect(editorOf(page)).toBeFocused();
}

/** Replaces the text of the editor, as pasting does. */
async function paste(page: Page, text: string): Promise<void> {
  const editor = editorOf(page);
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("what is found is marked at its place, and F8 goes from one to the next", async ({ page, db }) => {
  const api = await makeApi(db, "Marks");
  await openEditor(page, api.id);
  await paste(page, definition("Hello", "shout"));
  await expect(page.locator(".cm-lintRange-error")).toHaveText(["action", "action"]);
  await expect(page.locator(".cm-lint-marker-error")).toHaveCount(2);
  await page.keyboard.press("F8");
  await expect(page.getByText(/^Warning, 1 of 3, line 4: /)).toBeVisible();
  await page.getByRole("button", { name: "Line 15, column 5" }).focus();
  await page.keyboard.press("F8");
  await expect(page.getByText(/^Error, 2 of 3, line 12: /)).toBeVisible();
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press("Shift+F8");
  await expect(page.getByText(/^Warning, 1 of 3, /)).toBeVisible();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`F8 shows what is wrong at its place, ${viewport.width} px wide, until Escape`, async ({
    page,
    db,
  }) => {
    const api = await makeApi(db, `Shown ${viewport.width}`);
    await page.setViewportSize(viewport);
    await openEditor(page, api.id);
    const notes = Array.from({ length: 100 }, (_, index) => `# ${index}\n`).join("");
    await paste(page, `${notes}${definition("Hello", "shout")}`);
    await expect(page.getByText(/^2 errors, line 112/)).toBeVisible();
    await page.keyboard.press("ControlOrMeta+Home");
    const words = page.locator(".cm-tooltip .cm-diagnostic");
    await expect(words).toHaveCount(0);

    await page.keyboard.press("F8");
    await expect(words).toHaveText(/^Warning: /);
    await page.keyboard.press("F8");
    await expect(words).toHaveText(/^Error: /);
    // Nothing stands over them.
    const isSeen = () =>
      words.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const corners = [left + 2, right - 2].flatMap((x) =>
          [top + 2, bottom - 2].map((y) => [x, y] as const),
        );
        return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
      });
    await expect.poll(isSeen).toBe(true);
    // Who hears the page is told once.
    await expect(page.getByRole("status").filter({ hasText: /^Error, 2 of 3, line 112: / })).toHaveCount(1);
    await expect(page.locator('.cm-tooltip[aria-hidden="true"]')).toHaveCount(1);

    await page.keyboard.press("Escape");
    await expect(words).toHaveCount(0);
    await expect(editorOf(page)).toBeFocused();
    await page.keyboard.press("F8");
    await expect(words).toHaveText(/^Error: /);
    await page.keyboard.press("ArrowLeft");
    await expect(words).toHaveCount(0);
    await page.getByRole("button", { name: /^2 errors, line 112/ }).click();
    await expect(words).toHaveText(/^Error: /);
  });

test("the caret at either end of a long text is clear of the bars over the page", async ({ page, db }) => {
  const api = await makeApi(db, "Ends");
  const notes = Array.from({ length: 200 }, (_, index) => `# ${index}\n`).join("");
  const text = `${definition("Hello", "send")}${notes}# the end`;
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await openEditor(page, api.id);
  // Where the caret stands, and whether the page's own element is what is seen there.
  const isSeenAt = (line: string) =>
    page.locator(".cm-activeLine", { hasText: line }).evaluate((element) => {
      const { left, top, bottom } = element.getBoundingClientRect();
      const seen = [top + 1, bottom - 1].map((y) => document.elementFromPoint(left + 10, y));
      return seen.every((one) => element.contains(one));
    });
  await page.keyboard.press("ControlOrMeta+End");
  await expect.poll(() => isSeenAt("# the end")).toBe(true);
  await page.mouse.wheel(0, 2000);
  await page.keyboard.press("ControlOrMeta+Home");
  await expect.poll(() => isSeenAt("asyncapi: 3.0.0")).toBe(true);
  await page.keyboard.press("ControlOrMeta+End");
  await expect.poll(() => isSeenAt("# the end")).toBe(true);
});

test("in the JSON of a design findings are marked at its own lines, listed, and gone to", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Marked JSON");
  await db.api.update({ where: { id: api.id }, data: { definition: definition("Hello", "shout") } });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await expect(page.getByRole("button", { name: "Line 12, column 5" })).toBeVisible();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const json = page.getByRole("textbox", { name: "Design, JSON" });
  await expect(page.locator(".cm-lintRange-error")).toHaveText(['"action"', '"action"']);
  await expect(page.locator(".cm-lint-marker-error")).toHaveCount(2);
  const lines = await json.locator(".cm-line").allTextContents();
  const line = lines.findIndex((text) => text.includes('"action"')) + 1;
  await page.getByRole("button", { name: new RegExp(`^Line ${line}, column`) }).click();
  await expect(json).toBeFocused();
  await page.keyboard.press("F8");
  await expect(page.getByText(/^Error, 3 of 3, line \d+: /)).toBeVisible();
  await expect(json).toBeFocused();
  await page.keyboard.press("Shift+F8");
  await expect(page.getByText(new RegExp(`^Error, 2 of 3, line ${line}: `))).toBeVisible();
  await page.getByRole("button", { name: "YAML", exact: true }).click();
  await expect(page.getByRole("button", { name: "Line 12, column 5" })).toBeVisible();
});

test("the reference parser judges the text when somebody asks, until it is changed", async ({ page, db }) => {
  const api = await makeApi(db, "Validated");
  await openEditor(page, api.id);
  const sound = definition("Hello", "send").replace("send", "receive");
  // While typing this is a warning only.
  await paste(page, sound.replace("    messages:", "    parameters: { other: {} }\n    messages:"));
  await page.getByRole("button", { name: "Validate", exact: true }).click();
  await expect(page.getByText(/^Validated by the AsyncAPI parser: \d+ error/)).toBeVisible();
  await expect(page.getByText(/Line 6, column \d+ .*parameters/).first()).toBeVisible();
  await paste(page, sound);
  await expect(page.getByText(/^Validated by/)).toBeHidden();
  await page.getByRole("button", { name: "Validate", exact: true }).click();
  await expect(page.getByText("Validated by the AsyncAPI parser: nothing is wrong with it.")).toBeVisible();
});

test("the preview follows the typing, survives a hostile text, and leads to the source and back", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Preview");
  await openEditor(page, api.id);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  await paste(page, definition("Hello there", "send"));
  await expect(preview.getByRole("heading", { name: /Hello there/ }).first()).toBeVisible();

  // With an error what can be read is drawn; where nothing can be, the last that could be stays.
  await paste(page, `${definition("Good evening", "send")}oops: [`);
  await expect(preview.getByRole("heading", { name: /Good evening/ }).first()).toBeVisible();
  await paste(page, `a: ${"[".repeat(1000)}`);
  await expect(preview.getByText("Nothing can be read of the text as it is now.")).toBeVisible();
  await expect(preview.getByRole("heading", { name: /Good evening/ }).first()).toBeVisible();
  await expect(page.getByText(/More than 200 levels are nested here/).first()).toBeVisible();

  await paste(page, definition("And back", "send"));
  await expect(preview.getByRole("heading", { name: /And back/ }).first()).toBeVisible();
  await preview.getByRole("button", { name: "Link and source of And back" }).first().click();
  await page.getByRole("menuitem", { name: "Show in the source" }).click();
  await expect(editorOf(page)).toBeFocused();
  await expect(page.locator(".cm-activeLine")).toHaveText("      said:");
  await page.keyboard.press("Alt+Enter");
  await expect(preview.getByRole("heading", { name: /And back/ }).first()).toBeFocused();
});

test("what the document is about and its servers lead to their lines too", async ({ page, db }) => {
  const api = await makeApi(db, "Places");
  const text = `${definition("Hello", "send")}servers:\n  inside:\n    host: in.example\n    protocol: ws\n`;
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await openEditor(page, api.id);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  const showInSource = () => page.getByRole("menuitem", { name: "Show in the source" }).click();
  await expect(preview.getByText("ws://in.example")).toBeVisible();
  await preview.getByRole("button", { name: "Consumer view" }).click();
  await preview.getByRole("button", { name: "Link and source of Places" }).click();
  await showInSource();
  await expect(page.locator(".cm-activeLine")).toHaveText(/^info:/);
  // What consumers connect to is the gateway, which the text does not name: its servers are the nearest.
  const servers = preview.locator("li[id^=server-]");
  await servers
    .first()
    .getByRole("button", { name: /^Link and source of/ })
    .click();
  await showInSource();
  await expect(page.locator(".cm-activeLine")).toHaveText("servers:");
});

test("the documentation leads to the line in the source, and a line to the documentation", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Jumps");
  await db.api.update({ where: { id: api.id }, data: { definition: definition("Hello", "send") } });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("tab", { name: "Documentation" }).click();
  await page.getByRole("button", { name: "Link and source of say" }).click();
  await page.getByRole("menuitem", { name: "Show in the source" }).click();
  await expect(page.getByRole("textbox", { name: "Design, YAML" })).toBeFocused();
  await page.getByRole("button", { name: "Show in the documentation" }).click();
  await expect(page.locator("#operation-say")).toBeFocused();
});

test("a line of a part that is not drawn yet leads to it, and search finds it", async ({ page, db }) => {
  const api = await makeApi(db, "Far jumps");
  const messages = Array.from({ length: 60 }, (_, at) => {
    const fields = Array.from({ length: 8 }, (_field, number) => `far${at}x${number}: { type: string }`);
    return `      m${at}: { payload: { type: array, items: { properties: { ${fields.join(", ")} } } } }\n`;
  });
  const text = definition("Hello", "send").replace("    messages:\n", `    messages:\n${messages.join("")}`);
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  const line = text.slice(0, text.indexOf("m59:")).split("\n").length;
  await signIn(page, "creator", `/apis/${api.id}/definition?line=${line}`);
  await page.getByRole("button", { name: "Show in the documentation" }).click();
  await expect(page.getByRole("tab", { name: "Documentation", selected: true })).toBeVisible();
  const far = page.locator("[id$='.m59']").first();
  await expect(far).toBeFocused();
  await expect(far).toBeInViewport();
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: /^Search/ }).fill("far58x7");
  await page.keyboard.press("Enter");
  await expect(page.locator("[id$='.m58.payload.each-item.far58x7']").first()).toBeInViewport();
});
