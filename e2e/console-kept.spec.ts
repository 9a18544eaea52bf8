// What the console keeps: connections come back where they broke, and are made again after a reload; only so much is kept of what passed.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, type Page } from "@playwright/test";
import { WebSocketServer } from "ws";
import { jsonLinesOf } from "#lib/console/export.ts";
import { Transcript } from "#lib/console/transcript.ts";
import type { Db } from "#lib/db/db.ts";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { giveChatTopics, makeApi, makeTestKey } from "./support/test-apis.ts";

/** Breaks a connection that is told to, without a word. `asked` has what each handshake asked for. */
async function brittleBackend(): Promise<{ url: string; asked: readonly string[] } & AsyncDisposable> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const asked: string[] = [];
  server.on("connection", (socket, request) => {
    asked.push(request.url ?? "");
    socket.on("error", () => {}); // "close" follows
    socket.on("message", (data) =>
      String(data) === "break" ? socket.terminate() : socket.send(String(data)),
    );
  });
  await once(server, "listening");
  // A server that listens on a host and port has an AddressInfo; strings are for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

const state = (page: Page) =>
  page.getByRole("list", { name: "Connections" }).getByRole("listitem").filter({ hasText: "Connection 1" });
const kept = (page: Page) => page.getByRole("checkbox", { name: "Keep connected Connection 1" });

/** A parameter of the handshake whose value is called like a secret. */
async function giveTicket(db: Db, id: string): Promise<void> {
  const { definition } = await db.api.findUniqueOrThrow({ where: { id }, select: { definition: true } });
  const query = "{ type: object, properties: { ticket: { type: string }, lang: { type: string } } }";
  const bound = `address: /*\n    bindings:\n      ws:\n        query: ${query}\n`;
  const withTicket = definition.replace("address: /*\n", bound);
  expect(withTicket).not.toBe(definition);
  await db.api.update({ where: { id }, data: { definition: withTicket } });
}

async function send(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

test("a connection that is kept comes back where it broke, on another page too, and one that is not stays closed", async ({
  page,
  db,
}) => {
  await using backend = await brittleBackend();
  const api = await makeApi(db, "Kept", { isPublished: true, endpoint: backend.url });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await expect(kept(page), "off until somebody asks").not.toBeChecked();
  await send(page, "break");
  await expect(state(page)).toContainText("closed");
  await kept(page).check();
  await expect(state(page)).toContainText("attempt 2");
  await expect(state(page)).toContainText("connected");

  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  await expect(kept(page)).toBeChecked();
  await send(page, "break");
  await expect(state(page)).toContainText("attempt 3");
  await expect(state(page)).toContainText("connected");

  await page.getByRole("button", { name: "Disconnect Connection 1" }).click();
  await expect(state(page), "what is ended stays ended").toContainText("closed");
  await expect(state(page)).not.toContainText("tries again");
  await page.getByRole("button", { name: "Reconnect Connection 1" }).click();
  await expect(state(page)).toContainText("attempt 4");
});

test("how much of the transcript is kept is chosen, holds at once, and through a reload", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Bounds", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  const old = new Transcript();
  for (let at = 0; at < 1_200; at += 1) {
    const passed = { connection: 1, attempt: 1, direction: "received", isInvalidOnPurpose: false } as const;
    old.addMessage({ ...passed, at, body: `line ${at}` });
  }
  const file = jsonLinesOf(old.entries(), [{ id: 1, name: "old", url: "ws://h/" }]);
  await page.getByText("Keeps the newest").click();
  await expect(page.getByLabel("Entries at most")).toHaveValue("20000");
  await page
    .getByLabel("Transcript to open")
    .setInputFiles({ name: "old.jsonl", mimeType: "", buffer: Buffer.from(file) });
  await expect(page.getByText(/^1,201 entries/)).toBeVisible();
  await page.getByLabel("Entries at most").selectOption("1,000");
  await expect(page.getByText("1,000 entries; 201 older ones were let go of")).toBeVisible();
  await expectGoodLook(page, /^Try it/);
  await page.reload();
  await expect(page.getByText("1,000 entries, 32 MB at most")).toBeVisible();
});

test("what passed is still there after a reload on another page of the portal", async ({ page, db }) => {
  const api = await makeApi(db, "Elsewhere", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await send(page, "before the reload");
  const transcript = page.getByLabel("Transcript", { exact: true });
  await expect(transcript).toContainText("before the reload");
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
  await page.reload();
  await waitUntilInteractive(page);
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  await expect(transcript).toContainText("before the reload");
  await messageField(page).fill("");
  await messageField(page).press("ArrowUp");
  await expect(messageField(page)).toHaveText("before the reload");
});

test("after a reload a connection is made again as it was, in another attempt, and asks for the secret that was not kept", async ({
  page,
  db,
}) => {
  await using backend = await brittleBackend();
  const api = await makeApi(db, "Again", { isPublished: true, endpoint: backend.url });
  await giveTicket(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByText("Credential, subprotocols, name").click();
  await page.getByLabel("?ticket").fill("t0ps3cret");
  await page.getByLabel("?lang").fill("en");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await send(page, "in the first attempt");
  const transcript = page.getByLabel("Transcript", { exact: true });
  await expect(transcript).toContainText("in the first attempt");
  await page.getByLabel("?lang").fill("de");

  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
  await page.reload();
  await waitUntilInteractive(page);
  const stored = await page.evaluate(() => JSON.stringify(sessionStorage));
  expect(stored).toContain("sluice.console.connections");
  expect(stored).not.toContain("t0ps3cret");
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  await expect(state(page)).toContainText("no longer open");
  const reconnect = page.getByRole("button", { name: "Reconnect Connection 1" });
  await reconnect.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Enter ?ticket, which was not kept through the reload.")).toBeVisible();
  await expect(page.getByLabel("?ticket")).toBeFocused();
  expect(backend.asked).toHaveLength(1);
  await expectGoodLook(page, /^Try it/);
  await page.getByLabel("?ticket").fill("another");
  await reconnect.click();
  await expect(state(page)).toContainText("connected");
  await expect(state(page)).toContainText("attempt 2");
  expect(backend.asked).toEqual([
    expect.stringMatching(/\?ticket=t0ps3cret&lang=en$/),
    expect.stringMatching(/\?ticket=another&lang=en$/),
  ]);
  await send(page, "in the second attempt");
  const line = (name: RegExp) => transcript.getByRole("button", { name });
  await line(/^Attempt 1/).click();
  await expect(transcript).not.toContainText("in the first attempt");
  await expect(transcript).toContainText("in the second attempt");
  await send(page, "break");
  await expect(state(page)).toContainText("closed");
  await reconnect.click();
  await expect(state(page), "like any other from now on").toContainText("attempt 3");
});

test("after a reload a key of one's own is asked for, and where the topic is gone no reconnect is offered, with the reason", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Own key", { isPublished: true });
  const key = await makeTestKey(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/try`);
  const own = page
    .getByRole("list", { name: "Connections" })
    .getByRole("listitem")
    .filter({ hasText: "Connection 2" });
  // Once the gateways know the key that the console gets, they know the one that was made before.
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText(/handshake \d+ ms/);
  await page.getByText("Credential, subprotocols, name").click();
  await page.getByLabel("Credential").selectOption("own");
  const keyField = page.getByLabel("Key or token");
  await keyField.fill(key);
  await page.getByRole("button", { name: "Connect another", exact: true }).click();
  await expect(own).toContainText(/handshake \d+ ms/);

  await page.reload();
  await expect(own).toContainText("no longer open");
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(key);
  const reconnect = page.getByRole("button", { name: "Reconnect Connection 2" });
  await reconnect.click();
  await expect(keyField).toBeFocused();
  await keyField.fill(key);
  await reconnect.click();
  await expect(own).toContainText(/attempt 2 · handshake \d+ ms/);
  await page.getByRole("button", { name: "Reconnect Connection 1" }).click();
  await expect(state(page)).toContainText(/attempt 2 · handshake \d+ ms/);

  await giveChatTopics(db, api.id);
  await page.reload();
  await expect(own).toContainText("the definition has no topic /* any more");
  await expect(reconnect).toHaveCount(0);
  await expectGoodLook(page, /^Try it/);
});
