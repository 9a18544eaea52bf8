// A long definition is read when something is saved, so that nobody waits for it who opens it later.
import { expect } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

test("what a save changes in the documentation is read before anybody opens it", async ({ page, db }) => {
  const { id } = await makeApi(db, "Read ahead");
  const { definition } = await db.api.findUniqueOrThrow({ where: { id } });
  await db.api.update({ where: { id }, data: { definition: `${definition}\n# ${"-".repeat(9000)}\n` } });
  await signIn(page, "creator", `/apis/${id}/basic-info`);
  expect(await db.keptReading.count({ where: { apiId: id } })).toBe(0);
  await page.getByRole("textbox", { name: "Description" }).fill("Said since it was saved");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const kinds = async () => (await db.keptReading.findMany({ where: { apiId: id } })).map(({ kind }) => kind);
  await expect.poll(async () => (await kinds()).sort()).toEqual(["design openDocument", "design readFacts"]);
  await page.goto(`/apis/${id}/definition`);
  await page.getByRole("tab", { name: "Documentation" }).click();
  await expect(page.getByRole("tabpanel", { name: "Documentation" })).toContainText(
    "Said since it was saved",
  );
});
