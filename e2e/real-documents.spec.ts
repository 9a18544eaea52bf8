// Real documents, as they are published: read at both widths and in both schemes, and by keyboard only.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { expectGoodLook } from "./support/look.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const CORPUS = resolve(import.meta.dirname, "../../shared/asyncapi-corpus/v3/valid");
const isAbsent = !existsSync(CORPUS);
test.skip(isAbsent, `${CORPUS} is absent`);

/** Ends of the files' names, and a topic that each has. */
const documents = {
  "websocket-gemini.yml": "/v1/marketdata/{symbol}",
  "kraken-websocket-request-reply-message-filter-in-reply-asyncapi.yml": "/",
  "kraken-websocket-request-reply-multiple-channels-asyncapi.yml": "/",
  "slack-rtm.yml": "/",
  "asyncapi-slack-client.yml": "",
  "gitter-streaming.yml": "/rooms/{roomId}/{resource}",
  "mercure-asyncapi.yml": "https://example.com/books/{id}",
  "asyncapi-postman-echo.yml": "",
  "streetlights-kafka.yml": "smartylighting.streetlights.1.0.event.{streetlightId}.lighting.measured",
  "streetlights-mqtt.yml": "smartylighting/streetlights/1/0/event/{streetlightId}/lighting/measured",
  "asyncapi-adeo.yml": "",
  "rpc-server-asyncapi.yml": "",
  "oneof-asyncapi.yml": "",
  "correlation-id-asyncapi.yml": "",
};

async function openDocument(page: Page, db: Db, ending: string): Promise<void> {
  const file = readdirSync(CORPUS).find((name) => name.endsWith(`_${ending}`));
  if (file === undefined) throw new Error(`no document ends in ${ending}`);
  const api = await makeApi(db, "Real");
  await db.api.update({
    where: { id: api.id },
    data: { definition: readFileSync(join(CORPUS, file), "utf8") },
  });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("tab", { name: "Documentation" }).click();
}

for (const [ending, topic] of Object.entries(documents))
  test(`${ending} reads well`, async ({ page, db }) => {
    await openDocument(page, db, ending);
    const outline = page.getByRole("navigation", { name: "Outline" });
    await expect(outline.getByRole("link").first()).toBeVisible();
    if (topic !== "")
      await expect(outline.getByRole("link", { name: topic, exact: true }).first()).toBeVisible();
    await expect(page.getByRole("tabpanel", { name: "Documentation" }).locator("h2").first()).toBeVisible();
    await expectGoodLook(page, /AsyncAPI Definition/);
  });

test("by keyboard only: outline, alternatives, the menu of an item, search", async ({ page, db }) => {
  await openDocument(page, db, "websocket-gemini.yml");
  const tab = page.getByRole("tab", { name: "Documentation" });
  await tab.press("Tab");
  // From the tab into its panel: the outline comes first.
  await expect(page.getByLabel("Filter the outline")).toBeFocused();
  await page.keyboard.type("marketData");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#operation-.*marketData$/);
  const heartbeat = page.getByRole("tab", { name: "heartbeat" }).first();
  await heartbeat.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "update", exact: true }).first()).toHaveAttribute(
    "aria-selected",
    "true",
  );
  const menu = page.getByRole("button", { name: "Link and source of marketData" });
  await menu.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Copy the link" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await page.keyboard.press("/");
  const search = page.getByRole("dialog", { name: "Search" });
  await search.getByRole("combobox").fill("socket_sequence");
  await expect(search.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(search).toHaveCount(0);
});
