// What consumers will see of an API, before it is published and before its changes are: for who works on it alone.
import { expect } from "@playwright/test";
import { saveTopics } from "#lib/apis/commands.ts";
import { newTopic } from "#lib/topics/topic-draft.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { actingAsAdmin, makeApi } from "./support/test-apis.ts";

test("a creator previews what consumers will see; to everybody else the page is not there", async ({
  page,
  browser,
  db,
}) => {
  const api = await makeApi(db, "Upcoming", { template: "prices" });
  const preview = `/developer/apis/${api.id}/preview`;
  expect((await page.request.get(preview)).status()).toBe(404);

  await signIn(page, "creator", `/apis/${api.id}/overview`);
  await page.getByRole("link", { name: "Preview in developer portal" }).click();
  await expect(page).toHaveURL(new RegExp(`${preview}$`));
  await expect(page.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
  await expect(page.getByRole("note").filter({ hasText: "This is a preview" })).toBeVisible();
  await expect(page.getByText(`${api.wssUrl}`).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^(Use this API|Try it)$/ })).toHaveCount(0);
  await expectGoodLook(page, /^Preview of/);
  await openPage(page, `/developer/apis?q=${encodeURIComponent(api.name)}`);
  await expect(page.getByRole("link", { name: api.name })).toHaveCount(0);
  expect((await page.request.get("/developer/apis/unknown/preview")).status()).toBe(404);

  const subscriber = await browser.newPage();
  await signIn(subscriber, "subscriber");
  expect((await subscriber.request.get(preview)).status()).toBe(404);
  await subscriber.close();
});

test("of a published API the preview has the design, its page what is live", async ({ page, db }) => {
  const api = await makeApi(db, "Changing", { isPublished: true });
  await signIn(page, "publisher", `/apis/${api.id}/lifecycle`);
  await expect(page.getByRole("link", { name: "View in developer portal" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Preview in developer portal" })).toHaveCount(0);

  const { etag } = await db.api.findUniqueOrThrow({ where: { id: api.id }, select: { etag: true } });
  const topics = [newTopic("/*", ["subscribe", "publish"]), newTopic("/soon", ["subscribe"])];
  const saved = await saveTopics(await actingAsAdmin(db), { apiId: api.id, etag, topics });
  expect(saved).toMatchObject({ ok: true });
  await page.reload();
  await page.getByRole("link", { name: "Preview in developer portal" }).click();
  await expect(page.getByRole("note").filter({ hasText: "This is a preview" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "/soon" })).toBeVisible();
  await openPage(page, `/developer/apis/${api.id}`);
  await expect(page.getByRole("heading", { name: "/*" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "/soon" })).toHaveCount(0);
});
