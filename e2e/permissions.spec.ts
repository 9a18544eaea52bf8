// What the server answers to those who may not: for every page of an API, its download and its actions, asked directly.
import { expect, type Page } from "@playwright/test";
import { sectionGroups, sectionHref } from "#components/apis/frame/api-sections.ts";
import { openPage } from "./support/open-page.ts";
import { type HeldAction, holdAction } from "./support/replay.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { countApisNamed, makeApi, type TestApi } from "./support/test-apis.ts";
import { addTopic } from "./support/topics.ts";

const sections = sectionGroups.flatMap((group) => group.sections.map((section) => section.path));

async function statusOf(page: Page, path: string): Promise<number> {
  return (await page.request.get(path)).status();
}

test("a subscriber gets 403 for every page of an API and for its download", async ({ page, openAs, db }) => {
  const api = await makeApi(db, "Unseen");
  await signIn(page, "creator");
  const subscriber = await openAs("subscriber");
  const download = `/apis/${api.id}/definition/download`;
  const paths = [...sections.map((path) => sectionHref(api.id, path)), download, `${download}?format=json`];
  for (const path of paths) {
    expect.soft(await statusOf(page, path), `${path} as creator`).toBe(200);
    expect.soft(await statusOf(subscriber, path), `${path} as subscriber`).toBe(403);
  }
});

test("a page that is refused says so in its title", async ({ page }) => {
  await signIn(page, "publisher");
  const response = await page.goto("/apis/create/websocket");
  expect(response?.status()).toBe(403);
  await expect(page).toHaveTitle("Not allowed · Sluice");
});

test("a publisher deploys and publishes, but does not design", async ({ page, db }) => {
  const api = await makeApi(db, "Not designed");
  await signIn(page, "publisher", `/apis/${api.id}/topics`);
  await expect(page.getByText("You can read this page; creators can change it.")).toBeVisible();
  for (const name of ["Save", "Save and deploy", "More actions"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await openPage(page, `/apis/${api.id}/deployments`);
  await expect(page.getByRole("button", { name: "Deploy new revision" })).toBeVisible();
  expect(await statusOf(page, "/apis/create/websocket")).toBe(403);
});

const definition = `asyncapi: 3.0.0
info: { title: Read, version: 1.0.0 }
channels:
  room:
    address: /rooms/{roomID}
    description: Everything said in one room.
    parameters: { roomID: { description: Number of the room, examples: ["7"] } }
    messages: { said: { $ref: "#/components/messages/said" } }
operations:
  say:
    action: receive
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/said" }]
    x-uri-mapping: /rooms?room={roomID}
components:
  messages:
    said:
      title: Something said
      payload: { type: object, properties: { words: { type: string, description: What was said } } }
`;

test("a publisher opens a topic and reads all of it", async ({ page, db }) => {
  const api = await makeApi(db, "Read");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await signIn(page, "publisher", `/apis/${api.id}/topics`);
  const topic = page.getByRole("list", { name: "Topics" }).getByRole("listitem");
  await expect(topic).toContainText("Publish");
  await expect(topic.getByText("Everything said in one room.")).toHaveCount(0);
  await topic.locator("summary").press("Enter");
  for (const text of [
    "Everything said in one room.",
    "Number of the room",
    "URL mapping: /rooms?room={roomID}",
    "You can send",
  ]) {
    await expect(topic.getByText(text)).toBeVisible();
  }
  await expect(topic).toContainText(/For example\s*7/);
  await expect(topic.getByRole("heading", { name: "Something said" })).toBeVisible();
  const payload = topic.getByRole("group", { name: "Payload of Something said" });
  await expect(payload).toContainText(/words.*string.*What was said/s);
  await expect(payload.getByText("What was said")).toBeVisible();
  await expect(page.locator("#main :is(input, textarea, select, :disabled):visible")).toHaveCount(0);
});

const holdDeploy = (page: Page) =>
  holdAction(page, () => page.getByRole("button", { name: "Deploy new revision" }).click(), [
    "environmentIds",
  ]);

async function holdDelete(page: Page, api: TestApi): Promise<HeldAction> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete API…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the API").fill(api.name);
  const press = () => dialog.getByRole("button", { name: "Delete", exact: true }).click();
  return holdAction(page, press, [api.id]);
}

async function holdSave(page: Page, api: TestApi): Promise<HeldAction> {
  await openPage(page, sectionHref(api.id, "topics"));
  await addTopic(page, "/forged");
  const press = () => page.getByRole("button", { name: "Save", exact: true }).click();
  return holdAction(page, press, ["/forged"]);
}

const actions = [
  { name: "deploy", hold: holdDeploy, refused: ["subscriber"] },
  { name: "saveTopics", hold: holdSave, refused: ["subscriber", "publisher"] },
  { name: "deleteApi", hold: holdDelete, refused: ["subscriber", "publisher"] },
] as const;

for (const { name, hold, refused } of actions) {
  test(`the action ${name} answers 403 to a ${refused.join(" and to a ")}`, async ({ page, openAs, db }) => {
    const api = await makeApi(db, "Guarded");
    const before = await db.api.findUniqueOrThrow({ where: { id: api.id } });
    await signIn(page, "creator", sectionHref(api.id, "deployments"));
    const action = await hold(page, api);
    for (const who of refused) {
      expect((await action.sendAs(await openAs(who))).status(), who).toBe(403);
    }
    expect(await db.api.findUnique({ where: { id: api.id } })).toEqual(before);
    expect(await db.deployment.count({ where: { apiId: api.id } })).toBe(0);

    // The same request is right in every other respect: with the creator's cookies it does what it says.
    await action.sendAs(page);
    const after = {
      apis: await countApisNamed(db, api.name),
      deployments: await db.deployment.count({ where: { apiId: api.id } }),
      etag: (await db.api.findUnique({ where: { id: api.id } }))?.etag,
    };
    expect(after).toEqual(
      {
        deploy: { apis: 1, deployments: 1, etag: before.etag },
        saveTopics: { apis: 1, deployments: 0, etag: before.etag + 1 },
        deleteApi: { apis: 0, deployments: 0, etag: undefined },
      }[name],
    );
  });
}
