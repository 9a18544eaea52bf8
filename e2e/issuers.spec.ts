// Issuers of others: an admin finds one by discovery, registers it, switches it off and deletes it.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { signIn } from "./support/sign-in.ts";
import { test as base } from "./support/test.ts";

/** An issuer with one key, gone when the test is over, however it ends. */
const test = base.extend<{ issuerUrl: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  issuerUrl: async ({}, use) => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "first-key" }];
    const server = createServer((request, response) => {
      const answer = request.url === "/keys" ? { keys } : { issuer: url, jwks_uri: `${url}/keys` };
      response.end(JSON.stringify(answer));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is an object
    await use(url);
    server.close();
  },
});

test("an admin registers an issuer by discovery, switches it off and deletes it", async ({
  page,
  openAs,
  issuerUrl: url,
}) => {
  test.slow();
  const name = `Login ${Date.now()}`;
  await signIn(page, "admin", "/admin/issuers");
  const dialog = page.getByRole("dialog", { name: "Add issuer" });

  await test.step("what is wrong is told at its field, and nothing typed is lost", async () => {
    await page.getByRole("button", { name: "Add issuer" }).click();
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByLabel("Issuer", { exact: true }).fill(`${url}/`);
    await dialog.getByRole("button", { name: "Test discovery" }).click();
    await expect(dialog.getByText(/calls itself/)).toBeVisible();
    await dialog.getByLabel("Issuer", { exact: true }).fill(url);
    await dialog.getByRole("button", { name: "Test discovery" }).click();
    await expect(dialog.getByRole("status")).toContainText("first-key");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog.getByText(/Enter the audience/)).toBeVisible();
    await dialog.getByLabel("Audience").fill("https://gateway.example");
    await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue(name);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog).toBeHidden();
  });

  const card = page.getByRole("region", { name });
  await test.step("its keys are shown, and nobody else reads the page", async () => {
    await expect(card).toContainText("first-key");
    await expectGoodLook(page, /^Issuers/);
    const creator = await openAs("creator", "/apis");
    expect((await creator.request.get("/admin/issuers")).status()).toBe(403);
  });

  await test.step("on a phone the bar shows where one is", async () => {
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Issuers" });
    await expect(link).toBeInViewport({ ratio: 1 });
    if (wide) await page.setViewportSize(wide);
  });

  await test.step("it is switched off, and deleted", async () => {
    const taken = card.getByRole("switch", { name: `Take tokens of ${name}` });
    await taken.click();
    await expect(taken).not.toBeChecked();
    await page.getByRole("button", { name: `Delete ${name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await expect(card).toBeHidden();
  });
});
