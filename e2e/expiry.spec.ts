// The end of credentials, announced to who shares their application.
import { expect } from "@playwright/test";
import { shownKey, subscribeNewApplication } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { makePerson, signInAt } from "./support/people.ts";
import { test } from "./support/test.ts";
import { makeApi, uniqueName } from "./support/test-apis.ts";

const DAY_MS = 24 * 3_600_000;

test("a key that ends within 3 days is counted on every page, named on the list, and silent once it is rotated", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Ending", { isPublished: true });
  const name = uniqueName("Ends");
  const username = await makePerson(db, "Ending", ["subscriber"]);
  await signInAt(page, username, `/developer/apis/${api.id}/use`);
  await subscribeNewApplication(page, name);
  await shownKey(page);
  const key = await db.credential.findFirstOrThrow({ where: { application: { name } } });
  // One of 90 days: rotating it makes another of 90 days.
  const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);
  const data = { createdAt: daysFromNow(-87.5), expiresAt: daysFromNow(2.5) };
  await db.credential.update({ where: { id: key.id }, data });

  await openPage(page, "/developer/apis");
  const applications = page.getByRole("navigation", { name: "Main" }).getByRole("link", {
    name: /^Applications/,
  });
  await expect(applications).toContainText(/credentials? ends? .*within 3 days/);
  await applications.click();
  const notice = page.getByRole("note").filter({ hasText: "within 3 days" });
  await expect(notice).toContainText("rotate it");
  await expectGoodLook(page, /^Applications/);

  await notice.getByRole("link", { name }).click();
  await expect(page.getByRole("note")).toContainText("within 3 days");
  await page.getByRole("button", { name: /^Rotate/ }).click();
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("note").filter({ hasText: "within 3 days" })).toHaveCount(0);
});
