// Issuers of others: an admin finds one by discovery, registers it, edits it, switches it off and deletes it.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { SignJWT } from "jose";
import { expectGoodLook } from "./support/look.ts";
import { signIn } from "./support/sign-in.ts";
import { test as base } from "./support/test.ts";

/** Its address, and a token for an audience that a client got. */
type TestIssuer = {
  readonly url: string;
  readonly tokenOf: (client: string, audience: string) => Promise<string>;
};

/** An issuer with one key, and at its path /other another that shares it, gone when the test is over, however it ends. */
const test = base.extend<{ issuer: TestIssuer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  issuer: async ({}, use) => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "first-key" }];
    const server = createServer((request, response) => {
      const issuer = request.url?.startsWith("/other/") ? `${url}/other` : url;
      const answer = request.url === "/keys" ? { keys } : { issuer, jwks_uri: `${url}/keys` };
      response.end(JSON.stringify(answer));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is an object
    const tokenOf = (client: string, audience: string) =>
      new SignJWT({ iss: url, aud: audience, client_id: client })
        .setProtectedHeader({ alg: "ES256", kid: "first-key" })
        .setExpirationTime("10 minutes")
        .sign(privateKey);
    await use({ url, tokenOf });
    server.close();
  },
});

test("an admin registers an issuer by discovery, edits it, switches it off and deletes it", async ({
  page,
  openAs,
  issuer: { url },
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

  const regionOf = (issuer: string) => page.getByRole("region", { name: issuer, exact: true });
  const remove = async (issuer: string) => {
    await page.getByRole("button", { name: `Delete ${issuer}`, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await expect(regionOf(issuer)).toBeHidden();
  };
  const card = regionOf(name);
  await test.step("its keys are shown, and nobody else reads the page", async () => {
    await expect(card).toContainText("first-key");
    await expectGoodLook(page, /^Issuers/);
    const creator = await openAs("creator", "/apis");
    expect((await creator.request.get("/admin/issuers")).status()).toBe(403);
  });

  await test.step("it is edited in all but its address; a taken name is told at its field", async () => {
    const other = `Other ${name}`;
    await page.getByRole("button", { name: "Add issuer" }).click();
    await dialog.getByLabel("Name", { exact: true }).fill(other);
    await dialog.getByLabel("Issuer", { exact: true }).fill(`${url}/other`);
    await dialog.getByLabel("Audience").fill("https://other.example");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: `Edit ${name}`, exact: true }).click();
    const editing = page.getByRole("dialog", { name: `Edit ${name}`, exact: true });
    await expect(editing.getByLabel("Issuer", { exact: true })).toHaveCount(0);
    await editing.getByLabel("Audience").fill("https://edited.example");
    await editing.getByLabel("Name", { exact: true }).fill(other);
    await editing.getByRole("button", { name: "Save" }).click();
    await expect(editing.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/choose another/);
    await expect(editing.getByLabel("Audience")).toHaveValue("https://edited.example");
    await editing.getByLabel("Name", { exact: true }).fill(name);
    await editing.getByRole("button", { name: "Save" }).click();
    await expect(editing).toBeHidden();
    await expect(card).toContainText("For the audience https://edited.example");
    await remove(other);
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
    await remove(name);
  });
});

test("a subscriber proves a client by a token of it, is told at the field what is wrong, and nobody else gets it", async ({
  page,
  openAs,
  issuer: { url, tokenOf },
}) => {
  test.slow();
  const name = `Proof ${Date.now()}`;
  const audience = "https://gateway.example";
  await signIn(page, "admin", "/admin/issuers");
  await page.getByRole("button", { name: "Add issuer" }).click();
  const dialog = page.getByRole("dialog", { name: "Add issuer" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Issuer", { exact: true }).fill(url);
  await dialog.getByLabel("Audience").fill(audience);
  await dialog.getByRole("checkbox", { name: "ES256" }).check();
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog).toBeHidden();

  const reader = await openAs("subscriber", "/developer/applications");
  const openApplication = async () => {
    await reader.goto("/developer/applications");
    await reader.getByRole("button", { name: "Create application" }).click();
    const creating = reader.getByRole("dialog");
    await creating.getByLabel("Name").fill(`Shop ${Math.random().toString(36).slice(2)}`);
    await creating.getByRole("button", { name: "Create" }).click();
    await expect(id).toBeVisible();
  };
  const id = reader.getByLabel(`Id at ${name}`, { exact: true });
  const token = reader.getByLabel(`Access token from ${name}`);
  const save = reader.getByRole("button", { name: `Save the id at ${name}` });
  const section = reader.getByRole("region", { name: "Other issuers" });

  await test.step("what is wrong with the token is told at its field, and what was typed stays", async () => {
    await openApplication();
    await id.fill("shop-client");
    await save.click();
    await expect(token).toHaveAccessibleDescription(/Paste an access token/);
    await token.fill(await tokenOf("shop-client", "https://elsewhere.example"));
    await save.click();
    await expect(token).toHaveAccessibleDescription(/for another audience/);
    await token.fill(await tokenOf("other-client", audience));
    await save.click();
    await expect(token).toHaveAccessibleDescription(/of another client/);
    await expect(id).toHaveValue("shop-client");
  });

  const proof = await tokenOf("shop-client", audience);
  let proven = "";
  await test.step("a token of the client proves it, and is shown nowhere again", async () => {
    await token.fill(proof);
    await save.click();
    await expect(section).toContainText("Proven just now");
    proven = reader.url();
    await expect(token).toHaveValue("");
    await reader.reload();
    await expect(section).toContainText("Proven");
    expect(await reader.content()).not.toContain(proof.slice(-20));
    await expectGoodLook(reader, /^Application/);
  });

  await test.step("no other application gets a proven client", async () => {
    await openApplication();
    await id.fill("shop-client");
    await token.fill(proof);
    await save.click();
    await expect(id).toHaveAccessibleDescription(/ask an administrator/);
  });

  await test.step("its owner takes it away again, after a question, and can prove it for another one", async () => {
    await reader.goto(proven);
    const takeAway = reader.getByRole("button", { name: `Take away the client at ${name}` });
    await takeAway.press("Enter");
    const question = reader.getByRole("dialog", { name: "Take away shop-client?" });
    await expect(question).toContainText("closed at once with 4401");
    await expectGoodLook(reader, /^Application/);
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(section).toContainText("Proven");
    await takeAway.click();
    await question.getByRole("button", { name: "Take away" }).press("Enter");
    await expect(reader.getByText(`The client at ${name} is taken away`)).toBeVisible();
    await expect(id).toHaveValue("");
    await expect(takeAway).toHaveCount(0);
    await openApplication();
    await id.fill("shop-client");
    await token.fill(proof);
    await save.click();
    await expect(section).toContainText("Proven just now");
  });

  await page.getByRole("button", { name: `Delete ${name}`, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("region", { name, exact: true })).toBeHidden();
});
