// From a change to what is live: on the page that was changed, by keyboard, and from the header with something unsaved.
import { expect, type Page } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";
import { addTopic } from "./support/topics.ts";

const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });

test("Runtime saves and deploys with one press, and Ctrl-S saves", async ({ page, db }) => {
  const api = await makeApi(db, "One press", { isPublished: true });
  await signIn(page, "admin", `/apis/${api.id}/runtime`);
  const most = page.getByLabel("Most connections", { exact: true });
  await most.fill("7");
  await page.getByRole("button", { name: "Save and deploy" }).click();
  await expect(status(page, "Live on")).toBeVisible();
  await most.fill("8");
  await page.keyboard.press("Control+s");
  await expect(status(page, "Saved. Deploy to make it live.")).toBeVisible();
  await page.reload();
  await expect(most).toHaveValue("8");
});

test("Deploy in the header says what is not saved, and offers to save it first", async ({ page, db }) => {
  const api = await makeApi(db, "Half done", { isPublished: true });
  await signIn(page, "admin", `/apis/${api.id}/runtime`);
  await page.getByLabel("Most connections", { exact: true }).fill("9");
  await page.keyboard.press("Control+s");
  await expect(status(page, "Saved.")).toBeVisible();
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await addTopic(page, "/news");
  await page.getByRole("button", { name: "Deploy changes" }).click();
  const question = page.getByRole("dialog", { name: "Not everything is saved" });
  await expect(question).toContainText("Topics has changes that are not saved.");
  await question.getByRole("button", { name: "Save and deploy" }).click();
  await expect(page.getByText(/Revision 2 is deployed\. Live on/)).toBeVisible();
  const live = await db.revision.findFirstOrThrow({ where: { apiId: api.id, number: 2 } });
  expect(live.snapshot).toContain("/news");
});

test("two people who change different settings of an API do not conflict", async ({ page, openAs, db }) => {
  const api = await makeApi(db, "Side by side");
  await signIn(page, "creator", `/apis/${api.id}/runtime`);
  const other = await openAs("admin", `/apis/${api.id}/basic-info`);
  await other.getByLabel("Description").fill("Changed meanwhile");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(status(other, "Saved")).toBeVisible();
  await page.getByLabel("Most connections", { exact: true }).fill("5");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(status(page, "Saved. Deploy to make it live.")).toBeVisible();
  const { limits, description } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(description).toBe("Changed meanwhile");
  expect(JSON.parse(limits)).toMatchObject({ maxConnections: 5 });
});

test("Restore and Undeploy say that it is done, and a note is kept also where nothing is new", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Told", { isPublished: true });
  await signIn(page, "admin", `/apis/${api.id}/deployments`);
  await page.getByLabel("Note (optional)").fill("worth remembering");
  await page.getByRole("button", { name: "Deploy new revision" }).click();
  await expect(status(page, "Revision 1 was live already")).toBeVisible();
  await expect(page.getByRole("table", { name: "Revisions" })).toContainText("worth remembering");
  const confirm = (name: string) => page.getByRole("dialog").getByRole("button", { name }).click();
  await page.getByRole("button", { name: "Restore revision 1" }).click();
  await confirm("Restore");
  await expect(page.getByText("The design is revision 1 again.")).toBeVisible();
  await page.getByRole("button", { name: /^Undeploy from/ }).click();
  await confirm("Undeploy");
  await expect(page.getByText(/^Undeployed from/)).toBeVisible();
  await expect(page.getByText("No gateway is running")).toHaveCount(0);
  await expect(status(page, "Revision 1 was live already")).toHaveCount(0);
  await openPage(page, `/apis/${api.id}/lifecycle`);
  await expect(page.getByRole("img", { name: /This API is Published and not deployed/ })).toBeVisible();
  await openPage(page, `/apis/${api.id}/overview`);
  await expect(page.getByText("Published, but on no gateway")).toBeVisible();
  await expect(page.getByText("Open to consumers")).toHaveCount(0);
});

test("a description is shown as the Markdown it is, and nothing in it runs", async ({ page, db }) => {
  const api = await makeApi(db, "Described");
  const description = [
    "# Chats",
    "Talk **loudly** in `rooms`, see [the docs](https://docs.example/x).",
    "[bad](javascript:alert(1)) <img src=x onerror=alert(2)> ![p](https://spy.example/p.png)",
    "| a | b |\n|---|---|\n| 1 | 2 |",
  ].join("\n\n");
  await db.api.update({ where: { id: api.id }, data: { description } });
  page.on("dialog", () => expect.soft("a dialog").toBe("none"));
  await signIn(page, "creator", `/apis/${api.id}/overview`);
  await expect(page.locator("strong", { hasText: "loudly" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "2" })).toBeVisible();
  await expect(page.getByRole("link", { name: "the docs" })).toHaveAttribute("rel", /noopener/);
  await expect(page.getByRole("link", { name: "bad" })).toHaveCount(0);
  await expect(page.locator('main img[src*="spy"], main img[src="x"]')).toHaveCount(0);
});
