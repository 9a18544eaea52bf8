// An API from a document that somebody has: by text, by file and by address, of AsyncAPI 3 and 2.
import { expect, type Page } from "@playwright/test";
import { field } from "./support/create-form.ts";
import { downloadOriginal } from "./support/definition.ts";
import {
  createButton,
  currentDocument,
  documentText,
  fileOf,
  foundTopics,
  importPath,
  importTitle,
  olderDocument,
  pasteDocument,
  readStatus,
} from "./support/import-page.ts";
import { expectGoodLook, looks } from "./support/look.ts";
import { openPage, waitUntilInteractive } from "./support/open-page.ts";
import { documentServer } from "./support/other-servers.ts";
import { copyTestKey } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { gatewayWsUrl, sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { contextOf, uniqueName } from "./support/test-apis.ts";
import { topicRow } from "./support/topics.ts";

const documentAddress = (page: Page) => page.getByRole("textbox", { name: "Address of the document" });

test("by text: errors at their lines, corrected there, and the form filled in", async ({ page }) => {
  const name = uniqueName("Prices");
  await signIn(page, "creator");
  await page.getByRole("button", { name: "Create API" }).click();
  await page.getByRole("menuitem", { name: importTitle }).click();
  await expect(page).toHaveURL(importPath);
  await waitUntilInteractive(page);
  await expectGoodLook(page, `${importTitle} · Sluice`, looks.slice(1, 3));

  await pasteDocument(
    page,
    `${currentDocument(name)}  broken: {action: fly, channel: {$ref: '#/channels/prices'}}\n`,
  );
  const finding = page.getByRole("region", { name: "Findings" }).getByRole("listitem").first();
  await expect(finding).toContainText("Line 14");
  await finding.getByRole("button", { name: /^Line 14/ }).click();
  await expect(documentText(page)).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");

  await expect(foundTopics(page)).toContainText("clients receive Tick");
  await expect(foundTopics(page)).toContainText("2 topics, 1 of which the gateway can serve");
  await expect(foundTopics(page)).toContainText("later (address unknown)");
  await expect(page.getByText("AsyncAPI 3.0.0: taken as it is.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Swap directions" })).toHaveCount(0);
  await expect(field(page, "Name")).toHaveValue(name);
  await expect(field(page, "Context")).toHaveValue(contextOf(name));
  await expect(field(page, "Version")).toHaveValue("1.0.0");
  await expect(page.getByLabel("Protocol")).toHaveValue("WebSocket");
  await expect(field(page, "Endpoint")).toHaveValue(`${sampleUrl}/echo`);
  await expect(page.getByRole("radio", { name: /^live:/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /^events:/ })).toBeDisabled();
  await page.getByRole("radio", { name: "Another endpoint" }).check();
  await expect(field(page, "Endpoint")).toHaveValue("");
  await page.getByRole("radio", { name: /^live:/ }).check();
  await expect(readStatus(page)).toBeVisible();
  await expectGoodLook(page, `${importTitle} · Sluice`);

  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/prices")).toBeVisible();
  const unserved = page.getByRole("region", { name: "Not served by the gateway" }).getByRole("listitem");
  await expect(unserved).toHaveText("laterAddress unknown, not served.");
  await expectGoodLook(page, /^Topics/);
  await page.getByRole("link", { name: "Deployments", exact: true }).click();
  await expect(page.getByText("Not served by the gateway, and left out: later.")).toBeVisible();
  await openPage(page, importPath);
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
  await expect(documentText(page)).toHaveCount(0);
});

test("by text: the variables of a server are filled in, and kept", async ({ page }) => {
  const name = uniqueName("Regions");
  await signIn(page, "creator", importPath);
  const regional = `  regional:
    host: '{region}.example.com'
    pathname: /{feed}
    protocol: wss
    variables: {region: {enum: [eu, us], description: Nearest to you.}, feed: {}}
`;
  await pasteDocument(page, currentDocument(name).replace("servers:\n", `servers:\n${regional}`));
  await page.getByRole("radio", { name: "regional: wss://{region}.example.com/{feed}" }).check();
  await expect(field(page, "Endpoint")).toHaveValue("wss://eu.example.com/{feed}");
  const variables = page.getByRole("group", { name: "Variables of regional" });
  await expect(variables).toContainText("Nearest to you.");
  await variables.getByLabel("region").selectOption("us");
  await variables.getByLabel("feed").fill("prices/live");
  await expect(field(page, "Endpoint")).toHaveValue("wss://us.example.com/prices/live");
  await expectGoodLook(page, `${importTitle} · Sluice`, looks.slice(1, 3));
  await page.reload();
  await expect(page.getByRole("radio", { name: /^regional:/ })).toBeChecked();
  await expect(variables.getByLabel("region")).toHaveValue("us");
  await expect(variables.getByLabel("feed")).toHaveValue("prices/live");
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
});

test("by text: channels that share an address become one topic by one click", async ({ page }) => {
  const name = uniqueName("Shared");
  await signIn(page, "creator", importPath);
  const answers = "  answers: {address: /prices, messages: {Told: {payload: {type: object}}}}\n";
  const told = "  tell: {action: send, channel: {$ref: '#/channels/answers'}}\n";
  await pasteDocument(page, `${currentDocument(name).replace("  later:", `${answers}  later:`)}${told}`);
  const findings = page.getByRole("region", { name: "Findings" });
  await expect(findings).toContainText("2 channels share the address /prices.");
  await findings.getByRole("button", { name: "Make one topic of them" }).click();
  await expect(findings.getByRole("button", { name: "Make one topic of them" })).toHaveCount(0);
  await expect(foundTopics(page)).toContainText("2 topics, 1 of which the gateway can serve");
  await expect(foundTopics(page)).toContainText("clients receive Tick, Told");
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
});

test("by file of AsyncAPI 2: converted, directions swapped, published, and clients connect", async ({
  page,
  clients,
}) => {
  test.slow();
  const name = uniqueName("Rooms");
  await signIn(page, "admin", importPath);
  await page.getByLabel("File to import").setInputFiles(fileOf("rooms.yaml", olderDocument(name)));
  await expect(page.getByText("rooms.yaml")).toBeVisible();
  await expect(page.getByText("AsyncAPI 2.6.0, converted to 3.0.")).toBeVisible();
  await expect(foundTopics(page)).toContainText("clients send Shown");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(foundTopics(page)).toContainText("clients receive Shown");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(foundTopics(page)).toContainText("clients send Shown");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(foundTopics(page)).toContainText("clients receive Shown");
  await page.getByText("Converted text").click();
  await expect(page.getByRole("textbox", { name: "Converted text" })).toContainText("asyncapi: 3.0.0");
  await expectGoodLook(page, `${importTitle} · Sluice`, looks.slice(1, 3));

  await page.getByRole("button", { name: "Create & Publish" }).click();
  await expect(page).toHaveURL(/\/overview$/);
  const key = await copyTestKey(page);
  await clients.connect(`${gatewayWsUrl}${contextOf(name)}/1.0.0/rooms`, { key });
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/rooms")).toContainText("Subscribe");
  await expect(topicRow(page, "/rooms")).not.toContainText("Publish");
});

test("by its address: fetched by the portal from hosts that it may ask, and told why not", async ({
  page,
}) => {
  const name = uniqueName("Fetched");
  await using server = await documentServer({ "/chat.yaml": currentDocument(name) });
  const { port } = server;
  await signIn(page, "creator", importPath);
  await page.getByRole("tab", { name: "URL" }).click();
  const url = documentAddress(page);
  for (const [wrong, words] of [
    [`http://127.0.0.2:${port}/chat.yaml`, /127\.0\.0\.2.* may not be fetched: .*loopback/],
    [`http://127.0.0.1:${port}/other`, /answered with status 404/],
    ["file:///etc/passwd", /from http and https addresses only/],
  ] as const) {
    await url.fill(wrong);
    await page.getByRole("button", { name: "Fetch" }).click();
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    await expect(page.getByText("the secret of the server")).toHaveCount(0);
  }
  await url.fill(`http://127.0.0.1:${port}/chat.yaml`);
  await url.press("Enter");
  await expect(readStatus(page)).toBeVisible();
  await expect(field(page, "Name")).toHaveValue(name);
});

test("by the address of a document of AsyncAPI 2: converted, created, and the original downloaded byte for byte", async ({
  page,
}) => {
  const name = uniqueName("Fetched older");
  // What no reader of YAML keeps: line ends, blanks at the end of a line, comments, spelling of numbers.
  const original = `# Räume 😀  \n${olderDocument(name)}x-kept: 1.10   # as it was\n`.replaceAll(
    "\n",
    "\r\n",
  );
  await using server = await documentServer({ "/rooms.yaml": original });
  await signIn(page, "creator", importPath);
  await page.getByRole("tab", { name: "URL" }).click();
  await documentAddress(page).fill(`http://127.0.0.1:${server.port}/rooms.yaml`);
  await page.getByRole("button", { name: "Fetch" }).click();
  await expect(page.getByText("AsyncAPI 2.6.0, converted to 3.0.")).toBeVisible();
  await expect(foundTopics(page)).toContainText("clients send Shown");
  await expect(field(page, "Name")).toHaveValue(name);
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/rooms")).toContainText("Publish");
  await page.getByRole("link", { name: "AsyncAPI Definition", exact: true }).click();
  expect((await downloadOriginal(page, "2.6.0")).equals(Buffer.from(original))).toBe(true);
});
