// The console: talking to an API's topics from the browser, through the real gateway, in the words of the definition.
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { newTopic } from "#lib/topics/topic-draft.ts";
import { expectGoodLook } from "./support/look.ts";
import { messageField } from "./support/message-field.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { gatewayWssUrl, gatewayWsUrl, sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { giveChatTopics, makeApi } from "./support/test-apis.ts";

const MESSAGES = `    messages:
      hello:
        payload: { type: object, required: [type, user], properties: { type: { const: hello }, user: { type: string } } }
        examples: [{ payload: { type: hello, user: ann } }]
      count:
        payload: { type: object, required: [type, n], properties: { type: { const: count }, n: { type: integer } } }
`;

async function giveMessages(db: Db, id: string): Promise<void> {
  const { definition } = await db.api.findUniqueOrThrow({ where: { id }, select: { definition: true } });
  const withMessages = definition.replace("address: /*\n", `address: /*\n${MESSAGES}`);
  expect(withMessages).not.toBe(definition);
  await db.api.update({ where: { id }, data: { definition: withMessages } });
}

const connect = (page: Page) => page.getByRole("button", { name: /^Connect( another)?$/ });
/** The message of the definition that is sent; one that passed is shown in a region of the same name. */
const chosenMessage = (page: Page) => page.getByRole("combobox", { name: "Message", exact: true });
const transcript = (page: Page) => page.getByRole("region", { name: "Transcript" });
const state = (page: Page, name: string) =>
  page.getByRole("list", { name: "Connections" }).getByRole("listitem").filter({ hasText: name });

test("an echo is named and checked, an invalid message is marked both ways, bytes and files survive", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Console", { isPublished: true });
  await giveMessages(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/overview`);
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  await connect(page).click();
  await expect(state(page, "Connection 1")).toContainText("connected");
  await expect(state(page, "Connection 1")).toContainText("sluice.v1");

  await chosenMessage(page).selectOption({ label: "hello" });
  await expect(messageField(page)).toHaveText(/"user": "ann"/);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const answer = transcript(page).getByRole("button", { name: /you received.*hello/ });
  await expect(answer).toHaveCount(1);
  await expect(answer, "who sends sees what comes back").toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeInViewport({ ratio: 1 });

  await messageField(page).fill('{"type": "count", "n": 1.5, "id": 9007199254740993}');
  await chosenMessage(page).selectOption({ label: "count" });
  await expect(page.getByText(/It does not fit the definition.*\$\.n/)).toBeVisible();
  await page.getByRole("button", { name: "Send all the same" }).click();
  await expect(transcript(page).getByRole("button", { name: /you sent.*invalid, on purpose/ })).toHaveCount(
    1,
  );
  const received = transcript(page).getByRole("button", { name: /you received.*does not fit/ });
  await received.click();
  const shown = page.getByRole("region", { name: "Message", exact: true });
  await expect(shown).toContainText("$.n");
  await expect(shown.getByRole("region", { name: "Content" }), "every digit").toContainText(
    "9007199254740993",
  );

  await chosenMessage(page).selectOption({ label: "hello" });
  await expect(messageField(page), "what was sent gives way").toHaveText(/"user": "ann"/);
  await messageField(page).fill("typed, not sent");
  await page.getByLabel("Example", { exact: true }).selectOption({ index: 1 });
  await expect(messageField(page)).toHaveText(/"user": "ann"/);
  await messageField(page).press("Alt+ArrowUp");
  await expect(messageField(page), "what an example replaced is not lost").toHaveText("typed, not sent");

  await page.getByLabel("As", { exact: true }).selectOption("hex");
  await messageField(page).fill("de ad be ef");
  await messageField(page).press("ControlOrMeta+Enter");
  await expect(transcript(page).getByRole("button", { name: /you received.*de ad be ef/ })).toHaveCount(1);
  await expectGoodLook(page, /^Try it/);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as JSON lines" }).click();
  const file = await (await download).path();
  expect(await readFile(file, "utf8")).toContain("9007199254740993");
  const scenario = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as scenario" }).click();
  expect(await readFile(await (await scenario).path(), "utf8")).toContain("hello");
  await page
    .getByLabel("Transcript to open")
    .setInputFiles({ name: "t.jsonl", mimeType: "", buffer: await readFile(file) });
  await expect(state(page, "Connection 1 (t.jsonl)")).toContainText("no longer open");
});

test("two connections talk to each other, stay through a deployment, and a change of pages", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Two", { isPublished: true, endpoint: sampleUrl });
  await giveChatTopics(db, api.id);
  await signIn(page, "creator", `/apis/${api.id}/try?topic=${encodeURIComponent("/rooms/{roomID}")}`);
  await page.getByText("Credential, subprotocols, name").click();
  for (const name of ["user A", "user B"]) {
    await page.getByLabel("Name of the connection").fill(name);
    await connect(page).click();
    await expect(state(page, name)).toContainText("connected");
  }
  await page.getByLabel("To", { exact: true }).selectOption({ label: "user A" });
  await messageField(page).fill("hello from A");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(
    transcript(page).getByRole("button", { name: /user B.*you received.*hello from A/ }),
  ).toHaveCount(1);

  await giveChatTopics(db, api.id, [newTopic("/news", ["subscribe"])]);
  await page.getByRole("link", { name: "Topics", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Topics" })).toBeVisible();
  await page.getByRole("link", { name: "Try it", exact: true }).click();
  for (const name of ["user A", "user B"]) await expect(state(page, name)).toContainText("connected");
  await expect(messageField(page)).toHaveText("hello from A");
  await page.getByRole("button", { name: "Disconnect user A" }).click();
  await expect(state(page, "user A")).toContainText("closed");
  await expect(state(page, "user B")).toContainText("connected");

  await page.reload();
  await expect(state(page, "user A")).toContainText("no longer open");
  await expect(page.getByRole("button", { name: "Reconnect user B" })).toBeVisible();
  await expect(transcript(page).getByText("hello from A").first()).toBeVisible();
  await expect(messageField(page)).toHaveText("hello from A");
});

test("a refused handshake is explained from the gateway's record, and a topic is not served that is not deployed", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "Refused", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  await page.getByText("Credential, subprotocols, name").click();
  await page.getByLabel("Credential").selectOption("none");
  await connect(page).click();
  await expect(state(page, "Connection 1")).toContainText("The client brought no credential");
  const record = state(page, "Connection 1").getByRole("link", { name: "The gateway's record" });
  await expect(record).toHaveAttribute("href", /\/connections\?connection=/);
  await page.getByRole("button", { name: "Reconnect Connection 1" }).click();
  await expect(state(page, "Connection 1")).toContainText("attempt 2");
  // Or what the record says of this attempt ends the keeping before a third one.
  await expect(state(page, "Connection 1")).toContainText("The client brought no credential");
  await page.getByLabel("Credential").selectOption("test");
  await connect(page).click();
  await expect(state(page, "Connection 2")).toContainText("subprotocol sluice.v1");
  await page.getByRole("checkbox", { name: "Keep connected Connection 1" }).check();
  await expect(state(page, "Connection 1"), "as it was opened, not as the form says now").toContainText(
    /not connected.*attempt [3-9]/,
  );
  await expect(
    page.getByRole("checkbox", { name: "Keep connected Connection 1" }),
    "a refusal that stays is not tried without end",
  ).not.toBeChecked();
  await expect(page.getByRole("region", { name: "Transcript" })).toContainText("Not tried again.");

  const headers = (await page.request.get(`/apis/${api.id}/try`)).headers();
  expect(headers["content-security-policy"]).toContain(
    `connect-src 'self' ${gatewayWsUrl} ${gatewayWssUrl};`,
  );

  const [thread] = page.workers();
  const script = await page.request.get(thread?.url().split("#")[0] ?? "");
  expect(script.headers()["content-security-policy"], "of the thread that has the sockets").toBe(
    `default-src 'none'; script-src 'self'; connect-src 'self' ${gatewayWsUrl} ${gatewayWssUrl}`,
  );
  const refused = thread?.evaluate(
    () =>
      new Promise<string>((resolve) => {
        self.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
        new WebSocket("ws://localhost:9/elsewhere");
      }),
  );
  expect(await refused).toBe("connect-src");

  const draft = await makeApi(db, "Undeployed");
  await openPage(page, `/apis/${draft.id}/try`);
  await expect(page.getByRole("heading", { name: "No gateway serves this API yet" })).toBeVisible();
});
