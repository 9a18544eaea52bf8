// The flow of WSO2's page "Create a WebSocket API", step by step, with its very values: design, topics, definition.
// Then what that page leads to: published, and talked to by real clients over ws and wss.
import { expect } from "@playwright/test";
import { expectValidConsumerView } from "./support/consumer-view.ts";
import { downloadDefinition } from "./support/definition.ts";
import { confirmInDialog, copyTestKey } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { gatewayWssUrl, gatewayWsUrl, sampleUrl, stackEnvironment } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { removeApisNamed } from "./support/test-apis.ts";
import { addTopic, saveTopics, topicRow, topicToggle } from "./support/topics.ts";

const path = "/websocket/1.0.0/messages";

test.beforeEach(({ db }) => removeApisNamed(db, "WebSocket"));

test("creates, configures, publishes and runs the WebSocket API of the tutorial", async ({
  page,
  openAs,
  clients,
}) => {
  test.slow();

  await test.step("sign in as creator; CREATE API, Streaming API, WebSocket API", async () => {
    await signIn(page, "creator");
    await page.getByRole("button", { name: "Create API" }).click();
    const menu = page.getByRole("menu", { name: "Streaming API" });
    await menu.getByRole("menuitem", { name: "WebSocket API" }).click();
    await expect(page).toHaveURL("/apis/create/websocket");
    await expect(page.getByRole("heading", { level: 1, name: "Create a WebSocket API" })).toBeVisible();
  });

  await test.step("enter the details and create", async () => {
    const form = page.getByRole("form", { name: "Create a WebSocket API" });
    await form.getByLabel("Name", { exact: true }).fill("WebSocket");
    await form.getByLabel("Context").fill("/websocket");
    await form.getByLabel("Version").fill("1.0.0");
    await expect(form.getByLabel("Protocol")).toHaveValue("WebSocket");
    await form.getByLabel("Endpoint", { exact: true }).fill(sampleUrl);
    await form.getByRole("button", { name: "Create", exact: true }).click();
  });

  await test.step("the overview of the new API appears", async () => {
    await expect(page).toHaveURL(/\/apis\/[^/]+\/overview$/);
    await expect(page).toHaveTitle("Overview · WebSocket 1.0.0 · Sluice");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const metadata = page.getByRole("region", { name: "Metadata" });
    await expect(metadata).toContainText("/websocket");
    await expect(page.getByRole("region", { name: "Topics" })).toContainText("/*");
  });
  const overviewPath = new URL(page.url()).pathname;

  await test.step("Topics: delete the default topic, with undo until saved", async () => {
    await page.getByRole("link", { name: "Topics", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
    await page.getByRole("button", { name: "Delete /*" }).click();
    await expect(topicRow(page, "/*")).toContainText("Deleted when saved");
    await page.getByRole("button", { name: "Undo delete of /*" }).click();
    await expect(topicRow(page, "/*")).not.toContainText("Deleted when saved");
    await page.getByRole("button", { name: "Delete /*" }).click();
  });

  await test.step("Topics: Types, Topic Name, +", async () => {
    await addTopic(page, "/messages", ["Subscribe", "Publish"]);
    await expect(topicRow(page, "/messages")).toContainText("New");
    await expect(topicRow(page, "/messages")).toContainText("Subscribe");
    await expect(topicRow(page, "/messages")).toContainText("Publish");
  });

  await test.step("Topics: expand, URL Mapping, Save; a reload shows it", async () => {
    await topicToggle(page, "/messages").click();
    await topicRow(page, "/messages").getByLabel("URL Mapping").fill("/echo");
    await expect(topicRow(page, "/messages")).toContainText(`Messages go to ${sampleUrl}/echo`);
    await saveTopics(page);
    await page.reload();
    await expect(topicRow(page, "/*")).toHaveCount(0);
    await topicToggle(page, "/messages").click();
    await expect(topicRow(page, "/messages").getByLabel("URL Mapping")).toHaveValue("/echo");
  });

  await test.step("AsyncAPI Definition shows the topics, as YAML, as JSON and rendered", async () => {
    await page.getByRole("link", { name: "AsyncAPI Definition", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Design, YAML" })).toContainText("address: /messages");
    await expect(page.getByRole("textbox", { name: "Design, YAML" })).not.toContainText("/*");
    await page.getByRole("button", { name: "JSON", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Design, JSON" })).toContainText('"address": "/messages"');
    await page.getByRole("tab", { name: "Documentation" }).click();
    await expect(page.getByRole("region", { name: "/messages" })).toContainText("You can send");
  });

  await test.step("the download is valid AsyncAPI with the gateway's servers and no backend", async () => {
    for (const format of ["YAML", "JSON"] as const) {
      const text = await downloadDefinition(page, format);
      await expectValidConsumerView(text, {
        servers: [`${gatewayWsUrl}/websocket/1.0.0`, `${gatewayWssUrl}/websocket/1.0.0`],
        topics: ["/messages"],
      });
      for (const secret of [stackEnvironment.SAMPLE_PORT, "x-uri-mapping", "/echo"]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  const publisher = await openAs("publisher", overviewPath);
  await test.step("a publisher deploys and publishes", async () => {
    await publisher.getByRole("button", { name: "Deploy", exact: true }).click();
    await expect(publisher.getByText("Revision 1 is deployed. Live on the gateway.")).toBeVisible();
    await publisher.getByRole("button", { name: "Publish", exact: true }).click();
    await confirmInDialog(publisher, "Publish");
    await expect(publisher.getByText("Published", { exact: true })).toBeVisible();
  });

  await test.step("clients with a test key talk to the backend over ws and wss", async () => {
    const key = await copyTestKey(publisher);
    for (const gateway of [gatewayWsUrl, gatewayWssUrl]) {
      const client = await clients.connect(gateway + path, { key });
      await client.expectEcho(`over ${new URL(gateway).protocol}`);
    }
    await clients.expectRefusal(gatewayWsUrl + path, { status: 401, code: "credential_missing" });
    await clients.expectRefusal(`${gatewayWsUrl}/websocket/1.0.0/other`, { status: 404 }, { key });
  });
});
