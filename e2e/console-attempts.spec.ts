// Attempts of the console through the real gateway: cancelled, asked about, and played again without a browser.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, openToAnybody } from "./support/test-apis.ts";

const state = (page: Page) =>
  page.getByRole("list", { name: "Connections" }).getByRole("listitem").filter({ hasText: "Connection 1" });
const line = (page: Page, name: RegExp) =>
  page.getByRole("region", { name: "Transcript" }).getByRole("button", { name });
const connect = (page: Page) => page.getByRole("button", { name: "Connect", exact: true }).click();

/** Takes handshakes and never answers one. */
async function mutedBackend(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer().on("upgrade", (_request, socket) => socket.on("error", () => {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a host and port has an AddressInfo; strings are for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("an attempt that is still connecting has its line, and is cancelled", async ({ page, db }) => {
  await using backend = await mutedBackend();
  const api = await makeApi(db, "Muted", { isPublished: true, endpoint: backend.url });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await connect(page);
  await expect(line(page, /Attempt 1.*connecting…/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel Connection 1" }).click();
  await expect(state(page)).toContainText("cancelled");
  await expect(line(page, /Attempt 1.*cancelled/)).toBeVisible();
  await page.getByRole("button", { name: "Reconnect Connection 1" }).click();
  await expect(line(page, /Attempt 2.*connecting…/)).toBeVisible();
});

test("the gateway tells of an open connection what the browser does not, and a long message is read on request", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Asked", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await connect(page);
  await expect(state(page)).toContainText("connected");
  await page.getByRole("button", { name: "Ask the gateway Connection 1" }).click();
  await expect(state(page)).toContainText(
    /answered the handshake after \d+ ms.*From the client came 0 pings/,
  );

  await expect(messageField(page)).toBeVisible();
  await page.locator("label").filter({ hasText: "Message to send" }).click();
  await expect(messageField(page)).toBeFocused();
  await messageField(page).fill(JSON.stringify({ long: "x".repeat(70_000), last: "the end" }));
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await line(page, /you received/).click();
  const content = page.getByRole("region", { name: "Content" });
  await expect(content).not.toContainText("the end");
  await page.getByRole("button", { name: /Read it whole/ }).click();
  await expect(content).toContainText("the end");
  await expectGoodLook(page, /^Try it/);
});

test("a scenario that was recorded is played against the gateway by the command", async ({ page, db }) => {
  const api = await makeApi(db, "Played", { isPublished: true });
  await openToAnybody(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await connect(page);
  await messageField(page).fill("once more");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(line(page, /you received.*once more/)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as scenario" }).click();
  const file = await (await download).path();
  const played = await promisify(execFile)(process.execPath, ["bin/scenario.ts", file, "--url", api.wsUrl]);
  expect(played.stdout).toContain("3 steps, all as expected");
});
