// The developer portal: finding an API without an account, using it with one, and what nobody else may do with it.
import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { saveVisibility } from "#lib/catalogue/commands.ts";
import { clientSamples } from "#lib/console/client-samples.ts";
import { createPlan, offerPlans } from "#lib/plans/commands.ts";
import { planLimitsSchema } from "#lib/routes/plan-record.ts";
import { blockSubscription } from "#lib/subscriptions/commands.ts";
import { shownKey, subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { actingAsAdmin, makeApi, uniqueName } from "./support/test-apis.ts";

/** Runs the sample for browsers as it stands, with the key filled in, and waits for what it logs. */
async function runBrowserSample(page: Page, url: string, key: string): Promise<void> {
  const of = { url, subprotocols: [], message: 'it\'s "from" a page\n', hasKey: true };
  const code = clientSamples(of).find(({ client }) => client === "Browser")?.code ?? "";
  const reader = await page.context().newPage();
  const heard = reader.waitForEvent("console", (line) => line.text() === of.message);
  await reader.addScriptTag({ content: code.replace("YOUR_KEY", key) });
  await heard;
  await reader.close();
}

test("anybody finds and reads a published API; from there to a connection it is one page", async ({
  page,
  browser,
  db,
  clients,
}) => {
  test.slow();
  const api = await makeApi(db, "Prices", { isPublished: true, template: "prices" });
  const hidden = await makeApi(db, "Hidden");
  const application = uniqueName("Terminal");

  await test.step("without an account", async () => {
    await openPage(page, `/developer/apis?q=${encodeURIComponent(api.name)}`);
    await expect(page.getByRole("list", { name: "APIs" }).getByRole("listitem")).toHaveCount(1);
    await page.getByRole("link", { name: api.name }).click();
    await expect(page.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
    await expect(page.getByText(`${api.wssUrl}`).first()).toBeVisible();
    expect((await page.request.get(`/developer/apis/${hidden.id}`)).status()).toBe(404);
    await expectGoodLook(page, new RegExp(api.name));
    const text = await (await page.request.get(`/developer/apis/${api.id}/definition/download`)).text();
    expect(text).toContain("asyncapi:");
    expect(text).not.toContain("9097"); // the backend's address
  });

  await test.step("and what the gateway's close codes mean", async () => {
    await page.getByRole("link", { name: "What the close codes mean" }).click();
    await expect(page.getByRole("row", { name: /^4429/ })).toContainText("Wait as long as the reason says");
    await expectGoodLook(page, /^Close codes/);
    await page.goBack();
  });

  const key = await test.step("a subscriber gets a key in one go", async () => {
    await page.getByRole("link", { name: "Use this API" }).click();
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await signIn(page, "subscriber", `/developer/apis/${api.id}/use`);
    const fresh = page.getByRole("radio", { name: "A new one" });
    if (await fresh.isVisible()) await fresh.check();
    await page.getByLabel("Name of the application").fill(application);
    await expectGoodLook(page, /^Use an API/);
    await page.getByRole("button", { name: "Subscribe and get a key" }).click();
    await expect(page.getByRole("heading", { name: "Your key" })).toBeVisible();
    return shownKey(page);
  });

  await test.step("and connects with it", async () => {
    await clients.connect(`${api.wsUrl}/prices`, { key });
  });

  await test.step("or talks to it in the browser, with a key of an hour", async () => {
    await page.getByRole("link", { name: "talk to it in the browser" }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const connections = page.getByRole("list", { name: "Connections" }).getByRole("listitem");
    await expect(connections).toContainText("connected");
    await expectGoodLook(page, /^Try an API/);
    await openPage(page, "/developer/applications");
    await page.getByRole("link", { name: application }).click();
  });

  await test.step("the application has its subscription and key, for its owner alone", async () => {
    await expect(page.getByText("Active")).toBeVisible();
    // The gateways report uses every few seconds.
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(/used last .* from /).first()).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(page.getByText(key.slice(0, 12))).toBeVisible();
    await expectGoodLook(page, /^Application/);
    const stranger = await browser.newPage();
    await signIn(stranger, "admin");
    expect((await stranger.request.get(page.url())).status()).toBe(404);
    await stranger.close();
  });
});

test("keys are rotated and revoked, and what is open follows", async ({ page, db, clients }) => {
  const api = await makeApi(db, "Echo keys", { isPublished: true });
  await signIn(page, "subscriber", `/developer/apis/${api.id}/use`);
  await subscribeNewApplication(page, uniqueName("Rotating"));
  const first = await shownKey(page);
  const old = await clients.connect(`${api.wsUrl}/echo`, { key: first });

  await runBrowserSample(page, `${api.wsUrl}/echo`, first);

  const answer = await page.request.post("/oauth2/ticket", { headers: { apikey: first } });
  const { ticket } = await answer.json();
  const byTicket = await clients.connect(`${api.wsUrl}/echo?ticket=${ticket}`);
  await byTicket.expectEcho("with a ticket in the URL");
  await clients.expectRefusal(`${api.wsUrl}/echo?ticket=${ticket}`, { code: "ticket_used" });

  await page.getByRole("link", { name: "To the application" }).click();
  await page.getByRole("button", { name: /^Tickets of/ }).click();
  await page.getByRole("button", { name: "Get a ticket" }).click();
  await expect(page.getByRole("button", { name: "Copy the ticket" })).toBeVisible();
  await expectGoodLook(page, /^Application/);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: /^Rotate/ }).click();
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Your new key" })).toBeVisible();
  const second = await shownKey(page);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText("Replaced")).toBeVisible();
  const next = await clients.connect(`${api.wsUrl}/echo`, { key: second });
  await old.expectEcho("the overlap lasts");

  await page
    .getByRole("button", { name: /^Revoke/ })
    .last()
    .click();
  await confirmInDialog(page, "Revoke");
  expect(await old.closed()).toMatchObject({ code: 4401 });
  expect(await byTicket.closed()).toMatchObject({ code: 4401 });
  await next.expectEcho("the new one goes on");
  await clients.expectRefusal(`${api.wsUrl}/echo`, { status: 401 }, { key: first });

  const subscription = await db.subscription.findFirstOrThrow({ where: { apiId: api.id } });
  const block = { apiId: api.id, subscriptionId: subscription.id, blocked: "all", note: "Too loud" } as const;
  await blockSubscription(await actingAsAdmin(db), block);
  expect(await next.closed()).toMatchObject({ code: 4403 });
  await clients.expectRefusal(`${api.wsUrl}/echo`, { code: "subscription_blocked" }, { key: second });
  await page.reload();
  await expect(page.getByText("Blocked by the publisher")).toBeVisible();
  await expect(page.getByText("Too loud")).toBeVisible();
});

test("an owner sees live what is used of a quota, is warned at 80 %, and who is over it is told", async ({
  page,
  openAs,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Metered", { isPublished: true });
  const admin = await actingAsAdmin(db);
  const plan = {
    name: uniqueName("Five"),
    description: "",
    needsApproval: false,
    limits: planLimitsSchema.parse({
      quotas: [{ unit: "messages", amount: 5, per: "month", directions: "fromClient", action: "close" }],
    }),
  };
  const created = await createPlan(admin, { plan });
  if (!created.ok) throw new Error(created.message);
  await offerPlans(admin, { apiId: api.id, planIds: [created.value.planId] });
  await signIn(page, "subscriber", `/developer/apis/${api.id}/use`);
  const fresh = page.getByRole("radio", { name: "A new one" });
  if (await fresh.isVisible()) await fresh.check();
  await page.getByLabel("Name of the application").fill(uniqueName("Eager"));
  await expect(page.getByText(/^5 messages a month from the client/)).toBeVisible();
  await page.getByRole("button", { name: "Subscribe and get a key" }).click();
  const client = await clients.connect(api.wsUrl, { key: await shownKey(page) });
  await page.getByRole("link", { name: "To the application" }).click();
  await expect(page).toHaveURL(/\/applications\/./);
  await expect(page.getByText(/^0 messages of 5 messages sent a month used, 5 messages left/)).toBeVisible();
  await expect(page.getByText("All connections of this subscription share it.")).toContainText(
    / \d\d:\d\d UTC/,
  );

  await test.step("without being asked again", async () => {
    for (const text of ["one", "two", "three", "four"]) await client.expectEcho(text);
    const warned = page.getByText(/^4 messages of 5 .* used: 80 % or more\. Only 1 message left/);
    await expect(warned).toBeVisible();
    await page.getByText("Messages sent, by month").click();
    const windows = page.getByRole("list", { name: "Messages sent, by month" });
    await expect(windows.getByRole("listitem")).toHaveText([/UTC: 4 messages$/]);
    await client.expectEcho("five");
    await expect(page.getByText(/^5 messages of 5 .* used: nothing is left/)).toBeVisible();
    await expect(windows.getByRole("listitem")).toHaveText([/UTC: 5 messages$/]);
  });

  client.send("six");
  const { code, reason } = await client.closed();
  expect([code, reason]).toEqual([4429, expect.stringContaining("5 messages a month")]);
  await expectGoodLook(page, /^Application/);
  const stranger = await openAs("admin");
  expect((await stranger.request.get(`${page.url()}/use`)).status()).toBe(404);
});

test("wrong input of a key is told at its field, and nothing typed is lost", async ({ page }) => {
  await signIn(page, "subscriber", "/developer/applications");
  await page.getByRole("button", { name: "Create application" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("<script>");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText(/^A name begins with a letter or digit/)).toBeVisible();
  await dialog.getByLabel("Name").fill(uniqueName("Strict"));
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/\/applications\/[\w-]+$/);

  await page.getByRole("button", { name: "Create key" }).click();
  await dialog.getByLabel("Name").fill("server");
  await dialog.getByLabel("Only from these addresses").fill("192.0.2.300");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText(/"192\.0\.2\.300" is neither an address nor a range/)).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveValue("server");
  await dialog.getByLabel("Only from these addresses").fill("192.0.2.0/24");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("dialog", { name: "Your new key" })).toBeVisible();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText("Only from 192.0.2.0/24")).toBeVisible();

  await page.getByRole("button", { name: "Edit server" }).click();
  const editing = page.getByRole("dialog", { name: "Edit server" });
  await expect(editing.getByLabel("Only from these addresses")).toHaveValue("192.0.2.0/24");
  await editing.getByLabel("Name").fill("office");
  await editing.getByLabel("Only from these addresses").fill("198.51.100.300");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(editing.getByText(/"198\.51\.100\.300" is neither an address nor a range/)).toBeVisible();
  await expect(editing.getByLabel("Name")).toHaveValue("office");
  await editing.getByLabel("Only from these addresses").fill("198.51.100.7");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Only from 198.51.100.7")).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit office" })).toBeFocused();
});

test("an API for signed-in people is not there for others, on no way in", async ({ page, db, openAs }) => {
  const api = await makeApi(db, "Members", { isPublished: true });
  const visible = { visibility: "signedIn", visibleTo: [] } as const;
  await saveVisibility(await actingAsAdmin(db), { apiId: api.id, visible });
  const ways = ["", "/definition/download", "/definition/search", "/definition/parts?id=info"];
  for (const way of ways) {
    expect((await page.request.get(`/developer/apis/${api.id}${way}`)).status(), way).toBe(404);
  }
  await openPage(page, `/developer/apis?q=${encodeURIComponent(api.name)}`);
  await expect(page.getByRole("heading", { name: "No API matches" })).toBeVisible();
  await expectGoodLook(page, /^APIs/);
  const member = await openAs("subscriber", `/developer/apis/${api.id}`);
  await expect(member.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
});

test("an OAuth2 client gets tokens that open an API, until it is revoked", async ({ page, db, clients }) => {
  const api = await makeApi(db, "Tokens", { isPublished: true });
  await signIn(page, "subscriber", `/developer/apis/${api.id}/use`);
  await subscribeNewApplication(page, uniqueName("Machine"));
  await page.getByRole("link", { name: "To the application" }).click();

  await page.getByRole("button", { name: "Create client" }).click();
  const dialog = page.getByRole("dialog", { name: "Create OAuth2 client" });
  await dialog.getByLabel("Name").fill("nightly job");
  await dialog.getByRole("button", { name: "Create client" }).click();
  const made = page.getByRole("dialog", { name: "Your client secret" });
  await expect(made.getByText(/oauth2\/token$/)).toBeVisible();
  await expectGoodLook(page, /^Application/);
  await made.getByRole("button", { name: "Show the secret" }).click();
  const secret = (await made.getByText(/^slc_[\w-]{43}$/).textContent()) ?? "";
  await made.getByRole("button", { name: "I have copied it" }).click();

  const { id } = await db.oAuthClient.findFirstOrThrow({
    where: { name: "nightly job" },
    orderBy: { createdAt: "desc" },
  });
  const answer = await page.request.post("/oauth2/token", {
    form: { grant_type: "client_credentials", client_id: id, client_secret: secret },
  });
  expect(answer.status()).toBe(200);
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
  const client = await clients.connect(api.wsUrl, { key: token });
  await client.expectEcho("by token");
  await page.getByRole("button", { name: "Revoke nightly job" }).click();
  await confirmInDialog(page, "Revoke");
  expect(await client.closed()).toMatchObject({ code: 4401 });
  await clients.expectRefusal(api.wsUrl, { status: 401 }, { key: token });
});
