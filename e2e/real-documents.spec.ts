// Real documents, as they are published: read at both widths and in both schemes in turn, and by keyboard only.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { expectGoodLook, looks } from "./support/look.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const CORPUS = resolve(import.meta.dirname, "../../shared/asyncapi-corpus/v3/valid");
const isAbsent = !existsSync(CORPUS);
test.skip(isAbsent, `${CORPUS} is absent`);

/** Ends of the files' names, a topic that each has, and a property that its messages have; null where they have none. */
const documents: [ending: string, topic: string, property: string | null][] = [
  ["websocket-gemini.yml", "/v1/marketdata/{symbol}", "type"],
  ["kraken-websocket-request-reply-message-filter-in-reply-asyncapi.yml", "/", "reqid"],
  ["kraken-websocket-request-reply-multiple-channels-asyncapi.yml", "/ (ping)", "reqid"],
  ["slack-rtm.yml", "/", "channel"],
  ["asyncapi-slack-client.yml", "/", "num_connections"],
  ["gitter-streaming.yml", "/rooms/{roomId}/{resource}", "html"],
  ["mercure-asyncapi.yml", "https://example.com/books/{id}", "@id"],
  ["asyncapi-postman-echo.yml", "/", null],
  [
    "streetlights-kafka.yml",
    "smartylighting.streetlights.1.0.event.{streetlightId}.lighting.measured",
    "lumens",
  ],
  [
    "streetlights-mqtt.yml",
    "smartylighting/streetlights/1/0/event/{streetlightId}/lighting/measured",
    "lumens",
  ],
  ["asyncapi-adeo.yml", "adeo-{env}-case-study-COSTING-REQUEST-{version}", "ShortProductDescription"],
  ["rpc-server-asyncapi.yml", "{queue}", "numbers"],
  ["oneof-asyncapi.yml", "test", "key"],
  [
    "correlation-id-asyncapi.yml",
    "smartylighting/streetlights/1/0/event/{streetlightId}/lighting/measured",
    "lumens",
  ],
];

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

for (const [index, [ending, topic, property]] of documents.entries())
  test(`${ending} reads well`, async ({ page, db }) => {
    await openDocument(page, db, ending);
    const outline = page.getByRole("navigation", { name: "Outline" });
    await expect(outline.getByRole("link", { name: topic, exact: true }).first()).toBeVisible();
    const documentation = page.getByRole("tabpanel", { name: "Documentation" });
    await expect(documentation.locator("h2").first()).toBeVisible();
    const payloads = documentation.getByRole("group", { name: /^Payload of / });
    if (property === null) await expect(payloads.first()).toBeVisible();
    else {
      const shown = payloads.getByText(property, { exact: true }).filter({ visible: true });
      await expect(shown.first()).toBeVisible();
    }
    // One of the four for each: what differs between documents is what they hold.
    await expectGoodLook(page, /AsyncAPI Definition/, looks.slice(index % looks.length).slice(0, 1));
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

test("the symbols of Gemini are chips, ten at first, and the search leads to them", async ({ page, db }) => {
  await openDocument(page, db, "websocket-gemini.yml");
  const symbol = page.locator('[id$=".parameter-symbol"]');
  const values = symbol.getByRole("list", { name: "Allowed values" }).getByRole("listitem");
  await expect(values.filter({ visible: true })).toHaveCount(10);
  await symbol.getByText("53 more").click();
  await expect(values.filter({ visible: true })).toHaveCount(63);
  await page.keyboard.press("/");
  const search = page.getByRole("dialog", { name: "Search" });
  await search.getByRole("combobox").fill("zecltc");
  await search.getByRole("option").first().click();
  await expect(page).toHaveURL(/parameter-symbol$/);
  await expect(symbol).toBeInViewport();
});
