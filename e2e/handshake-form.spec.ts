// What a topic's handshake takes: set in the form of the Topics page, written in the definition, and demanded by the gateway.
import { expect, type Page } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, makeTestKey, type TestApi } from "./support/test-apis.ts";
import { saveTopics, topicRow, topicToggle } from "./support/topics.ts";

const handshake = (page: Page) => topicRow(page, "/*").getByRole("region", { name: "Handshake" });

async function openHandshake(page: Page, api: TestApi): Promise<void> {
  await openPage(page, `/apis/${api.id}/topics`);
  await topicToggle(page, "/*").click();
}

async function addRow(page: Page, list: "query parameter" | "header", name: string) {
  await handshake(page)
    .getByRole("button", { name: `Add ${list}` })
    .click();
  const unnamed = handshake(page).getByRole("group", { name: new RegExp(`^${list} \\d+$`) });
  await unnamed.getByLabel("Name").fill(name);
  return handshake(page).getByRole("group", { name: `${list} ${name}`, exact: true });
}

test("a query parameter and a header are added, written, and demanded once the API enforces them", async ({
  page,
  db,
  clients,
}) => {
  test.slow();
  const api = await makeApi(db, "Handshakes", { isPublished: true });
  const key = await makeTestKey(db, api.id);
  await signIn(page, "admin", `/apis/${api.id}/runtime`);
  await page.getByRole("switch", { name: "Enforce handshake parameters" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();

  await openHandshake(page, api);
  await handshake(page).getByLabel("Method").selectOption("GET");
  const depth = await addRow(page, "query parameter", "depth");
  await depth.getByLabel("Type").selectOption("integer");
  await depth.getByRole("checkbox", { name: "Required" }).check();
  await depth.getByLabel("Allowed values").fill("5\n10\nmany");
  await expect(depth.getByLabel("Allowed values")).toHaveAccessibleDescription("“many” is no integer.");
  await depth.getByLabel("Allowed values").fill("5\n10");
  const header = await addRow(page, "header", "X-Client");
  await header.getByLabel("Description").fill("Who asks");
  const credential = await addRow(page, "query parameter", "apikey");
  await credential.getByRole("checkbox", { name: "Required" }).check();
  await expect(credential.getByLabel("Name")).toHaveAccessibleDescription(/^Not enforced: it carries a cred/);
  await expect(depth.getByLabel("Name")).toHaveAccessibleDescription("");
  await saveTopics(page);
  await expectGoodLook(page, /Topics/);

  await openPage(page, `/apis/${api.id}/definition`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const text = page.getByRole("textbox", { name: "AsyncAPI definition, YAML" });
  for (const line of ["method: GET", "depth:", "X-Client:", "description: Who asks"])
    await expect(text).toContainText(line);
  await openPage(page, `/apis/${api.id}/deployments`);
  await page.getByRole("button", { name: "Deploy new revision" }).click();
  await expect(page.getByText(/is deployed\. Live on the gateway\./)).toBeVisible();

  await clients.expectRefusal(api.wsUrl, { status: 400, code: "query_parameter_missing" }, { key });
  await clients.expectRefusal(
    `${api.wsUrl}?depth=7`,
    { status: 400, code: "query_parameter_invalid" },
    { key },
  );
  const client = await clients.connect(`${api.wsUrl}?depth=10`, { key });
  await client.expectEcho("ten deep");
});

test("a row is renamed and removed, and the rest of the definition stays", async ({ page, db }) => {
  const api = await makeApi(db, "Renamed rows");
  await signIn(page, "creator");
  await openHandshake(page, api);
  await addRow(page, "query parameter", "lang");
  await addRow(page, "query parameter", "depth");
  await saveTopics(page);
  await openHandshake(page, api);
  const row = (name: string) => handshake(page).getByRole("group", { name: `query parameter ${name}` });
  await row("lang").getByLabel("Name").fill("depth");
  await expect(row("depth").first().getByLabel("Name")).toHaveAccessibleDescription(
    "depth is there already: name each one once.",
  );
  await row("depth").first().getByLabel("Name").fill("locale");
  await row("depth").getByRole("button", { name: "Remove query parameter depth" }).click();
  await expect(row("depth")).toHaveCount(0);
  await saveTopics(page);
  const { definition } = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(definition).toContain("locale:");
  expect(definition).not.toMatch(/lang|depth/);
});
