// Where the console connects to: the backend that was chosen, and a gateway whose certificate the browser does not trust.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { namedBackend } from "./support/named-backend.ts";
import { signIn } from "./support/sign-in.ts";
import { gatewayWssUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { giveSandbox, makeApi } from "./support/test-apis.ts";

const connection = (page: Page, name: string) =>
  page.getByRole("list", { name: "Connections" }).getByRole("listitem").filter({ hasText: name });
const connect = (page: Page) => page.getByRole("button", { name: /^Connect( another)?$/ }).click();

test("the backend of the chosen endpoint answers, sandbox or production", async ({ page, db }) => {
  await using production = await namedBackend("from production", "host");
  await using sandbox = await namedBackend("from the sandbox", "host");
  const api = await makeApi(db, "Endpoints", { isPublished: true, endpoint: production.url });
  await giveSandbox(db, api.id, sandbox.url);
  await signIn(page, "creator", `/apis/${api.id}/try`);
  const received = page
    .getByRole("region", { name: "Transcript" })
    .getByRole("button", { name: /you received/ });
  await page.getByLabel("Endpoint", { exact: true }).selectOption({ label: "Sandbox" });
  await connect(page);
  await expect(connection(page, "Connection 1")).toContainText("connected");
  await expect(received).toHaveText([/from the sandbox/]);
  await page.getByLabel("Endpoint", { exact: true }).selectOption({ label: "Production" });
  await connect(page);
  await expect(connection(page, "Connection 2")).toContainText("connected");
  await expect(received).toHaveText([/Connection 1.*from the sandbox/, /Connection 2.*from production/]);
});

test.describe("where the browser trusts no self-signed certificate", () => {
  test.use({ ignoreHTTPSErrors: false });

  test("a refused one is explained, with the link that lets a person accept it", async ({
    page,
    db,
    playwright,
  }) => {
    const api = await makeApi(db, "Certificate", { isPublished: true });
    await signIn(page, "creator", `/apis/${api.id}/try`);
    await page.getByLabel("Transport").selectOption({ label: "wss (TLS)" });
    await connect(page);
    await expect(connection(page, "Connection 1")).toContainText("not connected");
    await expect(connection(page, "Connection 1")).toContainText(
      "Where its certificate is self-signed, the browser refuses it without a word",
    );
    const address = gatewayWssUrl.replace("wss:", "https:");
    const link = connection(page, "Connection 1").getByRole("link", { name: `open ${address} in a new tab` });
    await expect(link).toHaveAttribute("href", `${address}/`);
    await expect(link).toHaveAttribute("target", "_blank");
    await expectGoodLook(page, /^Try it/);

    // What stands there once a person has accepted the certificate.
    const accepting = await playwright.request.newContext({ ignoreHTTPSErrors: true });
    const answer = await accepting.get(`${address}/`);
    expect(await answer.text()).toContain("This address speaks WebSocket");
    await accepting.dispose();
  });
});
