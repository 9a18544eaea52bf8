// The message list of the console: each attempt a record that folds, all of it by keyboard, its filter kept in the tab.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const state = (page: Page) =>
  page.getByRole("list", { name: "Connections" }).getByRole("listitem").filter({ hasText: "Connection 1" });
const transcript = (page: Page) => page.getByRole("region", { name: "Transcript" });
const line = (page: Page, name: RegExp) => transcript(page).getByRole("button", { name });

async function send(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(line(page, new RegExp(`you received.*${text}`))).toBeVisible();
}

test("attempts are records that fold away and back, and the list is read by keyboard", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Records", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await send(page, "one");
  await page.getByRole("button", { name: "Disconnect Connection 1" }).click();
  await expect(line(page, /Attempt 1.*closed with 1000.*handshake \d+ ms.*2 messages/)).toBeVisible();
  await page.getByRole("button", { name: "Reconnect Connection 1" }).click();
  await expect(line(page, /Attempt 2.*connected.*0 messages/)).toBeVisible();
  await send(page, "two");
  await line(page, /Attempt 1/).click();
  await expect(line(page, /one/)).toHaveCount(0);
  await expectGoodLook(page, /^Try it/);

  await transcript(page).focus();
  await page.keyboard.press("ArrowDown");
  await expect(line(page, /you received.*two/), "begins at the newest").toBeFocused();
  await page.keyboard.press("Home");
  await expect(line(page, /Attempt 1/)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line(page, /Attempt 1/)).toHaveAttribute("aria-expanded", "true");
  await expect(line(page, /you sent.*one/)).toBeVisible();
  await expect(line(page, /Attempt 1/)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(line(page, /Connected/).first(), "events are passed too").toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Content" })).toContainText("one");
  await page.getByRole("button", { name: "as it came" }).focus();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Content" })).toHaveCount(0);
  await expect(line(page, /you sent.*one/)).toBeFocused();
  await page.keyboard.press("End");
  await expect(line(page, /you received.*two/)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(line(page, /you sent.*two/)).toBeFocused();
});

test("the filter is as it was on another page and back, and after a reload", async ({ page, db }) => {
  const api = await makeApi(db, "Filters", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await send(page, "apple");
  await send(page, "pear");
  await page.getByLabel("Search").fill("apple");
  await page.getByLabel("Direction").selectOption("You send");
  await expect(page.getByText(/^1 of 5 entries/)).toBeVisible();
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  await expect(page.getByText(/^1 of 5 entries/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Search")).toHaveValue("apple");
  await expect(page.getByText(/^1 of 5 entries/)).toBeVisible();
});

test("an entry is pinned by mouse and by keyboard, and times count from it whatever is chosen or filtered away", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Pinned", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await send(page, "one");
  await send(page, "two");
  const pinned = page.getByRole("region", { name: "Pinned" });
  const pinOf = (name: RegExp) =>
    transcript(page)
      .getByRole("listitem")
      .filter({ has: page.getByRole("button", { name }) })
      .getByRole("button", { name: /^Pin / });

  await pinOf(/you sent.*one/).click();
  await expect(pinOf(/you sent.*one/)).toHaveAttribute("aria-pressed", "true");
  await expect(pinned).toContainText("you sent one");
  await expect(page.getByLabel("Time", { exact: true })).toHaveValue("pinned");
  await expect(line(page, /you sent.*one/)).toContainText("+0.0 ms");
  await line(page, /you sent.*two/).click();
  await expect(page.getByRole("region", { name: "Content" })).toContainText("two");
  await expect(line(page, /you sent.*one/), "it is another that is chosen").toContainText("+0.0 ms");
  await expectGoodLook(page, /^Try it/);

  await page.getByLabel("Search").fill("two");
  await expect(line(page, /one/)).toHaveCount(0);
  await expect(line(page, /you received.*two/)).toContainText(/\+[\d.]+ m?s/);
  await expect(pinned).toContainText("you sent one");
  await pinned.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("region", { name: "Content" })).toContainText("one");
  await page.getByLabel("Search").fill("");

  await transcript(page).focus();
  await page.keyboard.press("ArrowDown");
  await expect(line(page, /you received.*two/)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(pinOf(/you received.*two/)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(pinned).toContainText("you received two");
  await expect(line(page, /you sent.*one/)).toContainText(/−[\d.]+ m?s/);
  await expect(pinOf(/you received.*two/), "another line is drawn, and the focus stays").toBeFocused();

  await page.reload();
  await expect(pinned).toContainText("you received two");
  await expect(pinOf(/you received.*two/)).toHaveAttribute("aria-pressed", "true");
  await expect(line(page, /you received.*two/)).toContainText("+0.0 ms");
  await expect(line(page, /you sent.*one/)).toContainText(/−[\d.]+ m?s/);
  await pinned.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("region", { name: "Content" })).toContainText("two");
  await pinOf(/you received.*two/).focus();
  await page.keyboard.press("Space");
  await expect(pinned).toHaveCount(0);
  await expect(line(page, /you sent.*one/)).toContainText(/\d\d:\d\d:\d\d/);
});

test("a path that cannot be read is searched as words, and what it says about it does not move the list", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Searched", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(state(page)).toContainText("connected");
  await messageField(page).fill("costs $.[5]");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(line(page, /you received.*costs/)).toBeVisible();
  const search = page.getByLabel("Search");
  await search.fill("costs");
  const place = await transcript(page).boundingBox();
  await search.fill("$.[5");
  await expect(search).toHaveAccessibleDescription(/Searched as words/);
  await expect(line(page, /you received.*costs/)).toBeVisible();
  expect(await transcript(page).boundingBox()).toEqual(place);
  await page.getByRole("button", { name: "Why?" }).click();
  const why = page.getByRole("dialog", { name: "Why it is searched as words" });
  await expect(why).toContainText(/at character 2.*write \.name/);
  await expect(why.and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Why?" })).toBeFocused();

  await page.setViewportSize({ width: 390, height: 900 });
  await expect(search, "on a narrow page the fields are folded").toBeHidden();
  await page.getByRole("button", { name: "Filters" }).click();
  await expect(search).toHaveValue("$.[5");
  await page.setViewportSize({ width: 1440, height: 900 });
});
