// Getting about in a large document that is read: outline, search, links to what is not drawn yet; wide and narrow.
import { expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { expectGoodLook, looks } from "./support/look.ts";
import { fillSignIn, signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const names = Array.from({ length: 60 }, (_, index) => `message${index}`);
const fields = Array.from({ length: 20 }, (_, index) => `field${index}`);

/** One topic with sixty messages, as chat services have them. */
const definition = JSON.stringify({
  asyncapi: "3.0.0",
  info: { title: "Large", version: "1.0.0" },
  channels: {
    all: {
      address: "/all",
      messages: Object.fromEntries(
        names.map((name) => [
          name,
          {
            title: name,
            payload: {
              type: "object",
              properties: Object.fromEntries(
                fields.map((field) => [field, { type: "string", description: `The ${field} of ${name}` }]),
              ),
            },
          },
        ]),
      ),
    },
  },
  operations: { hear: { action: "send", channel: { $ref: "#/channels/all" } } },
});

async function openDocumentation(page: Page, apiId: string, hash = ""): Promise<void> {
  await signIn(page, "creator", `/apis/${apiId}/definition`);
  if (hash !== "") await page.goto(`/apis/${apiId}/definition${hash}`);
  else await page.getByRole("tab", { name: "Documentation" }).click();
}

test("outline, search and links lead to messages that are not drawn yet", async ({ page, db }) => {
  const api = await makeApi(db, "Large");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await openDocumentation(page, api.id);
  const last = page.getByText("The field7 of message59", { exact: true });
  await expect(page.getByText("The field7 of message0", { exact: true })).toBeVisible();
  await expect(last).toHaveCount(0);

  const outline = page.getByRole("navigation", { name: "Outline" });
  await outline.getByLabel("Filter the outline").fill("message5");
  await expect(outline.getByRole("link", { name: /^message/ })).toHaveCount(11);
  await outline.getByRole("link", { name: "message59" }).click();
  await expect(last).toBeInViewport();
  await outline.getByLabel("Filter the outline").fill("");
  await expect(outline.getByRole("link", { name: "message59", exact: true })).toHaveAttribute(
    "aria-current",
    "location",
  );

  await page
    .getByRole("heading", { name: /^Large/ })
    .first()
    .click();
  await page.keyboard.press("/");
  const search = page.getByRole("dialog", { name: "Search" });
  await search.getByRole("combobox").fill("field3 of message30");
  await expect(search.getByText("1 place", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The field3 of message30", { exact: true })).toBeInViewport();
  await expect(page).toHaveURL(/#operation-hear\.message30\.payload\.field3$/);
});

test("a link to a property of a far message opens it, and on a phone the outline is a drawer", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Linked");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await page.setViewportSize({ width: 390, height: 844 });
  // The link survives that one has to sign in first.
  await page.goto(`/apis/${api.id}/definition#operation-hear.message44.payload.field9`);
  await fillSignIn(page, "creator", demoPassword);
  await expect(page.getByText("The field9 of message44", { exact: true })).toBeInViewport();
  await page.getByRole("button", { name: "Outline" }).click();
  await page.getByRole("link", { name: "message20", exact: true }).click();
  await expect(page.getByText("The field0 of message20", { exact: true })).toBeInViewport();
  await expect(page.getByRole("presentation")).toHaveCount(0);
  await expectGoodLook(page, /AsyncAPI Definition/, looks.slice(2));
});

/** A comment that is answered by comments, and says what it is in one of two ways. */
const thread = JSON.stringify({
  asyncapi: "3.0.0",
  info: { title: "Thread", version: "1.0.0" },
  channels: { all: { address: "/all", messages: { said: { payload: ref("Comment") } } } },
  operations: { hear: { action: "send", channel: { $ref: "#/channels/all" } } },
  components: {
    schemas: {
      Comment: {
        type: "object",
        properties: { text: { type: "string" }, answers: { type: "array", items: ref("Comment") } },
        oneOf: [
          { title: "Open", properties: { since: { type: "string" } } },
          { title: "Closed", properties: { until: { type: "string" } } },
        ],
      },
    },
  },
});

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

test("a page that opens at the documentation fetches a large text afterwards", async ({ page, db }) => {
  const api = await makeApi(db, "Long text");
  const text = `# ${"x".repeat(100)}\n`.repeat(5000);
  await db.api.update({
    where: { id: api.id },
    data: { definition: `${definition}\n${text}# the last line\n` },
  });
  await signIn(page, "creator", `/apis/${api.id}/definition?read=consumer`);
  const html = await (await page.request.get(`/apis/${api.id}/definition?read=consumer`)).text();
  expect(html).toContain('id="channel-all"');
  expect(html).not.toContain("x".repeat(100));

  await expect(page.getByText("The field7 of message0", { exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Source" }).click();
  await expect(page.getByRole("status", { name: "The text is being fetched" })).toHaveCount(0);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editor = page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });
  await editor.press("ControlOrMeta+End");
  await expect(editor).toContainText("# the last line");
  await editor.pressSequentially("# mine");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(async () => {
    const saved = await db.api.findUniqueOrThrow({ where: { id: api.id } });
    expect(saved.definition).toContain("# mine");
  }).toPass();
});

test("a large text that does not come is told, and can be tried again", async ({ page, db }) => {
  const api = await makeApi(db, "Lost text");
  const text = `${definition}\n${`# ${"x".repeat(100)}\n`.repeat(1000)}`;
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await page.route("**/definition/text**", (route) => route.abort());
  await signIn(page, "creator", `/apis/${api.id}/definition?read=consumer`);
  await page.getByRole("tab", { name: "Source" }).click();
  const problem = page.getByRole("alert").filter({ hasText: "The portal does not answer" });
  await expect(problem).toBeVisible();
  await page.unroute("**/definition/text**");
  await problem.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
});

test("a type within itself is opened where it stands, one level at a time", async ({ page, db }) => {
  const api = await makeApi(db, "Thread");
  await db.api.update({ where: { id: api.id }, data: { definition: thread } });
  await openDocumentation(page, api.id);
  const payload = page.getByRole("group", { name: "Payload of said" });
  const text = payload.getByText("text", { exact: true });
  const openHere = payload.getByRole("button", { name: "Open here: each item" });
  await expect(text).toHaveCount(1);
  await openHere.focus();
  await page.keyboard.press("Enter");
  await expect(text).toHaveCount(2);
  await openHere.click();
  await expect(text).toHaveCount(3);

  // Each level has alternatives of its own, and no id stands on the page twice.
  await payload.getByRole("tab", { name: "Closed" }).last().click();
  await expect(payload.getByRole("tab", { name: "Closed", selected: true })).toHaveCount(1);
  const ids = await page.locator("[id]").evaluateAll((found) => found.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  await expectGoodLook(page, /AsyncAPI Definition/, looks.slice(2));

  await payload.getByRole("button", { name: "Close: each item" }).first().click();
  await expect(text).toHaveCount(1);
  await expect(payload.getByRole("link", { name: "as above" })).toHaveCount(1);
});

test("a part that does not come is told, and can be tried again", async ({ page, db }) => {
  const api = await makeApi(db, "Failing");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await page.route("**/definition/parts**", (route) => route.abort());
  await openDocumentation(page, api.id, "#operation-hear.message59");
  const problem = page.getByRole("alert").filter({ hasText: "The portal does not answer" });
  await expect(problem.first()).toBeVisible();
  await page.unroute("**/definition/parts**");
  const message = page.locator('[data-later="operation-hear.message59"]');
  // What went wrong is no part of the message's name.
  await expect(message.getByRole("heading")).toHaveText("message59");
  await message.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("The field0 of message59", { exact: true })).toBeVisible();
});

test("printing draws everything first", async ({ page, db }, testInfo) => {
  const api = await makeApi(db, "Printed");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await openDocumentation(page, api.id);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page.locator("body[data-printed]")).toBeAttached({ timeout: 30_000 });
  await expect(page.locator("[data-later]")).toHaveCount(0);
  await expect(page.getByText("The field19 of message59", { exact: true })).toBeAttached();
  const pdf = await page.pdf({ path: testInfo.outputPath("document.pdf") });
  expect(pdf.length).toBeGreaterThan(20_000);
});

test("the browser's own print has everything, though nobody has scrolled there", async ({ page, db }) => {
  const api = await makeApi(db, "Printed by the browser");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  const fetched = new Set<string>();
  page.on("requestfinished", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith("/definition/parts")) for (const id of searchParams.getAll("id")) fetched.add(id);
  });
  await openDocumentation(page, api.id);
  const later = page.locator("[data-later]");
  const last = page.getByText("The field19 of message59", { exact: true });
  await expect.poll(() => fetched.has("operation-hear.message59")).toBe(true);
  await expect(last).toHaveCount(0);
  // In the same task, as a browser prints.
  const left = () => {
    window.dispatchEvent(new Event("beforeprint"));
    return document.querySelectorAll("[data-later]").length;
  };
  await expect.poll(() => page.evaluate(left)).toBe(0);
  await expect(later).toHaveCount(0);
  await expect(last).toBeAttached();
});

test("on paper nothing is folded away: deep levels, long lists, all examples", async ({ page, db }) => {
  const api = await makeApi(db, "On paper");
  const values = Array.from({ length: 14 }, (_, at) => `value${at}`);
  const deep = (depth: number): object =>
    depth === 0
      ? { type: "string", description: "At the very bottom" }
      : { type: "object", properties: { [`level${depth}`]: deep(depth - 1) } };
  const payload = { type: "object", properties: { kind: { enum: values }, deep: deep(7) } };
  const examples = [
    { name: "first", payload: { kind: "value1" } },
    { name: "second", payload: { kind: "value2" } },
  ];
  const text = JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1.0.0" },
    channels: { room: { address: "/room", messages: { said: { payload, examples } } } },
    operations: { hear: { action: "send", channel: { $ref: "#/channels/room" } } },
  });
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await openDocumentation(page, api.id);
  const hidden = [
    page.getByText("At the very bottom", { exact: true }),
    page.getByText("value13", { exact: true }).first(),
    page.getByRole("tabpanel").getByText(/"kind": "value2"/),
  ];
  for (const part of hidden) await expect(part).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  for (const part of hidden) await expect(part).toBeVisible();
  await expect(page.getByRole("tab", { name: "second" })).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  for (const part of hidden) await expect(part).toBeHidden();
});

test("paper has the document alone: no controls, nothing of the page around it, and where links lead", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Alone on paper");
  const text = JSON.stringify({
    ...JSON.parse(definition),
    info: { title: "Alone", version: "1.0.0", description: "Read [the guide](https://guide.example/start)." },
  });
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  const title = page.getByRole("heading", { name: "AsyncAPI Definition" });
  await page.emulateMedia({ media: "print" });
  await expect(title).toBeVisible();

  await page.emulateMedia({ media: "screen" });
  await page.getByRole("tab", { name: "Documentation" }).click();
  await expect(page.getByText("(guide.example)")).toBeVisible();
  await expect(page.getByRole("group", { name: "Whose words" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(title).toBeHidden();
  await expect(page.getByRole("heading", { level: 2, name: /^Alone/ })).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("tablist")).toHaveCount(0);
  await expect(page.getByText("(guide.example)")).toBeHidden();
  const printed = page
    .locator(".link-destination")
    .first()
    .evaluate((element) => getComputedStyle(element, "::after").content);
  expect(await printed).toContain("https://guide.example/start");
});

test("an example stays in view while a schema taller than the window is scrolled", async ({ page, db }) => {
  const api = await makeApi(db, "Tall");
  const properties = Object.fromEntries(
    Array.from({ length: 55 }, (_, at) => [`field${at}`, { type: "string", description: `Number ${at}` }]),
  );
  const said = { payload: { type: "object", properties }, examples: [{ payload: { field0: "a" } }] };
  const text = JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1.0.0" },
    channels: { room: { address: "/room", messages: { said } } },
    operations: { hear: { action: "send", channel: { $ref: "#/channels/room" } } },
  });
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  const height = 900;
  await page.setViewportSize({ width: 1440, height });
  await openDocumentation(page, api.id);
  const example = page.getByRole("group", { name: "Example", exact: true });
  const schema = page.getByRole("group", { name: "Payload of said" });
  await example.scrollIntoViewIfNeeded();
  const bottomOfSchema = () => schema.evaluate((element) => element.getBoundingClientRect().bottom);
  expect(await bottomOfSchema()).toBeGreaterThan(2 * height);
  while ((await bottomOfSchema()) > height) {
    await page.evaluate(() => scrollBy({ top: 300, behavior: "instant" }));
    const top = await example.evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(56);
    expect(top).toBeLessThan(height);
  }
});

test("the menu of a property takes no line of its own, however full its row is", async ({ page, db }) => {
  const api = await makeApi(db, "Full rows");
  const properties = Object.fromEntries(
    Array.from({ length: 50 }, (_, at) => [`f${"x".repeat(at)}`, { type: "string", format: "date-time" }]),
  );
  const text = JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1.0.0" },
    channels: { room: { address: "/room", messages: { said: { payload: { properties } } } } },
    operations: { hear: { action: "send", channel: { $ref: "#/channels/room" } } },
  });
  await db.api.update({ where: { id: api.id }, data: { definition: text } });
  await page.setViewportSize({ width: 390, height: 844 });
  await openDocumentation(page, api.id);
  const rows = page.getByRole("group", { name: "Payload of said" }).locator(".line");
  await expect(rows).toHaveCount(51);
  const taller = await rows.evaluateAll(
    (lines) =>
      lines.filter((line) => {
        const menu = line.querySelector<HTMLElement>(".item-menu");
        const { height } = line.getBoundingClientRect();
        menu?.style.setProperty("display", "none");
        return menu === null || line.getBoundingClientRect().height !== height;
      }).length,
  );
  expect(taller).toBe(0);
});

test("paper is light, whatever the screen is", async ({ page, db }) => {
  const api = await makeApi(db, "Light paper");
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  const scheme = page.locator("html");
  await expect(scheme).toHaveAttribute("data-scheme", "dark");
  await page.evaluate(() => {
    addEventListener("beforeprint", () => {
      document.body.dataset.printed = document.documentElement.dataset.scheme;
    });
  });
  await page.pdf();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "light");
  await expect(scheme).toHaveAttribute("data-scheme", "dark");
});

test("servers and credentials stand side by side only where the documentation itself is wide", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Columns");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await page.setViewportSize({ width: 1440, height: 900 });
  const leftOf = async (card: string) => {
    const box = await page.getByRole("region", { name: card, exact: true }).boundingBox();
    return box?.x;
  };
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: "Consumer view" }).click();
  await expect(preview.getByRole("region", { name: "Servers", exact: true })).toBeVisible();
  expect(await leftOf("Authentication")).toBe(await leftOf("Servers"));
  await page.getByRole("tab", { name: "Documentation" }).click();
  await expect(page.getByRole("region", { name: "Servers", exact: true })).toBeVisible();
  expect(await leftOf("Authentication")).not.toBe(await leftOf("Servers"));
});

test("the documentation is of the consumer's view or of the design, and the address says which", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Both");
  const design = {
    ...JSON.parse(definition),
    servers: { backend: { host: "backend.internal", protocol: "wss" } },
  };
  await db.api.update({ where: { id: api.id }, data: { definition: JSON.stringify(design) } });
  await openDocumentation(page, api.id);
  const panel = page.getByRole("tabpanel", { name: "Documentation" });
  const switches = panel.getByRole("group", { name: "Documentation of" });
  await expect(panel.getByText("wss://localhost", { exact: false }).first()).toBeVisible();
  await expect(panel).not.toContainText("backend.internal");

  await switches.getByRole("button", { name: "Design" }).press("Enter");
  await expect(page).toHaveURL(/\?read=design$/);
  await expect(panel).toContainText("backend.internal");
  await expect(panel).not.toContainText("wss://localhost");
  const outline = panel.getByRole("navigation", { name: "Outline" });
  await expect(outline.getByRole("link", { name: "backend" })).toBeVisible();
  await outline.getByLabel("Filter the outline").fill("message59");
  await outline.getByRole("link", { name: "message59" }).click();
  await expect(page.getByText("The field7 of message59", { exact: true })).toBeInViewport();
  await expect(page).toHaveURL(/\?read=design#operation-hear\.message59$/);
  await page.keyboard.press("/");
  const search = page.getByRole("dialog", { name: "Search" });
  await search.getByRole("combobox").fill("backend.internal");
  await expect(search.getByRole("option")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?read=design#server-backend/);
  await expectGoodLook(page, /AsyncAPI Definition/, looks.slice(1, 3));
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.reload();
  await expect(panel.locator('[id="server-backend"]')).toBeInViewport();
  await switches.getByRole("button", { name: "Consumer view" }).click();
  await expect(page).toHaveURL(/\?read=consumer#/);
  await expect(panel).not.toContainText("backend.internal");
  await page.goBack();
  await expect(panel).toContainText("backend.internal");
});
