// What the console does by itself: connections that are kept come back where they broke, and only so much is kept of what passed.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, type Page } from "@playwright/test";
import { WebSocketServer } from "ws";
import { jsonLinesOf } from "#lib/console/export.ts";
import { Transcript } from "#lib/console/transcript.ts";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

/** Breaks a connection that is told to, without a word. */
async function brittleBackend(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket) => {
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
