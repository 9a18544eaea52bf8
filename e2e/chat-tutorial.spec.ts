// The README's tutorial: an API Chats with notifications and rooms, and three clients that talk through it.
import { expect } from "@playwright/test";
import { copyTestKey } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { gatewayWsUrl, sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { removeApisNamed } from "./support/test-apis.ts";
import { addTopic, topicRow, topicToggle } from "./support/topics.ts";

const address = `${gatewayWsUrl}/chats/1.0.0`;

test.beforeEach(({ db }) => removeApisNamed(db, "Chats"));

test("chat rooms and notifications behind one API", async ({ page, clients }) => {
  test.slow();

  await test.step("create and publish Chats", async () => {
    await signIn(page, "admin", "/apis/create/websocket");
    await page.getByLabel("Name", { exact: true }).fill("Chats");
    await page.getByLabel("Context").fill("/chats");
    await page.getByLabel("Version").fill("1.0.0");
    await page.getByLabel("Endpoint", { exact: true }).fill(sampleUrl);
    await page.getByRole("button", { name: "Create & Publish" }).click();
    await expect(page).toHaveURL(/\/overview$/);
  });

  await test.step("replace the default topic by /notifications and /rooms/{roomID}", async () => {
    await page.getByRole("link", { name: "Topics", exact: true }).click();
    await page.getByRole("button", { name: "Delete /*" }).click();
    await addTopic(page, "/notifications");
    await addTopic(page, "/rooms/{roomID}");
  });

  await test.step("map the room to the backend; the preview follows the typing", async () => {
    await topicToggle(page, "/rooms/{roomID}").click();
    const room = topicRow(page, "/rooms/{roomID}");
    await expect(room).toContainText(`Messages go to ${sampleUrl}/rooms/{roomID}`);
    await room.getByLabel("URL Mapping").fill("/rooms");
    await expect(room).toContainText(`Messages go to ${sampleUrl}/rooms`);
    await room.getByLabel("URL Mapping").fill("/rooms?room={roomID}");
    await expect(room).toContainText(`Messages go to ${sampleUrl}/rooms?room={roomID}`);
    await expect(room).toContainText(`For example /rooms/room1 → ${sampleUrl}/rooms?room=room1`);
  });

  await test.step("save and deploy", async () => {
    await page.getByRole("button", { name: "Save and deploy" }).click();
    await expect(page.getByText("Revision 2 is deployed. Live on the gateway.")).toBeVisible();
  });

  const key = await test.step("get a test key", async () => {
    await page.getByRole("link", { name: "Overview", exact: true }).click();
    return copyTestKey(page);
  });

  await test.step("three clients: notifications, and two in room1", async () => {
    const listener = await clients.connect(`${address}/notifications`, { key });
    await listener.expectMessage("Subscribed to notifications!");
    const ana = await clients.connect(`${address}/rooms/room1`, { key });
    await ana.expectMessage("You joined room1!");
    await listener.expectMessage("Someone joined room1!");
    const ben = await clients.connect(`${address}/rooms/room1`, { key });
    await ben.expectMessage("You joined room1!");
    await listener.expectMessage("Someone joined room1!");
    const eve = await clients.connect(`${address}/rooms/room2`, { key });
    await eve.expectMessage("You joined room2!");
    await listener.expectMessage("Someone joined room2!");

    ana.send("Hello Ben");
    await ben.expectMessage("Hello Ben");
    ben.send("Hello Ana");
    await ana.expectMessage("Hello Ana");
    // Messages come in order: what had been relayed to room2 by mistake would stand before this one.
    const dan = await clients.connect(`${address}/rooms/room2`, { key });
    await dan.expectMessage("You joined room2!");
    dan.send("Anyone here?");
    await eve.expectMessage("Anyone here?");
    expect(eve.messages).toEqual(["You joined room2!", "Anyone here?"]);
  });
});
