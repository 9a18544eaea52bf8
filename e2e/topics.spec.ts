// The Topics page: what cannot be added and why, unsaved changes that survive, two people at once, security per topic.
import { expect, type Page } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, makeTestKey, removeApi, type TestApi } from "./support/test-apis.ts";
import { startingWith } from "./support/text-pattern.ts";
import { addTopic, saveTopics, topicRow, topicToggle } from "./support/topics.ts";

const pathOf = (api: TestApi) => `/apis/${api.id}/topics`;
const topicName = (page: Page) => page.getByRole("textbox", { name: "Topic Name" });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

test("duplicate, colliding and malformed topics are refused with the reason", async ({ page, db }) => {
  const api = await makeApi(db, "Refusals");
  await signIn(page, "creator", pathOf(api));
  await addTopic(page, "/rooms/{a}");
  await expect(topicRow(page, "/rooms/{a}")).toBeVisible();
  const refusals = [
    ["/*", "The topic /* is in the list already."],
    ["/rooms/{a}", "The topic /rooms/{a} is in the list already."],
    ["/rooms/{b}", "/rooms/{b} matches the same requests as the topic /rooms/{a}."],
    ["/rooms/{a", "Balance the braces"],
    ["/a//b", "Remove the empty segment"],
    ["/a b", "Remove spaces"],
    ["/rooms?x=1", "Remove the ? and what follows"],
    ["/*/x", "Move * to the end"],
    ["/rooms/room{id}", "Make the parameter a whole segment"],
    ["/../etc", 'Remove the segment ".."'],
  ] as const;
  for (const [typed, reason] of refusals) {
    await addTopic(page, typed);
    await expect(topicName(page)).toHaveAttribute("aria-invalid", "true");
    await expect(topicName(page)).toHaveAccessibleDescription(startingWith(reason));
    await expect(topicName(page)).toHaveValue(typed);
  }
  await expect(page.getByText("2 topics")).toBeVisible();
});

test("a mapping with an unknown parameter is refused at its field", async ({ page, db }) => {
  const api = await makeApi(db, "Mapping");
  await signIn(page, "creator", pathOf(api));
  await addTopic(page, "/rooms/{roomID}");
  await topicToggle(page, "/rooms/{roomID}").click();
  const mapping = topicRow(page, "/rooms/{roomID}").getByLabel("URL Mapping");
  await mapping.fill("/rooms?room={room}");
  await expect(mapping).toHaveAccessibleDescription(/^\{room\} is not a parameter: the topic has \{roomID\}/);
  await topicToggle(page, "/rooms/{roomID}").click();
  await save(page).click();
  await expect(mapping).toBeFocused();
});

test("steps are taken back and done again, by keys and by buttons", async ({ page, db }) => {
  const api = await makeApi(db, "Steps");
  await signIn(page, "creator", pathOf(api));
  const undo = page.getByRole("button", { name: "Undo the last step" });
  await expect(undo).toHaveAttribute("aria-disabled", "true");
  await addTopic(page, "/news");
  await topicToggle(page, "/news").click();
  const description = topicRow(page, "/news").getByLabel("Description", { exact: true });
  await description.pressSequentially("What is new");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(description).toHaveValue("");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(topicRow(page, "/news")).toHaveCount(0);
  await expect(page.getByText("Unsaved changes")).toBeHidden();
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await page.getByRole("button", { name: "Redo the step" }).click();
  await expect(description).toHaveValue("What is new");
  await page.getByRole("button", { name: "Delete /*" }).click();
  await undo.click();
  await expect(page.getByText("2 topics")).toBeVisible();
  await save(page).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
  await page.getByRole("button", { name: "Undo the save of the topics" }).click();
  await expect(page.getByText("1 topic")).toBeVisible();
  await expect(undo).toHaveAttribute("aria-disabled", "true");
});

test("Reset goes back to what is saved", async ({ page, db }) => {
  const api = await makeApi(db, "Reset");
  await signIn(page, "creator", pathOf(api));
  await expect(page.getByRole("button", { name: "Reset" })).toBeDisabled();
  await addTopic(page, "/news");
  await page.getByRole("button", { name: "Delete /*" }).click();
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await confirmInDialog(page, "Discard");
  await expect(topicRow(page, "/news")).toHaveCount(0);
  await expect(topicRow(page, "/*")).not.toContainText("Deleted");
});

test("unsaved changes survive a reload", async ({ page, db }) => {
  const api = await makeApi(db, "Reloaded");
  await signIn(page, "creator", pathOf(api));
  await addTopic(page, "/news");
  await topicToggle(page, "/news").click();
  await topicRow(page, "/news").getByLabel("Description", { exact: true }).fill("What happened");
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText("Your unsaved changes from before are back.")).toBeVisible();
  await expect(topicRow(page, "/news")).toContainText("New");
  await saveTopics(page);
  await openPage(page, pathOf(api));
  await topicToggle(page, "/news").click();
  await expect(topicRow(page, "/news").getByLabel("Description", { exact: true })).toHaveValue(
    "What happened",
  );
});

test("two people at once: the second save is a conflict, and both edits end up saved", async ({
  page,
  openAs,
  db,
}) => {
  const api = await makeApi(db, "Together");
  await signIn(page, "creator", pathOf(api));
  const other = await openAs("admin", pathOf(api));
  await addTopic(page, "/mine");
  await addTopic(other, "/theirs");
  await saveTopics(other);

  await save(page).click();
  await expect(page.getByText("Someone else changed the topics while you were editing")).toBeVisible();
  await expect(topicRow(page, "/mine")).toContainText("New");
  await page.getByRole("button", { name: "Show their version" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Their version" })).toContainText("/theirs");
  await page.getByRole("button", { name: "Apply my changes on top of theirs" }).click();
  await expect(topicRow(page, "/theirs")).toBeVisible();
  await saveTopics(page);

  await other.reload();
  for (const address of ["/*", "/theirs", "/mine"]) await expect(topicRow(other, address)).toBeVisible();
});

test("a change that met another's is still told after a reload, with what I had", async ({
  page,
  openAs,
  db,
}) => {
  const api = await makeApi(db, "Met");
  await signIn(page, "creator", pathOf(api));
  const other = await openAs("admin", pathOf(api));
  for (const [who, text] of [
    [page, "Described by me"],
    [other, "Described by them"],
  ] as const) {
    await topicToggle(who, "/*").click();
    await topicRow(who, "/*").getByLabel("Description", { exact: true }).fill(text);
  }
  await saveTopics(other);
  await save(page).click();
  await page.getByRole("button", { name: "Apply my changes on top of theirs" }).click();
  const collision = page.getByRole("alert").filter({ hasText: "You both changed the description of /*" });
  await expect(collision).toContainText("Described by me");
  await openPage(page, pathOf(api));
  await expect(collision).toContainText("Described by me");
  await expect(collision).toContainText("Described by them");
  await collision.getByRole("button", { name: "Take my description" }).click();
  await collision.getByRole("button", { name: "Seen" }).click();
  await saveTopics(page);
  await openPage(page, pathOf(api));
  await topicToggle(page, "/*").click();
  await expect(topicRow(page, "/*").getByLabel("Description", { exact: true })).toHaveValue(
    "Described by me",
  );
  await expect(collision).toHaveCount(0);
});

test("an API deleted in another tab is told, with the way on", async ({ page, db }) => {
  const api = await makeApi(db, "Deleted");
  await signIn(page, "creator", pathOf(api));
  await addTopic(page, "/news");
  await removeApi(db, api.id);
  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "no longer exists" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the list of APIs" }).click();
  await expect(page).toHaveURL("/apis");
});

test("without security anonymous clients get in; a secured topic refuses them", async ({
  page,
  openAs,
  db,
  clients,
}) => {
  const api = await makeApi(db, "Half open");
  await signIn(page, "creator", pathOf(api));
  await page.getByRole("button", { name: "Delete /*" }).click();
  for (const address of ["/open", "/closed"]) {
    await addTopic(page, address);
    await topicToggle(page, address).click();
    await topicRow(page, address).getByLabel("URL Mapping").fill("/");
  }
  await topicRow(page, "/open").getByRole("switch", { name: "Security" }).uncheck();
  await expect(topicRow(page, "/open")).toContainText("Open to everyone");
  await saveTopics(page);

  const publisher = await openAs("publisher", `/apis/${api.id}/lifecycle`);
  await publisher.getByRole("button", { name: "Publish", exact: true }).click();
  await confirmInDialog(publisher, "Deploy & Publish");
  await expect(publisher.getByText("This API is Published.", { exact: true })).toBeVisible();

  const anonymous = await clients.connect(`${api.wsUrl}/open`);
  await anonymous.expectEcho("no credential");
  await clients.expectRefusal(`${api.wsUrl}/closed`, {
    status: 401,
    code: "credential_missing",
    challenge: 'Bearer realm="sluice"',
  });
  const key = await makeTestKey(db, api.id);
  const known = await clients.connect(`${api.wsUrl}/closed`, { key });
  await known.expectEcho("with a key");
});
