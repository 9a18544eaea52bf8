// An API from a document that somebody has: by text and by file, of AsyncAPI 3 and 2, and nothing lost on the way.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page } from "@playwright/test";
import { ZipFile } from "yazl";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { field, loseCreations } from "./support/create-form.ts";
import { expectGoodLook, looks } from "./support/look.ts";
import { openPage, waitUntilInteractive } from "./support/open-page.ts";
import { copyTestKey } from "./support/overview.ts";
import { fillSignIn, signIn, signInByForm } from "./support/sign-in.ts";
import { gatewayWsUrl, portalUrl, sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { contextOf, countApisNamed, makeApi, uniqueName } from "./support/test-apis.ts";
import { topicRow } from "./support/topics.ts";

const path = "/apis/create/import";
const title = "Import an AsyncAPI definition";
const create = (page: Page) => page.getByRole("button", { name: "Create", exact: true });
const document = (page: Page) => page.getByRole("textbox", { name: "Document" });
const topics = (page: Page) => page.getByRole("region", { name: "Topics" });
const status = (page: Page) => page.getByText(/^The document is read/);

/** Puts a text in the place of what the editor holds, as pasting does. */
async function paste(page: Page, text: string): Promise<void> {
  await document(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    window.document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

async function pasteDocument(page: Page, text: string): Promise<void> {
  await page.getByRole("tab", { name: "Text" }).click();
  await paste(page, text);
}

const current = (name: string) => `asyncapi: 3.0.0
info: {title: ${name}, version: 1.0.0}
servers:
  live: {host: '${new URL(sampleUrl).host}', pathname: /echo, protocol: ws}
  events: {host: 'kafka.example.com', protocol: kafka}
channels:
  prices:
    address: /prices
    messages:
      Tick: {payload: {type: object}}
  later: {address: null}
operations:
  stream: {action: send, channel: {$ref: '#/channels/prices'}}
`;

const older = (name: string) => `asyncapi: 2.6.0
info: {title: ${name}, version: 1.0.0}
servers:
  live: {url: '${sampleUrl}/echo', protocol: ws}
channels:
  rooms:
    publish: {message: {name: Shown, payload: {type: string}}}
`;

const fileOf = (name: string, text: string) => ({
  name,
  mimeType: "application/yaml",
  buffer: Buffer.from(text),
});

async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

test("by text: errors at their lines, corrected there, and the form filled in", async ({ page }) => {
  const name = uniqueName("Prices");
  await signIn(page, "creator");
  await page.getByRole("button", { name: "Create API" }).click();
  await page.getByRole("menuitem", { name: title }).click();
  await expect(page).toHaveURL(path);
  await waitUntilInteractive(page);
  await expectGoodLook(page, `${title} · Sluice`, looks.slice(1, 3));

  await pasteDocument(
    page,
    `${current(name)}  broken: {action: fly, channel: {$ref: '#/channels/prices'}}\n`,
  );
  const finding = page.getByRole("region", { name: "Findings" }).getByRole("listitem").first();
  await expect(finding).toContainText("Line 14");
  await finding.getByRole("button", { name: /^Line 14/ }).click();
  await expect(document(page)).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");

  await expect(topics(page)).toContainText("clients receive Tick");
  await expect(topics(page)).toContainText("2 topics, 1 of which the gateway can serve");
  await expect(topics(page)).toContainText("later (address unknown)");
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
  await expect(status(page)).toBeVisible();
  await expectGoodLook(page, `${title} · Sluice`);

  await create(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/prices")).toBeVisible();
  await openPage(page, path);
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
  await expect(document(page)).toHaveCount(0);
});

test("by text: channels that share an address become one topic by one click", async ({ page }) => {
  const name = uniqueName("Shared");
  await signIn(page, "creator", path);
  const answers = "  answers: {address: /prices, messages: {Told: {payload: {type: object}}}}\n";
  const told = "  tell: {action: send, channel: {$ref: '#/channels/answers'}}\n";
  await pasteDocument(page, `${current(name).replace("  later:", `${answers}  later:`)}${told}`);
  const findings = page.getByRole("region", { name: "Findings" });
  await expect(findings).toContainText("2 channels share the address /prices.");
  await findings.getByRole("button", { name: "Make one topic of them" }).click();
  await expect(findings.getByRole("button", { name: "Make one topic of them" })).toHaveCount(0);
  await expect(topics(page)).toContainText("2 topics, 1 of which the gateway can serve");
  await expect(topics(page)).toContainText("clients receive Tick, Told");
  await create(page).click();
  await expect(page).toHaveURL(/\/overview$/);
});

test("by file of AsyncAPI 2: converted, directions swapped, published, and clients connect", async ({
  page,
  clients,
}) => {
  test.slow();
  const name = uniqueName("Rooms");
  await signIn(page, "admin", path);
  await page.getByLabel("File to import").setInputFiles(fileOf("rooms.yaml", older(name)));
  await expect(page.getByText("rooms.yaml")).toBeVisible();
  await expect(page.getByText("AsyncAPI 2.6.0, converted to 3.0.")).toBeVisible();
  await expect(topics(page)).toContainText("clients send Shown");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(topics(page)).toContainText("clients receive Shown");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(topics(page)).toContainText("clients send Shown");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(topics(page)).toContainText("clients receive Shown");
  await page.getByText("Converted text").click();
  await expect(page.getByRole("textbox", { name: "Converted text" })).toContainText("asyncapi: 3.0.0");
  await expectGoodLook(page, `${title} · Sluice`, looks.slice(1, 3));

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
  const server = createServer((request, response) => {
    if (request.url === "/chat.yaml") response.end(current(name));
    else response.writeHead(404).end("the secret of the server");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  await signIn(page, "creator", path);
  await page.getByRole("tab", { name: "URL" }).click();
  const url = page.getByRole("textbox", { name: "Address of the document" });
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
  await expect(status(page)).toBeVisible();
  await expect(field(page, "Name")).toHaveValue(name);
  server.close();
});

test("files are dropped: a broken zip is refused in words, of two documents the person chooses one", async ({
  page,
}) => {
  await signIn(page, "creator", path);
  const drop = async (files: readonly { name: string; bytes: readonly number[] }[]) => {
    const transfer = await page.evaluateHandle((dropped) => {
      const data = new DataTransfer();
      for (const { name, bytes } of dropped) data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    }, files);
    await page.getByTestId("file-drop").dispatchEvent("drop", { dataTransfer: transfer });
  };
  const bytesOf = (text: string) => [...Buffer.from(text)];
  await drop([{ name: "chat.zip", bytes: [0x50, 0x4b, 3, 4, 0, 255] }]);
  await expect(page.getByText("The zip cannot be unpacked")).toBeVisible();
  const text = current(uniqueName("Dropped"));
  await drop([
    { name: "a.yaml", bytes: bytesOf(text) },
    { name: "b.yaml", bytes: bytesOf(text) },
  ]);
  const choice = page.getByRole("group", { name: /Which one is to be imported/ });
  await expect(page.getByText("The zip cannot be unpacked")).toHaveCount(0);
  await choice.getByRole("button", { name: "b.yaml" }).click();
  await expect(topics(page)).toContainText("clients receive Tick");
  await expect(page.getByText("Taken from b.yaml, which refers to no other file.")).toBeVisible();
  await expect(choice).toHaveCount(0);
  await drop([{ name: "a.yaml", bytes: [0x61, 0xff] }]);
  await expect(page.getByText("a.yaml is no text.")).toBeVisible();
});

test("by a zip of three files: one document with the channel and message of the others, and created", async ({
  page,
}) => {
  const name = uniqueName("Bundled");
  const main = `asyncapi: 3.0.0
info: {title: ${name}, version: 1.0.0}
servers:
  live: {host: '${new URL(sampleUrl).host}', pathname: /echo, protocol: ws}
channels:
  room: {$ref: channels/room.yaml}
operations:
  say:
    action: receive
    channel: {$ref: channels/room.yaml}
    messages: [{$ref: 'channels/room.yaml#/messages/Said'}]
`;
  const room = "address: /room\nmessages:\n  Said: {payload: {$ref: ../schemas/said.json}}\n";
  const zip = (schema: string) =>
    zipOf({ "api.yaml": main, "channels/room.yaml": room, [schema]: '{"type": "string"}' });
  await signIn(page, "creator", path);
  const choose = async (buffer: Buffer) =>
    page
      .getByLabel("File to import")
      .setInputFiles({ name: "chat.zip", mimeType: "application/zip", buffer });
  await choose(await zip("schemas/other.json"));
  await expect(page.getByText(/^channels\/room\.yaml, line 3: .*said\.json/)).toBeVisible();
  await expectGoodLook(page, `${title} · Sluice`, looks.slice(1, 3));
  await choose(await zip("schemas/said.json"));
  const note = page.getByText(
    "One document of 3 files: api.yaml with channels/room.yaml and schemas/said.json.",
  );
  await expect(note).toBeVisible();
  await expect(topics(page)).toContainText("clients send Said");
  await expect(document(page)).toContainText("#/channels/room/messages/Said");
  await expect(status(page)).not.toContainText("error");
  await page.reload();
  await waitUntilInteractive(page);
  await expect(note).toBeVisible();
  await expect(field(page, "Name")).toHaveValue(name);
  await create(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/room")).toContainText("Publish");
});

test("files that another site's page sends, or nobody who is signed in, are not read", async ({
  page,
  request,
}) => {
  const multipart = { file: fileOf("a.yaml", "asyncapi: 3.0.0") };
  const url = `${path}/files`;
  const own = portalUrl;
  const stranger = await request.post(url, { multipart, headers: { origin: own } });
  expect(await stranger.json()).toMatchObject({ ok: false, code: "session_expired" });
  await signIn(page, "creator", path);
  const send = (headers: Record<string, string>) => page.request.post(url, { multipart, headers });
  expect((await send({ origin: "https://evil.example" })).status()).toBe(403);
  expect(await (await send({ origin: own, "x-as-person": "somebody" })).json()).toMatchObject({
    code: "other_person",
  });
  expect(await (await send({ origin: own })).json()).toMatchObject({ ok: true, value: { main: "a.yaml" } });
  const large = { file: { ...fileOf("a.yaml", ""), buffer: Buffer.alloc(10_100_000, "a") } };
  const refused = await page.request.post(url, { multipart: large, headers: { origin: own } });
  expect(await refused.json()).toMatchObject({ ok: false, code: "too_large" });
});

test("a conflict and a reload lose neither the document nor what was typed", async ({ page, db }) => {
  const other = await makeApi(db, "Taken");
  await signIn(page, "creator", path);
  await pasteDocument(page, older(other.name));
  await expect(field(page, "Name")).toHaveValue(other.name);
  await field(page, "Display Name").fill("Typed by hand");
  await page.getByRole("button", { name: "Swap directions" }).click();
  await expect(topics(page)).toContainText("clients receive Shown");
  await create(page).click();
  const taken = `${other.name} 1.0.0 already exists: choose another name or version`;
  await expect(field(page, "Version")).toHaveAccessibleDescription(taken);

  await page.reload();
  await waitUntilInteractive(page);
  await expect(document(page)).toContainText(`title: ${other.name}`);
  await expect(topics(page)).toContainText("clients receive Shown");
  await expect(field(page, "Display Name")).toHaveValue("Typed by hand");
  const name = uniqueName("Free");
  await field(page, "Name").fill(name);
  await field(page, "Context").fill(contextOf(name));
  await create(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await expect(page.getByText("Typed by hand").first()).toBeVisible();
});

test("an answer that is lost makes one API: the second press finds the first one's", async ({ page, db }) => {
  const name = uniqueName("Lost");
  await signIn(page, "creator", path);
  await pasteDocument(page, current(name));
  await expect(field(page, "Name")).toHaveValue(name);
  await loseCreations(page, "answer", path);
  await create(page).click();
  await expect(page.getByText("The server did not answer.")).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await waitUntilInteractive(page);
  await expect(field(page, "Name")).toHaveValue(name);
  await create(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  expect(await countApisNamed(db, name)).toBe(1);
});

test("an ended session loses nothing: signed in again beside, the document is read and created", async ({
  page,
  context,
}) => {
  const name = uniqueName("Ended");
  await signInByForm(page, "creator", path);
  await context.clearCookies();
  await pasteDocument(page, current(name));
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  const beside = await context.newPage();
  await openPage(beside, "/sign-in");
  await fillSignIn(beside, "creator", demoPassword);
  await beside.waitForURL("/apis");
  await page.getByRole("button", { name: "Read it again" }).click();
  await expect(field(page, "Name")).toHaveValue(name);
  await create(page).click();
  await expect(page).toHaveURL(/\/overview$/);
});
