// A message that is sent again and again: at the pace and with the text that somebody chose, and on every page.
import { expect, type Page } from "@playwright/test";
import { messageField } from "./support/message-field.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

/** The texts that go out on the page's sockets, as they go. */
function sentOn(page: Page): readonly string[] {
  const sent: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      sent.push(String(payload));
    }),
  );
  return sent;
}

const stop = (page: Page) => page.getByRole("button", { name: "Stop repeating" });

test("a repeat takes an interval when it is typed whole, sends nothing half-typed, and goes on on another page", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Repeats", { isPublished: true });
  const sent = sentOn(page);
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("list", { name: "Connections" })).toContainText("connected");
  const interval = page.getByLabel("Milliseconds between repeats");
  await messageField(page).fill("first");
  await interval.fill("600000");
  const repeat = page.getByRole("button", { name: "Repeat", exact: true });
  await expect(repeat).toBeEnabled();
  await repeat.scrollIntoViewIfNeeded();
  const place = await repeat.boundingBox();
  await repeat.click();
  await expect(stop(page)).toBeVisible();
  expect(await stop(page).boundingBox(), "a second click stops it").toEqual(place);

  await interval.fill("");
  await interval.pressSequentially("300000", { delay: 60 });
  await interval.press("Enter");
  await expect(interval).toHaveValue("300000");
  expect(sent, "no digit was taken for the number").toEqual([]);

  await messageField(page).fill("second");
  await interval.fill("20");
  await interval.press("Enter");
  await expect.poll(() => sent.length).toBeGreaterThan(2);
  expect(new Set(sent)).toEqual(new Set(["first"]));
  await page.getByRole("button", { name: "Repeat this instead" }).click();
  await expect.poll(() => sent.at(-1)).toBe("second");
  await expect(page.getByRole("button", { name: "Repeat this instead" })).toHaveCount(0);

  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
  const before = sent.length;
  await expect.poll(() => sent.length).toBeGreaterThan(before + 3);
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  await expect(stop(page)).toBeVisible();
  await expect(interval).toHaveValue("20");
  await stop(page).click();
  await expect(page.getByRole("button", { name: "Repeat", exact: true })).toBeVisible();
});
