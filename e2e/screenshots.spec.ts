// Takes the pictures of docs/screenshots: SCREENSHOTS=1 npm run e2e -- screenshots
import { join, resolve } from "node:path";
import { expect, type Page } from "@playwright/test";
import { findDocument } from "#lib/asyncapi/test-kit/corpus.ts";
import { field } from "./support/create-form.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { giveChatTopics, makeApiNamed, removeApisNamed } from "./support/test-apis.ts";
import { topicRow, topicToggle } from "./support/topics.ts";

const folder = resolve(import.meta.dirname, "../docs/screenshots");

test.skip(!process.env.SCREENSHOTS, "only with SCREENSHOTS=1");
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Takes what stands in a window of this height; the width stays. */
async function take(page: Page, name: string, height = 900): Promise<void> {
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1440, height });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
}

const documents = [
  { name: "gemini", file: "websocket-gemini.yml", part: "You can receive" },
  {
    name: "kraken",
    file: "kraken-websocket-request-reply-message-filter-in-reply-asyncapi.yml",
    part: "You can send",
  },
  { name: "slack", file: "slack-rtm.yml", part: "You can receive" },
] as const;

for (const { name, file, part } of documents)
  test(`${name}, read @screenshots`, async ({ page, db }) => {
    const definition = findDocument(file);
    if (definition === undefined) return test.skip(true, "only beside the corpus of real documents");
    const title = `Read ${name}`;
    await removeApisNamed(db, title);
    const api = await makeApiNamed(db, title);
    await db.api.update({ where: { id: api.id }, data: { definition } });
    await signIn(page, "admin", `/apis/${api.id}/definition`);
    await page.getByRole("tab", { name: "Documentation" }).click();
    const heading = page.locator("#main h3").filter({ hasText: part }).first();
    await heading.evaluate((element) => element.scrollIntoView());
    await expect(heading).toBeInViewport();
    await expect(page.locator("#main pre").first()).toBeVisible();
    // Of alternatives the one that the example is of.
    if (name === "gemini") await page.getByRole("tab", { name: "update", exact: true }).first().click();
    await take(page, `reading-${name}`);
    await removeApisNamed(db, title);
  });

test("the main pages @screenshots", async ({ page, db }) => {
  test.slow();
  const names = ["Support desk", "Device telemetry", "Prices", "Team chat"];
  for (const name of names) await removeApisNamed(db, name);
  await makeApiNamed(db, "Support desk");
  await makeApiNamed(db, "Device telemetry", { isPublished: true });
  await makeApiNamed(db, "Prices", { isPublished: true });
  const chats = await makeApiNamed(db, "Team chat", { isPublished: true, endpoint: sampleUrl });
  await giveChatTopics(db, chats.id);

  await openPage(page, "/sign-in");
  await take(page, "sign-in");
  await signIn(page, "admin");
  await expect(page.getByRole("link", { name: "Team chat" })).toBeVisible();
  await take(page, "apis", 560);

  await openPage(page, "/apis/create/websocket");
  await field(page, "Name").fill("Orders");
  await field(page, "Context").fill("/orders");
  await field(page, "Version").fill("1.0.0");
  await field(page, "Endpoint").fill(`${sampleUrl}/echo`);
  await page.getByRole("button", { name: "Test endpoint" }).click();
  await expect(page.getByText("The backend accepted the connection")).toBeVisible();
  await expect(page.getByText("Name, version and context are free")).toBeVisible();
  await take(page, "create", 1240);

  await openPage(page, `/apis/${chats.id}/overview`);
  await page.getByRole("button", { name: "Get test key" }).click();
  await expect(page.getByRole("region", { name: "Command" })).toBeVisible();
  await take(page, "overview", 1180);
  await page.emulateMedia({ colorScheme: "dark" });
  await take(page, "overview-dark", 1180);
  await page.emulateMedia({ colorScheme: "light" });

  await openPage(page, `/apis/${chats.id}/topics`);
  await topicToggle(page, "/rooms/{roomID}").click();
  await expect(topicRow(page, "/rooms/{roomID}").getByLabel("URL Mapping")).toBeVisible();
  await take(page, "topics", 1160);

  await openPage(page, `/apis/${chats.id}/definition`);
  await expect(page.getByRole("textbox", { name: "Design, YAML" })).toContainText("/rooms/{roomID}");
  await take(page, "definition");
  await openPage(page, `/apis/${chats.id}/deployments`);
  await take(page, "deployments", 1060);

  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, `/apis/${chats.id}/topics`);
  await take(page, "topics-narrow");
});

test("the console with two people in a room, and a message of it @screenshots", async ({ page, db }) => {
  await removeApisNamed(db, "Chat room");
  const { id } = await makeApiNamed(db, "Chat room", {
    isPublished: true,
    endpoint: sampleUrl,
    template: "chat",
  });
  await signIn(page, "admin", `/apis/${id}/try?topic=${encodeURIComponent("/rooms/{roomID}")}`);
  await page.getByText("Credential, subprotocols, name").click();
  for (const name of ["Ann", "Bob"]) {
    await page.getByLabel("Name of the connection").fill(name);
    await page.getByRole("button", { name: /^Connect/ }).click();
    await expect(page.getByRole("button", { name: `Disconnect ${name}` })).toBeVisible();
  }
  await page.getByText("Credential, subprotocols, name").click();
  await page.getByLabel("Message", { exact: true }).selectOption({ index: 1 });
  for (const name of ["Ann", "Bob"]) {
    await page.getByLabel("To", { exact: true }).selectOption({ label: name });
    await page.getByRole("button", { name: "Send", exact: true }).click();
  }
  const received = page
    .getByRole("region", { name: "Transcript" })
    .getByRole("button", { name: /you received/ });
  await expect(received.first()).toBeVisible();
  await received.last().click();
  await take(page, "console", 1560);
});

test("the developer portal, and the subscriptions of an API @screenshots", async ({ page, db }) => {
  await removeApisNamed(db, "Market data");
  const { id } = await makeApiNamed(db, "Market data", { isPublished: true, template: "prices" });
  await openPage(page, `/developer/apis/${id}`);
  await expect(page.getByRole("button", { name: "wscat", exact: true })).toBeVisible();
  await take(page, "developer-portal", 980);
  await signIn(page, "admin", `/apis/${id}/subscriptions`);
  await take(page, "subscriptions", 940);
});
