// Another document in the place of an API's definition: what changes is seen before it is saved, and nothing is lost.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const text = `asyncapi: 3.0.0
info: {title: Theirs, version: 9.0.0}
channels:
  prices: {address: /prices}
operations:
  stream: {action: send, channel: {$ref: '#/channels/prices'}}
`;

async function bring(page: Page, apiId: string): Promise<void> {
  await page.goto(`/apis/${apiId}/definition`);
  await waitUntilInteractive(page);
  await page.getByRole("link", { name: "Replace…" }).click();
  await expect(page).toHaveURL(/\/definition\/replace$/);
  await waitUntilInteractive(page);
  await page.locator("input[type=file]").setInputFiles({
    name: "prices.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from(text),
  });
}

const changed = (page: Page) => page.getByRole("region", { name: "Changed topics" });
const replace = (page: Page) => page.getByRole("button", { name: "Replace", exact: true });

test("shows the topics and lines that change, saves them, and leaves the API's settings", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Replaced");
  await signIn(page, "creator");
  await bring(page, api.id);
  await expect(changed(page)).toContainText("2 topics change");
  await expect(changed(page)).toContainText("Removed /*: clients send and clients receive");
  await expect(changed(page)).toContainText("Added /prices: clients receive");
  await expect(page.getByLabel("Differences of the text")).toContainText("address: /prices");
  await expectGoodLook(page, /Replace definition/);
  const before = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(before.definition).not.toContain("/prices");
  await replace(page).click();
  await expect(page).toHaveURL(/\/definition$/);
  const after = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(after.definition).toContain("/prices");
  expect(after.definition).toContain(api.name);
  expect(after).toMatchObject({ productionEndpoint: `${sampleUrl}/echo`, security: before.security });
});

test("a definition that somebody else saved meanwhile is not overwritten, and the document stays", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Contested");
  await signIn(page, "creator");
  await bring(page, api.id);
  await expect(changed(page)).toBeVisible();
  const { definition } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  const theirs = `${definition}# theirs\n`;
  await db.api.update({ where: { id: api.id }, data: { definition: theirs, etag: { increment: 1 } } });
  await replace(page).click();
  await expect(page.getByText(/Someone else saved this API/)).toBeVisible();
  expect((await db.api.findUniqueOrThrow({ where: { id: api.id } })).definition).toBe(theirs);
  await page.getByRole("button", { name: "Load the latest version" }).click();
  await expect(page.getByLabel("Differences of the text")).toContainText("# theirs");
  await replace(page).click();
  await expect(page).toHaveURL(/\/definition$/);
  expect((await db.api.findUniqueOrThrow({ where: { id: api.id } })).definition).toContain("/prices");
});
