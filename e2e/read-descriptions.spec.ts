// Descriptions of a document are there as their authors meant them before any script runs, and stay what they are when one does.
import { expect, type Page } from "@playwright/test";
import { findDocument } from "#lib/asyncapi/test-kit/corpus.ts";
import type { Db } from "#lib/db/db.ts";
import { expectGoodLook } from "./support/look.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const KRAKEN = "kraken-websocket-request-reply-multiple-channels-asyncapi.yml";
const definition = findDocument(KRAKEN);
test.skip(definition === undefined, "only beside the corpus of real documents");

/** The address of the document's own page to read, for somebody who is signed in. */
async function makeDocument(page: Page, db: Db): Promise<string> {
  const api = await makeApi(db, "Described");
  await db.api.update({ where: { id: api.id }, data: { definition: definition ?? "", description: "" } });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  return `/apis/${api.id}/definition?read=consumer`;
}

const headingOf = (page: Page) => page.getByRole("heading", { name: "General Considerations", level: 3 });

test("without scripts a description has its heading, its list and its links", async ({
  page,
  db,
  browser,
}) => {
  const path = await makeDocument(page, db);
  const storageState = await page.context().storageState();
  const still = await browser.newContext({ baseURL: portalUrl, javaScriptEnabled: false, storageState });
  const unscripted = await still.newPage();
  await unscripted.goto(path);
  await expect(headingOf(unscripted)).toBeVisible();
  const point = unscripted.getByRole("listitem").filter({ hasText: "TLS with SNI" });
  await expect(point).toBeVisible();
  await expect(point.getByRole("link", { name: /What is SNI\?/ })).toHaveAttribute(
    "href",
    "https://www.cloudflare.com/learning/ssl/what-is-sni/",
  );
  await expect(unscripted.getByRole("tabpanel", { name: "Documentation" })).not.toContainText("###");
  await still.close();
});

test("what was there before the scripts is not drawn again by them", async ({ page, db }) => {
  const path = await makeDocument(page, db);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  const scripts = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  await headingOf(page).evaluate((heading) => heading.setAttribute("data-test-first", "true"));
  scripts.resolve();
  await waitUntilInteractive(page);
  await expect(headingOf(page)).toHaveAttribute("data-test-first", "true");
  expect(faults).toEqual([]);
  await expectGoodLook(page, /AsyncAPI Definition/);
});
