// Real documents, as they are published: read at both widths and in both schemes, and by keyboard only.

import { expect, type Locator } from "@playwright/test";
import { findDocument } from "#lib/asyncapi/test-kit/corpus.ts";
import { expectGoodLook, looks } from "./support/look.ts";
import { openDocument } from "./support/real-document.ts";
import { test } from "./support/test.ts";

const ofTheWorld = "only beside the corpus of real documents";
const GEMINI = "websocket-gemini.yml";

type Row = readonly [ending: string, topic: string, property: string | null];

/**
 * Ends of the files' names, a topic that each has, and a property that its messages have; null where they have none. First
 * those of the world, then those of the small corpus.
 */
const rows: readonly Row[] = [
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
  ["exchange-request-reply.yaml", "/", "reqid"],
  ["exchange-request-reply-multiple-channels.yaml", "/ (ping)", "reqid"],
  ["lights-mqtt.json", "/lights/{id}/lit", "lumens"],
  ["line-ends.yaml", "/news", "words"],
  ["odd-references.yaml", "/rooms/{id}", "a/b"],
  ["prices-oneof.yaml", "/ticks/{symbol}", "at"],
  ["telemetry-avro.yaml", "telemetry.device.{deviceId}.measured", "celsius"],
  ["traits.yaml", "/orders", "lines"],
];
const documents = rows.filter(([ending]) => findDocument(ending) !== undefined);

/** Text that ends in dots where it has no room: nobody can read the rest of it. */
function listCut(documentation: Locator): Promise<string[]> {
  return documentation.locator("*").evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth)
      .filter((element) => getComputedStyle(element).textOverflow === "ellipsis")
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 80)}`),
  );
}

/** What stands in a card and goes beyond it, where it can neither be seen nor scrolled to. */
function listClipped(documentation: Locator): Promise<string[]> {
  return documentation.locator("section, .MuiCard-root").evaluateAll((cards) =>
    cards.flatMap((card) => {
      const { right } = card.getBoundingClientRect();
      const inScroller = (element: Element) =>
        element.closest("pre, table, .MuiChip-root, [hidden]") !== null;
      return [...card.querySelectorAll("*")]
        .filter((element) => element.checkVisibility() && !inScroller(element))
        .filter((element) => element.getBoundingClientRect().right > right + 1)
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`);
    }),
  );
}

for (const [ending, topic, property] of documents)
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
    for (const look of looks) {
      await expectGoodLook(page, /AsyncAPI Definition/, [look]);
      await page.setViewportSize({ width: look.width, height: 900 });
      expect.soft(await listClipped(documentation), `beyond a card at ${look.width} px`).toEqual([]);
      expect.soft(await listCut(documentation), `cut at ${look.width} px`).toEqual([]);
    }
  });

test("by keyboard only: outline, alternatives, the menu of an item, search", async ({ page, db }) => {
  test.skip(findDocument(GEMINI) === undefined, ofTheWorld);
  await openDocument(page, db, GEMINI);
  const tab = page.getByRole("tab", { name: "Documentation" });
  // Pressed before the panel is there, Tab leads into the other one, which then goes away.
  await expect(page.getByLabel("Filter the outline")).toBeVisible();
  await tab.press("Tab");
  // From the tab into its panel: which document it is of comes first, then the outline.
  await expect(page.getByRole("button", { name: "Design", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
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
  test.skip(findDocument(GEMINI) === undefined, ofTheWorld);
  await openDocument(page, db, GEMINI);
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

test("what each document is known for reads as it should: alternatives, replies, many messages", async ({
  page,
  db,
}) => {
  test.skip(findDocument(GEMINI) === undefined, ofTheWorld);
  await openDocument(page, db, GEMINI);
  const payload = page.getByRole("group", { name: "Payload of marketData" });
  await expect(payload.getByRole("tab")).toHaveText(["heartbeat", "update"]);
  await expect(payload.getByText("told apart by type")).toBeVisible();

  await openDocument(page, db, "kraken-websocket-request-reply-message-filter-in-reply-asyncapi.yml");
  const subscribed = page.locator('[id="operation-receiveSubscribeRequest.reply"]');
  await expect(subscribed).toContainText("You get back one of 2", { useInnerText: true });
  await expect(subscribed.locator("..")).toContainText(
    "On the same connection, matched by reqid in the payload.",
  );
  await expect(page.getByRole("heading", { name: "General Considerations" })).toBeVisible();

  await openDocument(page, db, "slack-rtm.yml");
  const messages = page.getByRole("navigation", { name: "Outline" }).locator('a[href*="sendMessages."]');
  await expect.poll(() => messages.count()).toBeGreaterThan(40);
});
