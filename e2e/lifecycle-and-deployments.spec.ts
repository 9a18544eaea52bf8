// Deploying, undeploying, restoring, publishing and taking back, and what live connections notice of each.
import { expect, type Page } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, makeTestKey } from "./support/test-apis.ts";
import { addTopic, topicRow } from "./support/topics.ts";

const environments = (page: Page) => page.getByRole("region", { name: "Environments" });
const revision = (page: Page, number: number) =>
  page
    .getByRole("table", { name: "Revisions" })
    .getByRole("row")
    .filter({
      has: page.getByRole("rowheader", { name: new RegExp(`^${number}\\b`) }),
    });

async function deploy(page: Page, number: number, note: string): Promise<void> {
  await page.getByLabel("Note (optional)").fill(note);
  await page.getByRole("button", { name: "Deploy new revision" }).click();
  await expect(page.getByText(`Revision ${number} is deployed. Live on the gateway.`)).toBeVisible();
}

/** The page has what it wanted to know: it asks the portal nothing more, however late it gets by the page's clock. */
async function expectSilence(page: Page): Promise<void> {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  // What ends the asking may still be on its way, and is followed by nothing: then a round is silent.
  await expect(async () => {
    asked.length = 0;
    await page.clock.runFor(30_000);
    // Whatever it has asked by then was noted before this, and answered by the same portal.
    await page.evaluate(() => fetch(location.href, { method: "HEAD" }));
    expect(asked).toEqual([`HEAD ${page.url()}`]);
  }).toPass({ timeout: 15_000 });
  page.removeAllListeners("request");
}

test("deploying shows the revision and since when; undeploying closes live clients with 4404", async ({
  page,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Deployed");
  const key = await makeTestKey(db, api.id);
  await page.clock.install();
  await signIn(page, "creator", `/apis/${api.id}/deployments`);
  await expect(environments(page)).toContainText("Not deployed");
  await deploy(page, 1, "First try");
  await expect(environments(page)).toContainText("Revision 1");
  await expect(environments(page)).toContainText(/Live since(just now|1 minute ago), by creator/);
  await expect(environments(page)).toContainText("1 of 1 gateway serves this revision");
  const liveSince = await environments(page).locator("time").getAttribute("datetime");
  expect(Math.abs(Date.now() - Date.parse(liveSince ?? ""))).toBeLessThan(60_000);
  await expect(revision(page, 1)).toContainText("First try");
  await expect(revision(page, 1)).toContainText("Live");
  await expectSilence(page);
  await expect(page.getByText("Revision 1 is deployed. Live on the gateway.")).toBeVisible();

  const plain = await clients.connect(api.wsUrl, { key });
  const secure = await clients.connect(api.wssUrl, { key });
  await plain.expectEcho("still here");
  await page.getByRole("button", { name: /^Undeploy from/ }).click();
  await confirmInDialog(page, "Undeploy");
  for (const client of [plain, secure]) {
    expect(await client.closed()).toEqual({ code: 4404, reason: "This API is no longer deployed" });
  }
  await clients.expectRefusal(api.wsUrl, { status: 404, code: "api_not_found" }, { key });
  await expect(environments(page)).toContainText("Not deployed");
  await expect(revision(page, 1)).not.toContainText("Live");
});

test("a restored revision becomes the design again, and what is live stays until it is deployed", async ({
  page,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Restored");
  const key = await makeTestKey(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/deployments`);
  await deploy(page, 1, "Everything");
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await page.getByRole("button", { name: "Delete /*" }).click();
  await addTopic(page, "/");
  await page.getByRole("button", { name: "Save and deploy" }).click();
  await expect(page.getByText("Revision 2 is deployed. Live on the gateway.")).toBeVisible();
  await clients.expectRefusal(`${api.wsUrl}/else`, { status: 404, code: "topic_not_found" }, { key });

  await page.getByRole("link", { name: "Deployments", exact: true }).click();
  await page.getByRole("button", { name: "Restore revision 1" }).click();
  await confirmInDialog(page, "Restore");
  await expect(page.getByText("The design has changes that no gateway serves yet.")).toBeVisible();
  await expect(revision(page, 2)).toContainText("Live");
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(topicRow(page, "/*")).toBeVisible();
  await expect(topicRow(page, "/")).toHaveCount(0);

  await openPage(page, `/apis/${api.id}/deployments`);
  await deploy(page, 3, "Everything again");
  const client = await clients.connect(api.wsUrl, { key });
  await client.expectEcho("restored");
});

test("a redeploy keeps live connections open", async ({ page, db, clients }) => {
  const api = await makeApi(db, "Redeployed", { isPublished: true });
  const key = await makeTestKey(db, api.id);
  const plain = await clients.connect(api.wsUrl, { key });
  const secure = await clients.connect(api.wssUrl, { key });
  await signIn(page, "creator", `/apis/${api.id}/topics`);
  for (const number of [2, 3]) {
    await addTopic(page, `/extra-${number}`);
    await page.getByRole("button", { name: "Save and deploy" }).click();
    await expect(page.getByText(`Revision ${number} is deployed. Live on the gateway.`)).toBeVisible();
    await plain.expectEcho(`ws after revision ${number}`);
    await secure.expectEcho(`wss after revision ${number}`);
  }
  expect([plain.isOpen, secure.isOpen]).toEqual([true, true]);
});

test("publishing and taking back, with history; consumers are let in and sent away", async ({
  page,
  openAs,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Published");
  await signIn(page, "creator", `/apis/${api.id}/runtime`);
  await page.getByRole("radio", { name: "Open to everyone" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
  await page.getByRole("link", { name: "Lifecycle", exact: true }).click();
  await expect(page.getByText("Publishers can change the state.")).toBeVisible();

  const publisher = await openAs("publisher", `/apis/${api.id}/lifecycle`);
  const entries = publisher.getByRole("table", { name: "History" }).getByRole("row");
  await publisher.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = publisher.getByRole("dialog", { name: "Publish this API?" });
  await expect(dialog).toContainText("A revision is deployed to a gateway: missing");
  await dialog.getByLabel("Note (optional)").fill("Ready for everyone");
  await confirmInDialog(publisher, "Deploy & Publish");
  await expect(entries.nth(1)).toHaveText(/^Created → Publishedpublisher.*Ready for everyone$/);
  const consumer = await clients.connect(api.wsUrl);
  await consumer.expectEcho("open to everyone");

  await publisher.getByRole("button", { name: "Demote to Created" }).click();
  await confirmInDialog(publisher, "Demote to Created");
  expect(await consumer.closed()).toMatchObject({ code: 4403 });
  await expect(entries.nth(1)).toHaveText(/^Published → Createdpublisher/);
  await expect(entries.nth(3)).toHaveText(/^Createdadmin/);
  await clients.expectRefusal(api.wsUrl, { status: 403, code: "api_not_published" });

  await page.reload();
  await expect(page.getByText("This API is Created.", { exact: true })).toBeVisible();
});

test("publishing without an endpoint names what is missing and where to mend it", async ({ page, db }) => {
  const api = await makeApi(db, "Unfinished", { endpoint: "" });
  await signIn(page, "publisher", `/apis/${api.id}/overview`);
  const checklist = page.getByRole("region", { name: "Checklist" });
  await expect(checklist.getByRole("link", { name: "Set the endpoint" })).toBeVisible();
  await expect(checklist.getByRole("button", { name: "Deploy" })).toHaveCount(0);
  await checklist.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish this API?" });
  await expect(dialog).toContainText("A production endpoint is set: missing");
  await dialog.getByRole("link", { name: "Set the endpoint" }).click();
  await expect(page).toHaveURL(`/apis/${api.id}/endpoints`);
});
