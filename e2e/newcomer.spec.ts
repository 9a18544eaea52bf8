// A newcomer's walk: the README's words and the documentation's flow, with an endpoint and a topic of their own, to an
// echoed message at the very address that the page's command names.
import { expect } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { copyTestKey } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { contextOf, uniqueName } from "./support/test-apis.ts";
import { addTopic, saveTopics, topicRow, topicToggle } from "./support/topics.ts";

test("from nothing to an echoed message, with a path of the backend and a topic with a parameter", async ({
  page,
  clients,
}) => {
  test.slow();
  const name = uniqueName("Newcomer");
  await signIn(page, "admin", "/apis/create/websocket");
  const form = page.getByRole("form", { name: "Create a WebSocket API" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Context").fill(contextOf(name));
  await form.getByLabel("Version").fill("1.0.0");
  await form.getByLabel("Endpoint", { exact: true }).fill(`${sampleUrl}/echo`);
  await form.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page).toHaveURL(/\/overview$/);

  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await page.getByRole("button", { name: "Delete /*" }).click();
  await addTopic(page, "/rooms/{roomID}", ["Subscribe", "Publish"]);
  await addTopic(page, "/lost", ["Subscribe"]);
  await topicToggle(page, "/lost").click();
  await topicRow(page, "/lost").getByLabel("URL Mapping").fill("/a/b");
  await saveTopics(page);
  await topicToggle(page, "/rooms/{roomID}").click();
  const row = topicRow(page, "/rooms/{roomID}");
  await row.getByRole("button", { name: "Test this topic" }).click();
  await expect(row).toContainText("The backend accepted the connection");
  await expect(row).toContainText(`${sampleUrl}/echo/rooms/room1`);

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("All 2 topics reach their backend.");
  await dialog.getByRole("button", { name: "Deploy & Publish" }).click();
  await expect(page.getByText("Published.", { exact: false })).toBeVisible();

  await openPage(page, new URL(page.url()).pathname.replace("topics", "overview"));
  const key = await copyTestKey(page);
  const command =
    (await page
      .getByText(/^wscat /)
      .first()
      .textContent()) ?? "";
  const [url = ""] = /wss?:[^"]+/.exec(command) ?? [];
  const client = await clients.connect(url, { key });
  await client.expectEcho("hello from a newcomer");
});
