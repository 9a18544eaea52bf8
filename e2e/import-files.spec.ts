// Files that are brought to an import: dropped, zipped, of another site, and what is said of those that cannot be read.
import { expect } from "@playwright/test";
import { ZipFile } from "yazl";
import { field } from "./support/create-form.ts";
import {
  createButton,
  currentDocument,
  documentText,
  fileOf,
  foundTopics,
  importPath,
  importTitle,
  readStatus,
} from "./support/import-page.ts";
import { expectGoodLook, looks } from "./support/look.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { portalUrl, sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { uniqueName } from "./support/test-apis.ts";
import { topicRow } from "./support/topics.ts";

async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

test("files are dropped: a broken zip is refused in words, of two documents the person chooses one", async ({
  page,
}) => {
  await signIn(page, "creator", importPath);
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
  const text = currentDocument(uniqueName("Dropped"));
  await drop([
    { name: "a.yaml", bytes: bytesOf(text) },
    { name: "b.yaml", bytes: bytesOf(text) },
  ]);
  const choice = page.getByRole("group", { name: /Which one is to be imported/ });
  await expect(page.getByText("The zip cannot be unpacked")).toHaveCount(0);
  await choice.getByRole("button", { name: "b.yaml" }).click();
  await expect(foundTopics(page)).toContainText("clients receive Tick");
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
  await signIn(page, "creator", importPath);
  const choose = async (buffer: Buffer) =>
    page
      .getByLabel("File to import")
      .setInputFiles({ name: "chat.zip", mimeType: "application/zip", buffer });
  await choose(await zip("schemas/other.json"));
  await expect(page.getByText(/^channels\/room\.yaml, line 3: .*said\.json/)).toBeVisible();
  await expectGoodLook(page, `${importTitle} · Sluice`, looks.slice(1, 3));
  await choose(await zip("schemas/said.json"));
  const note = page.getByText(
    "One document of 3 files: api.yaml with channels/room.yaml and schemas/said.json.",
  );
  await expect(note).toBeVisible();
  await expect(foundTopics(page)).toContainText("clients send Said");
  await expect(documentText(page)).toContainText("#/channels/room/messages/Said");
  await expect(readStatus(page)).not.toContainText("error");
  await page.reload();
  await waitUntilInteractive(page);
  await expect(note).toBeVisible();
  await expect(field(page, "Name")).toHaveValue(name);
  await createButton(page).click();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/room")).toContainText("Publish");
});

test("files that another site's page sends, or nobody who is signed in, are not read", async ({
  page,
  request,
}) => {
  const multipart = { file: fileOf("a.yaml", "asyncapi: 3.0.0") };
  const url = `${importPath}/files`;
  const own = portalUrl;
  const stranger = await request.post(url, { multipart, headers: { origin: own } });
  expect(await stranger.json()).toMatchObject({ ok: false, code: "session_expired" });
  await signIn(page, "creator", importPath);
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
