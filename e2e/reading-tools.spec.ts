// What can be done with a real document that is read: whose words, all levels open, a link copied, downloads.
import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { findDocument } from "#lib/asyncapi/test-kit/corpus.ts";
import { openDocument } from "./support/real-document.ts";
import { test } from "./support/test.ts";

const GEMINI = "websocket-gemini.yml";
const KRAKEN = "kraken-websocket-request-reply-message-filter-in-reply-asyncapi.yml";
/** Requests and their replies over one socket, the first a ping; a word of it, and its backend's host. */
const [exchange, word, host] =
  findDocument(KRAKEN) === undefined
    ? ["exchange-request-reply.yaml", "subscribed", "ws.exchange.example"]
    : [KRAKEN, "subscriptionStatus", "ws.kraken.com"];

test("directions are read in the client's words or in the server's, the reply's too", async ({
  page,
  db,
}) => {
  await openDocument(page, db, exchange);
  const request = page.locator("#operation-receivePing");
  const reply = page.locator('[id="operation-receivePing.reply"]');
  await expect(request).toContainText("You can send", { useInnerText: true });
  await expect(reply).toContainText("You get back", { useInnerText: true });
  await page.getByRole("button", { name: "The server", exact: true }).click();
  await expect(request).toContainText("The server receives", { useInnerText: true });
  await expect(request).not.toContainText("You can send", { useInnerText: true });
  await expect(reply).toContainText("The server answers with", { useInnerText: true });
  await page.getByRole("button", { name: "You, the client" }).click();
  await expect(request).toContainText("You can send", { useInnerText: true });
});

test("one button opens all levels of a payload and closes them; a copied link leads back to the property", async ({
  page,
  db,
  context,
}) => {
  test.skip(findDocument(GEMINI) === undefined, "only beside the corpus of real documents");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDocument(page, db, GEMINI);
  const payload = page.getByRole("group", { name: "Payload of marketData" });
  await payload.getByRole("tab", { name: "update" }).click();
  await payload.getByRole("button", { name: "Expand all of Payload of marketData" }).click();
  await expect(payload.locator("details:not([open])")).toHaveCount(0);
  const reason = payload.getByRole("button", { name: "Link and source of reason" });
  await reason.click();
  await page.getByRole("menuitem", { name: "Copy the link" }).click();
  await expect(page.getByText("The link is copied")).toBeAttached();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#operation-.*\.payload\..*reason$/);
  await payload.getByRole("button", { name: "Collapse all of Payload of marketData" }).click();
  await expect(payload.locator("details[open]")).toHaveCount(0);

  // Behind a tab that is not chosen, and folded: the link brings it to view.
  await page.goto("about:blank");
  await page.goto(link);
  await expect(reason).toBeInViewport();
  await expect(payload.getByRole("tab", { name: "update" })).toHaveAttribute("aria-selected", "true");
});

test("a topic is copied as Markdown from its menu, with messages that the page has not drawn yet", async ({
  page,
  db,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDocument(page, db, exchange);
  await page.getByRole("button", { name: "Link and source of /", exact: true }).first().click();
  await page.getByRole("menuitem", { name: "Copy as Markdown" }).click();
  await expect(page.getByText("The Markdown is copied")).toBeAttached();
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toMatch(/^## `\/`\n/);
  expect(markdown).toContain("You get back");
  expect(markdown).toContain(word);
  // A property is no part of its own.
  await page.getByRole("button", { name: "Link and source of reqid" }).first().click();
  await expect(page.getByRole("menuitem", { name: "Copy the link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Copy as Markdown" })).toHaveCount(0);
});

test("the menu downloads both views in all four forms", async ({ page, db }) => {
  await openDocument(page, db, exchange);
  for (const view of ["Consumer view", "Design"])
    for (const [form, start] of [
      ["YAML", /^(#.*\n)*asyncapi: '?3/],
      ["JSON", /^\{/],
      ["HTML, one page", /^<!doctype html>/i],
      ["Markdown", /^# /],
    ] as const) {
      await page.getByRole("button", { name: "Download", exact: true }).click();
      const started = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: `${form} ${view}`, exact: true }).click();
      const text = await readFile(await (await started).path(), "utf8");
      expect(text).toMatch(start);
      expect(text).toContain(word);
      expect(text.includes(host)).toBe(false);
    }
});
