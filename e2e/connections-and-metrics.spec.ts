// Traffic of an API in the portal: who is connected, closing one of them, why it ended, and the charts.
import { expect } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, makeTestKey } from "./support/test-apis.ts";

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
  await page.getByRole("searchbox", { name: "Search ended connections" }).fill("operator 127.0.0.1");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/q=operator/);
  await page.getByRole("link", { name: "An operator closed this connection" }).click();
  const explained = page.getByRole("region", { name: "Why this connection ended" });
  await expect(explained).toContainText("Somebody closed this connection on the Connections page.");
  await expect(explained).toContainText("1001, gateway");
  await page.reload();
  await expect(explained).toContainText("last text of 5 B");
  await page.getByLabel("Closed by", { exact: true }).selectOption("backend");
  await expect(page.getByText(/^No ended connection matches/)).toBeVisible();
});

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
