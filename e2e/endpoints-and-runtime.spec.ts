// The Endpoints and Runtime pages: several backends, secrets that never come back, limits and policies that act.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { namedBackend } from "./support/named-backend.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { giveBackendHeader, makeApi, makeTestKey, type TestApi } from "./support/test-apis.ts";

const secret = "Bearer hush-hush-4711";

const endpoint = (page: Page, which: "Production" | "Sandbox") =>
  page.getByRole("region", { name: `${which} endpoint` });
const backend = (page: Page, number: number) =>
  page
    .getByRole("list", { name: "Production backends" })
    .getByRole("listitem", { name: `Backend ${number}` });
const fold = (page: Page, which: "Production" | "Sandbox", title: string) =>
  endpoint(page, which).locator("summary").filter({ hasText: title });

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
}

async function deploy(page: Page, api: TestApi): Promise<void> {
  await openPage(page, `/apis/${api.id}/deployments`);
  await page.getByRole("button", { name: "Deploy new revision" }).click();
  await expect(page.getByText(/is deployed\. Live on the gateway\./)).toBeVisible();
}

test("two backends take turns, with a credential that the browser never gets back", async ({
  page,
  db,
  clients,
}) => {
  await using one = await namedBackend("one", "authorization");
  await using two = await namedBackend("two", "authorization");
  const api = await makeApi(db, "Pool", { endpoint: one.url });
  const key = await makeTestKey(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/endpoints`);

  await expect(page.getByLabel("Production URL")).toHaveValue(one.url);
  await endpoint(page, "Production").getByRole("button", { name: "Add backend" }).click();
  await page.getByLabel("URL of backend 2").fill(two.url);
  await backend(page, 2).getByRole("button", { name: "Test endpoint" }).click();
  await expect(backend(page, 2)).toContainText("The backend accepted the connection");
  await expect(endpoint(page, "Production")).toContainText("50 % to");

  const up = page.getByRole("button", { name: "Move backend 2 up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("URL of backend 1")).toHaveValue(two.url);
  await expect(page.getByRole("button", { name: "Move backend 1 up" })).toBeFocused();

  await fold(page, "Production", "Backend credentials").click();
  await endpoint(page, "Production").getByRole("button", { name: "Add header" }).click();
  await endpoint(page, "Production").getByLabel("Header", { exact: true }).fill("Authorization");
  await endpoint(page, "Production").getByLabel("Value", { exact: true }).fill(secret);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain(two.url);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
    secret,
  );
  await save(page);
  await expect(endpoint(page, "Production").getByText("Value: set.")).toBeVisible();

  const answers: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.status() === 200) answers.push(response.text().catch(() => ""));
  });
  await openPage(page, `/apis/${api.id}/endpoints`);
  await fold(page, "Production", "Backend credentials").click();
  await expect(endpoint(page, "Production").getByText("Value: set.")).toBeVisible();
  await expect(page.getByLabel("URL of backend 1")).toHaveValue(two.url);
  await deploy(page, api);
  await openPage(page, `/apis/${api.id}/overview`);
  await expect(page.getByRole("region", { name: "Endpoints" })).toContainText("and 1 more backend");
  const texts = await Promise.all(answers);
  expect(texts.some((text) => text.includes(two.url))).toBe(true);
  expect(texts.filter((text) => text.includes("hush-hush"))).toEqual([]);

  const greeted: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    const client = await clients.connect(api.wsUrl, { key });
    await expect.poll(() => client.messages.length).toBe(1);
    greeted.push(...client.messages);
  }
  expect([...new Set(greeted)].sort()).toEqual([`one ${secret}`, `two ${secret}`]);
});

test("a kept credential has to be entered again for another backend, and says so at its field", async ({
  page,
  db,
  clients,
}) => {
  await using one = await namedBackend("one", "x-key");
  await using evil = await namedBackend("evil", "x-key");
  const api = await makeApi(db, "Repointed", { endpoint: one.url });
  const key = await makeTestKey(db, api.id);
  await giveBackendHeader(db, api.id, "X-Key", secret);
  await signIn(page, "creator", `/apis/${api.id}/endpoints`);
  const url = page.getByLabel("Production URL");
  await url.fill(evil.url);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const problem = endpoint(page, "Production").getByText(/This was entered for .*enter it again/);
  await expect(problem).toBeVisible();
  await expect(page.getByText("Saved. Deploy to make it live.")).toHaveCount(0);

  await endpoint(page, "Production").getByRole("button", { name: "Replace value" }).click();
  await expect(problem).toHaveCount(0);
  await endpoint(page, "Production").getByLabel("Value", { exact: true }).fill("entered anew");
  await save(page);
  await deploy(page, api);
  const client = await clients.connect(api.wsUrl, { key });
  await expect.poll(() => client.messages).toEqual(["evil entered anew"]);
});

test("live health tells of each deployed backend", async ({ page, db, clients }) => {
  await using one = await namedBackend("one", "x-none");
  const api = await makeApi(db, "Healthy", { endpoint: one.url, isPublished: true });
  await clients.connect(api.wsUrl, { key: await makeTestKey(db, api.id) });
  await signIn(page, "publisher", `/apis/${api.id}/endpoints`);
  const health = page.getByRole("list", { name: "Deployed backends" });
  await expect(health).toContainText(one.url);
  await expect(health).toContainText("Healthy");
  await expect(health).toContainText("1 connection");
});

test("what is wrong is told at its field, in parts that are folded too", async ({ page, db }) => {
  const api = await makeApi(db, "Wrong");
  await signIn(page, "creator", `/apis/${api.id}/endpoints`);
  await fold(page, "Production", "TLS").click();
  const ca = endpoint(page, "Production").getByLabel("Own certificate authority (CA)");
  await ca.fill("my certificate");
  await fold(page, "Production", "TLS").click();
  await fold(page, "Production", "Backend credentials").click();
  await endpoint(page, "Production").getByRole("button", { name: "Add header" }).click();
  const header = endpoint(page, "Production").getByLabel("Header", { exact: true });
  await header.fill("Host");
  await endpoint(page, "Production").getByLabel("Value", { exact: true }).fill("x");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(header).toHaveAccessibleDescription(/^Host cannot be set here/);
  await header.fill("X-Key");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(ca).toHaveAccessibleDescription(/-----BEGIN CERTIFICATE-----/);
  await expect(ca).toBeFocused();
});

test("an inspected topic with a limit of its own closes a larger message with 1009", async ({
  page,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Limited");
  const key = await makeTestKey(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/runtime`);
  const topics = page.getByRole("region", { name: "Topics" });
  await expect(topics).toContainText("Passthrough, the API's limits");
  await topics.locator("summary").click();
  await topics.getByRole("radio", { name: "Inspected" }).check();
  await topics.getByLabel("Largest from clients", { exact: true }).fill("10");
  await topics.getByLabel("Unit of Largest from clients").selectOption("bytes");
  await page.getByLabel("Most connections", { exact: true }).fill("50");
  const rates = page.getByRole("region", { name: "Rate limits" });
  await rates.getByRole("button", { name: "Add rate limit" }).click();
  await rates.getByLabel("What is more").selectOption("drop");
  await expect(rates).toContainText("negotiate no compression");
  await save(page);

  await openPage(page, `/apis/${api.id}/runtime`);
  await expect(topics).toContainText("Inspected, from clients 10 bytes");
  await expect(page.getByLabel("Most connections", { exact: true })).toHaveValue("50");
  await openPage(page, `/apis/${api.id}/definition`);
  await expect(page.getByText("x-sluice-policy")).toBeVisible();
  await deploy(page, api);
  const client = await clients.connect(api.wsUrl, { key });
  await client.expectEcho("0123456789");
  client.send("0123456789-");
  expect((await client.closed()).code).toBe(1009);
});

test("a policy that is none is shown as a problem, and is not deployed", async ({ page, db }) => {
  const api = await makeApi(db, "Unpoliced");
  const { definition } = await db.api.findUniqueOrThrow({
    where: { id: api.id },
    select: { definition: true },
  });
  const broken = definition.replace(/(\n\s+)address: .*/, "$&$1x-sluice-policy: { inspect: maybe }");
  await db.api.update({ where: { id: api.id }, data: { definition: broken } });
  await signIn(page, "creator", `/apis/${api.id}/runtime`);
  const problem = page.getByRole("alert").filter({ hasText: "x-sluice-policy.inspect" });
  await expect(problem).toContainText("the API cannot be deployed");
  await expect(problem.getByRole("link")).toHaveAttribute("href", `/apis/${api.id}/definition`);
  await openPage(page, `/apis/${api.id}/deployments`);
  await page.getByRole("button", { name: "Deploy new revision" }).click();
  await expect(
    page.getByText(/x-sluice-policy\.inspect.*Mend it on the AsyncAPI Definition page/),
  ).toBeVisible();
});

test("both pages, opened, look right to everybody", async ({ page, db }) => {
  test.slow();
  await using one = await namedBackend("one", "x-none");
  const api = await makeApi(db, "Looked at", { endpoint: one.url, isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/endpoints`);
  await endpoint(page, "Production").getByRole("button", { name: "Add backend" }).click();
  for (const title of ["Health", "Times", "Backend credentials", "TLS"]) {
    await fold(page, "Production", title).click();
  }
  await endpoint(page, "Production").getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("URL of backend 2").fill("http://two.example");
  await expectGoodLook(page, `Endpoints · ${api.name} 1.0.0 · Sluice`);

  await openPage(page, `/apis/${api.id}/runtime`);
  await page.getByRole("region", { name: "Topics" }).locator("summary").click();
  for (const add of await page.getByRole("button", { name: "Add rate limit" }).all()) await add.click();
  await expectGoodLook(page, `Runtime · ${api.name} 1.0.0 · Sluice`);
});

test("who may not design reads both pages, secrets being said to be set", async ({ page, db }) => {
  const api = await makeApi(db, "Read");
  await giveBackendHeader(db, api.id, "X-Key", secret);
  await signIn(page, "publisher", `/apis/${api.id}/endpoints`);
  await expect(page.getByLabel("Production URL")).toBeDisabled();
  await fold(page, "Production", "Backend credentials").click();
  await expect(endpoint(page, "Production").getByText("Value: set.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Add|Replace|Remove|Move|Save/ })).toHaveCount(0);
  expect(await page.content()).not.toContain("hush-hush");
  await openPage(page, `/apis/${api.id}/runtime`);
  await page.getByRole("region", { name: "Topics" }).locator("summary").click();
  await expect(page.getByRole("radio", { name: "Inspected" })).toBeDisabled();
  await expect(page.getByLabel("Most connections", { exact: true })).toBeDisabled();
  await expect(page.getByRole("button", { name: /Add|Remove|Save/ })).toHaveCount(0);
});
