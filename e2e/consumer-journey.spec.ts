// The whole way of a consumer, as the README's tutorial tells it (steps 6 to 8): finding an API without an account, making
// one, the first message, too many messages, a block by the publisher; and what the subscriber is told at each turn.
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { createPlan, offerPlans } from "#lib/plans/commands.ts";
import { planLimitsSchema } from "#lib/routes/plan-record.ts";
import { shownKey } from "./support/consumer.ts";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog } from "./support/overview.ts";
import { TutorialNames } from "./support/readme-tutorial.ts";
import { test } from "./support/test.ts";
import { actingAsAdmin, makeApi, type TestApi, uniqueName } from "./support/test-apis.ts";

const password = "long enough";

/** An admin's plan of five messages a month from the client, the only one that the API offers; its name. */
async function offerFiveMessages(db: Db, api: TestApi): Promise<string> {
  const admin = await actingAsAdmin(db);
  const name = uniqueName("Five");
  const quota = { unit: "messages", amount: 5, per: "month", directions: "fromClient", action: "close" };
  const limits = planLimitsSchema.parse({ quotas: [quota] });
  const created = await createPlan(admin, {
    plan: { name, description: "", needsApproval: false, limits },
  });
  if (!created.ok) throw new Error(created.message);
  const offered = await offerPlans(admin, { apiId: api.id, planIds: [created.value.planId] });
  if (!offered.ok) throw new Error(offered.message);
  return name;
}

async function signUp(page: Page, username: string): Promise<void> {
  await page.getByLabel("Your name").fill("New Comer");
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("E-mail").fill(`${username}@example.com`);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

test("a consumer finds an API, registers, sends a first message, is throttled, and learns of a block", async ({
  page,
  db,
  clients,
  openAs,
}) => {
  test.slow();
  const api = await makeApi(db, "Chats", { isPublished: true });
  const draft = await makeApi(db, "Draft");
  const smallPlan = await offerFiveMessages(db, api);
  const tutorial = new TutorialNames([6, 7, 8], { Chats: api.name });
  const [username, application, teamName] = ["newcomer", "Robot", "Team"].map((what) =>
    uniqueName(what).replaceAll(" ", "_"),
  ) as [string, string, string];
  const publisher = await openAs("publisher", `/apis/${draft.id}/overview`);

  await test.step("the publisher chooses the plans, and sees what consumers see", async () => {
    await tutorial.find(publisher, "link", "Preview in developer portal");
    await openPage(publisher, `/apis/${api.id}/overview`);
    await (await tutorial.find(publisher, "link", "Subscriptions")).click();
    await expect(publisher.getByRole("checkbox", { name: smallPlan })).toBeChecked();
    await (await tutorial.find(publisher, "checkbox", "AsyncGold")).check();
    await expect(publisher.getByText(/^50,000 messages a day/).first()).toBeVisible();
    await expect
      .poll(() => db.apiPlan.count({ where: { apiId: api.id, plan: { name: "AsyncGold" } } }))
      .toBe(1);
    await (await tutorial.find(publisher, "link", "View in developer portal")).click();
    await expect(publisher.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
    // A publisher is not led to what only consumers may do.
    await expect(publisher.getByRole("link", { name: "Use this API" })).toHaveCount(0);
  });

  await test.step("somebody without an account finds the API and reads it", async () => {
    await openPage(page, "/developer");
    await page.getByLabel("Search APIs").fill(api.name);
    await page.getByLabel("Search APIs").press("Enter");
    await expect(page.getByRole("list", { name: "APIs" }).getByRole("listitem")).toHaveCount(1);
    await (await tutorial.find(page, "link", "Chats")).click();
    await expect(page.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
    for (const plan of [smallPlan, "AsyncGold"]) await expect(page.getByText(plan).first()).toBeVisible();
  });

  await test.step("using it asks for an account, and leads back once there is one", async () => {
    await (await tutorial.find(page, "link", "Use this API")).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.getByRole("link", { name: "Create one" }).click();
    await signUp(page, username);
    await expect(page.getByRole("heading", { level: 1, name: `Use ${api.name}` })).toBeVisible();
  });

  const key = await test.step("an application, a plan and a key on one page", async () => {
    await page.getByLabel("Name of the application").fill(application);
    await page.getByRole("radio", { name: smallPlan }).check();
    await expect(
      page.getByText(/^5 messages a month from the client; then the connection is closed/),
    ).toBeVisible();
    await page.getByRole("button", { name: "Subscribe and get a key" }).click();
    await expect(page.getByRole("heading", { name: "Your key" })).toBeVisible();
    await expect(page.getByText("cannot show it again")).toBeVisible();
    for (const client of ["wscat", "websocat", "Browser", "Node.js", "Python", "Go"]) {
      await expect(page.getByRole("button", { name: client, exact: true })).toBeVisible();
    }
    return shownKey(page);
  });

  await test.step("the first message is sent in the page, and answered", async () => {
    await page.getByRole("link", { name: "Back to its documentation" }).click();
    await (await tutorial.find(page, "button", "Fill in a key")).click();
    await expect(page.getByRole("region", { name: "A key for an hour" })).toBeVisible();
    await (await tutorial.find(page, "link", "Try it")).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("list", { name: "Connections" })).toContainText("connected");
    await messageField(page).fill("hello from a newcomer");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const transcript = page.getByRole("region", { name: "Transcript" });
    await expect(transcript.getByRole("button", { name: /you received.*hello from a newcomer/ })).toHaveCount(
      1,
    );
    // While it is open, its worker may keep the last message of the quota for it.
    await page.getByRole("button", { name: "Disconnect Connection 1" }).click();
    await expect(page.getByRole("list", { name: "Connections" })).toContainText("closed");
  });

  await test.step("people share applications in teams, to which one is transferred", async () => {
    await (await tutorial.find(page, "link", "Teams")).click();
    await page.getByRole("button", { name: "New team" }).click();
    const dialog = page.getByRole("dialog", { name: "New team" });
    await dialog.getByLabel("Name").fill(teamName);
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: teamName })).toBeVisible();
    await (await tutorial.find(page, "link", "Applications")).click();
    await page.getByRole("link", { name: application }).click();
    await (await tutorial.find(page, "button", "Transfer…")).click();
    await expect(page.getByRole("dialog").getByText("open connections go on")).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });

  const subscriptions = page.getByRole("region", { name: "Subscriptions" });
  await test.step("the application's page tells what is used, warns, and says what comes of using it up", async () => {
    await expect(subscriptions.getByText(/^1 message of 5 messages sent a month used/)).toBeVisible();
    const client = await clients.connect(`${api.wsUrl}/echo`, { key });
    for (const text of ["two", "three", "four"]) await client.expectEcho(text);
    await expect(
      subscriptions.getByText(/^4 messages of 5 .*80 % or more\. Only 1 message left/),
    ).toBeVisible();
    await client.expectEcho("five");
    await expect(subscriptions.getByText(/^5 messages of 5 .* used: nothing is left/)).toBeVisible();
    await expect(
      subscriptions.getByText(/The next month begins .* closes its connection \(4429\)/),
    ).toBeVisible();
    client.send("six");
    const { code, reason } = await client.closed();
    expect([code, reason]).toEqual([
      4429,
      expect.stringMatching(/^Over the limit of 5 messages a month: the next month begins in \d+ s$/),
    ]);
  });

  await openPage(publisher, `/apis/${api.id}/subscriptions`);
  const open =
    await test.step("the publisher moves the subscription to a larger plan, which acts at once", async () => {
      const held = await clients.connect(`${api.wsUrl}/echo`, { key });
      await publisher.getByRole("button", { name: `Change plan: ${application}` }).click();
      await publisher.getByRole("dialog").getByLabel("Plan").click();
      await publisher.getByRole("option", { name: "AsyncGold" }).click();
      await confirmInDialog(publisher, "Change plan");
      await expect(subscriptions.getByText("AsyncGold")).toBeVisible();
      await expect(subscriptions.getByText(/ of 50,000 messages a day used/)).toBeVisible();
      await held.expectEcho("limited anew");
      return held;
    });

  await test.step("the publisher blocks it: what is open is closed, and a new handshake is refused", async () => {
    await tutorial.find(publisher, "heading", "Subscriptions");
    await publisher.getByRole("button", { name: `Block: ${application}` }).click();
    await publisher.getByRole("dialog").getByLabel("Note to the owner").fill("Ask us before you load-test.");
    await confirmInDialog(publisher, "Block");
    expect(await open.closed()).toEqual({
      code: 4403,
      reason: "The publisher has blocked this subscription",
    });
    await clients.expectRefusal(
      `${api.wsUrl}/echo`,
      {
        status: 403,
        code: "subscription_blocked",
        mediaType: "application/problem+json",
        detail: "The publisher has blocked this subscription: ask them why.",
      },
      { key },
    );
  });

  await test.step("the subscriber, whose page is still open, reads who did it, why, and what it means", async () => {
    await expect(subscriptions.getByText("Blocked by the publisher")).toBeVisible();
    await expect(subscriptions.getByText("The publisher says: Ask us before you load-test.")).toBeVisible();
    const meaning = subscriptions.getByText(/^Keys and tokens of this application are refused at this API/);
    await expect(meaning).toContainText("open connections were closed (4403)");
    await expect(meaning).toContainText("Only they can unblock it; another key does not help");
    await expectGoodLook(page, /^Application ·/);
    await subscriptions.getByRole("link", { name: api.name }).click();
    await page.getByRole("link", { name: "Use this API" }).click();
    await expect(page.getByText(/^Blocked by the publisher, AsyncGold/)).toContainText(
      "Only they can unblock it",
    );
    await expect(page.getByRole("button", { name: /get a key/i })).toHaveCount(0);
  });

  tutorial.expectAllFound();
});
