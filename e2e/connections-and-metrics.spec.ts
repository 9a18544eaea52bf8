// Traffic of an API in the portal: who is connected, closing one of them, why it ended, and the charts.
import { expect, type Locator, type Page } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { giveChatTopics, makeApi, makeTestKey, removeApi } from "./support/test-apis.ts";

test("a live connection is seen, closed by an operator, found again and explained", async ({
  page,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Watched", { isPublished: true });
  const key = await makeTestKey(db, api.id);
  const client = await clients.connect(api.wsUrl, { key });
  await client.expectEcho("hello");
  await signIn(page, "publisher", `/apis/${api.id}/connections`);
  const live = page.getByRole("table", { name: "Live connections" });
  const row = live.getByRole("row").filter({ hasText: "test:admin" });
  await expect(row).toContainText("/*");
  await expect(page.getByText("1 open connection.")).toBeVisible();

  await client.expectEcho("again");
  await expect(row.getByRole("cell").nth(3)).toHaveText("2");
  await page.getByRole("searchbox", { name: "Filter live connections" }).fill("nobody");
  await expect(page.getByText('No live connection matches "nobody".')).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter live connections" }).fill("");

  await row.getByRole("button", { name: /^Disconnect/ }).click();
  await confirmInDialog(page, "Disconnect");
  const { code, reason } = await client.closed();
  expect([code, reason]).toEqual([1001, "An operator closed this connection"]);
  await expect(page.getByText(/^Nobody is connected/)).toBeVisible();

  await expect
    .poll(() => db.closedConnection.count({ where: { apiId: api.id } }), { message: "the record" })
    .toBe(1);
  await openPage(page, `/apis/${api.id}/connections`);
  await page.getByRole("searchbox", { name: "Search ended and refused" }).fill("operator 127.0.0.1");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/q=operator/);
  await page.getByRole("link", { name: "An operator closed this connection" }).click();
  const explained = page.getByRole("region", { name: "Why this connection ended" });
  await expect(explained).toContainText("Somebody closed this connection on the Connections page.");
  await expect(explained).toContainText("1001, gateway");
  await page.reload();
  await expect(explained).toContainText("last text of 5 B");
  await page.getByLabel("Outcome", { exact: true }).selectOption("backend");
  await expect(page.getByText(/^No ended connection or refused handshake matches/)).toBeVisible();
});

test("a refused handshake is found by the id that its client was told; the page follows by itself, asking little", async ({
  page,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Refusing", { isPublished: true, endpoint: sampleUrl });
  await giveChatTopics(db, api.id);
  const key = await makeTestKey(db, api.id);
  const first = await clients.connect(`${api.wsUrl}/rooms/blue?secret=hunter2`, { key });
  await page.clock.install();
  await signIn(page, "publisher", `/apis/${api.id}/connections`);
  const live = page.getByRole("table", { name: "Live connections" });
  await expect(live.getByRole("row").filter({ hasText: "/rooms/blue" })).toContainText(
    "topic /rooms/{roomID}",
    { timeout: 20_000 },
  );

  // Nothing is pressed from here on until the search: the list follows by itself.
  const url = `${api.wsUrl}/rooms/green?apikey=slt_hunter2`;
  const id = await clients.expectRefusal(url, { status: 401, code: "credential_invalid" });
  const past = page.getByRole("table", { name: "Ended connections and refused handshakes" });
  const refused = past.getByRole("row").filter({ hasText: "/rooms/green" });
  await expect(refused).toContainText("Refused", { timeout: 15_000 });
  await expect(refused).toContainText("401");
  first.terminate();
  // What was tried before the gateway had the route is there too, refused.
  const ended = past
    .getByRole("row")
    .filter({ hasText: "/rooms/blue" })
    .filter({ hasText: "Closed by client" });
  await expect(ended).toBeVisible({ timeout: 15_000 });
  await expect(page.locator("main")).not.toContainText("hunter2");

  await test.step("a quiet list is asked for ever less, and not at all in a page that nobody looks at", async () => {
    const asked: number[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/connections/past")) asked.push(Date.now());
    });
    // Without a pace a page asks twenty times a second; at its first pace it would ask ten times.
    await expect.poll(() => asked.length, { timeout: 40_000 }).toBe(3);
    const [one = 0, two = 0, three = 0] = asked;
    expect(three - two).toBeGreaterThan(3_000);
    expect(three - one).toBeGreaterThan(6_000);
    await setVisibility(page, "hidden");
    await page.clock.fastForward("05:00");
    expect(asked).toHaveLength(3);
    await setVisibility(page, "visible");
    await expect.poll(() => asked.length).toBe(4);
  });

  await page.getByRole("searchbox", { name: "Search ended and refused" }).fill(id);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/q=/);
  await expect(past.getByRole("row")).toHaveCount(2);
  await past.getByRole("link", { name: "The credential is not known here." }).click();
  const explained = page.getByRole("region", { name: "Why this handshake was refused" });
  await expect(explained).toContainText("a credential that the gateway does not know");
  await expect(explained).toContainText("/rooms/green");
  for (const width of [1_440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectUnbroken(page.getByText("127.0.0.1").locator("visible=true"));
    await test.info().attach(`connections-${width}`, {
      body: await page.screenshot({ fullPage: true }),
      contentType: "image/png",
    });
  }

  await removeApi(db, api.id);
  await expect(page.getByText("This API was deleted meanwhile.")).toHaveCount(2, { timeout: 20_000 });
  await expect(page.getByRole("link", { name: "Back to the APIs" }).first()).toBeVisible();
});

/** What a browser tells a page whose tab is left, or come back to. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** Each of these texts stands on one line. */
async function expectUnbroken(texts: Locator): Promise<void> {
  await expect(texts.first()).toBeVisible();
  const lines = await texts.evaluateAll((elements) =>
    elements.map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    }),
  );
  expect(new Set(lines)).toEqual(new Set([1]));
}

test("charts show the traffic by themselves", async ({ page, db, clients }) => {
  const api = await makeApi(db, "Charted", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/metrics`);
  await expect(page.getByRole("heading", { name: "No traffic in this time" })).toBeVisible();
  const client = await clients.connect(api.wsUrl, { key: await makeTestKey(db, api.id) });
  for (const text of ["one", "two", "three"]) await client.expectEcho(text);
  // A bucket of ten seconds has to be over before it is told.
  const summary = page.locator("dl").filter({ hasText: "Messages in" });
  await expect(summary).toContainText("Messages in3", { timeout: 30_000 });
  await expect(
    page.getByRole("region", { name: "Messages per second" }).locator("svg").first(),
  ).toBeVisible();
  await page.getByLabel("View", { exact: true }).selectOption("table");
  await expect(page.getByRole("table", { name: "Traffic" })).toContainText("0.3");
  await page.getByLabel("Topic", { exact: true }).selectOption("/*");
  await expect(page).toHaveURL(/topic=/);
  await expect(summary).toContainText("Messages in3");
});

test("the pages are closed to those who may not see APIs", async ({ page, db }) => {
  const api = await makeApi(db, "Private", { isPublished: true });
  await signIn(page, "subscriber");
  for (const path of ["connections/live", "metrics/series?range=1h"]) {
    const answer = await page.request.get(`/apis/${api.id}/${path}`);
    expect(answer.status()).toBe(403);
  }
});
