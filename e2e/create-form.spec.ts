// The create form: every bad input told at its field, nothing typed ever lost, and one press makes one API.
import { expect, type Page } from "@playwright/test";
import { field, fillCreateForm, loseCreations } from "./support/create-form.ts";
import { waitUntilInteractive } from "./support/open-page.ts";
import { closedPort, plainHttpServer } from "./support/other-servers.ts";
import { copyTestKey } from "./support/overview.ts";
import { signIn } from "./support/sign-in.ts";
import { gatewayWssUrl, gatewayWsUrl, sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { contextOf, countApisNamed, makeApi, uniqueName } from "./support/test-apis.ts";
import { startingWith } from "./support/text-pattern.ts";

const createPath = "/apis/create/websocket";
const create = (page: Page) => page.getByRole("button", { name: "Create", exact: true });

test.describe("fields", () => {
  test.beforeEach(({ page }) => signIn(page, "creator", createPath));

  const malformed = [
    ["Context", "echo{version}", "In a context, braces can only stand in {version}, as a whole segment"],
    ["Context", "/t//x", "Context cannot contain empty segments (//)"],
    ["Context", "/my chats", "Context cannot contain spaces"],
    ["Context", "/{version/chats", "The braces in the context do not balance"],
    ["Context", "/version}/chats", "The braces in the context do not balance"],
    ["Name", "Chats/2", "Name cannot contain"],
    ["Version", "1 0", "Version can contain letters, digits, dots, dashes and underscores"],
    ["Endpoint", "http://localhost:9097", "Endpoint must be a WebSocket URL: try ws://localhost:9097"],
  ] as const;

  test("malformed values are told at their fields", async ({ page }) => {
    for (const [label, text, problem] of malformed) {
      await field(page, label).fill(text);
      await field(page, label).blur();
      await expect(field(page, label)).toHaveAttribute("aria-invalid", "true");
      await expect(field(page, label)).toHaveAccessibleDescription(startingWith(problem));
    }
    await create(page).click();
    await expect(page).toHaveURL(createPath);
    await expect(field(page, "Name")).toBeFocused();
    await expect(field(page, "Endpoint")).toHaveValue("http://localhost:9097");
  });

  test("missing values are told when the form is sent", async ({ page }) => {
    await create(page).click();
    await expect(field(page, "Name")).toHaveAccessibleDescription("Enter a name");
    await expect(field(page, "Context")).toHaveAccessibleDescription("Enter a context, for example /chats");
    await expect(field(page, "Version")).toHaveAccessibleDescription("Enter a version, for example 1.0.0");
    await expect(field(page, "Name")).toBeFocused();
  });

  test("a field that was only passed through says nothing; one that was left wrong does", async ({
    page,
  }) => {
    await field(page, "Context").focus();
    await field(page, "Version").focus();
    await expect(field(page, "Context")).toHaveAttribute("aria-invalid", "false");
    await field(page, "Context").fill("/chats");
    await field(page, "Context").fill("");
    await expect(field(page, "Context")).toHaveAttribute("aria-invalid", "false");
    await field(page, "Version").focus();
    await expect(field(page, "Context")).toHaveAccessibleDescription("Enter a context, for example /chats");
    await expect(field(page, "Name")).toHaveAttribute("aria-invalid", "false");
    await expect(field(page, "Version")).toHaveAttribute("aria-invalid", "false");
  });

  test("a taken name and a taken context are told at their fields", async ({ page, db }) => {
    const other = await makeApi(db, "Taken");
    const name = await fillCreateForm(page, "Latecomer");
    await field(page, "Name").fill(other.name);
    await field(page, "Context").fill(other.context);
    const sameVersion = `${other.name} 1.0.0 already exists: choose another name or version`;
    await expect(field(page, "Version")).toHaveAccessibleDescription(sameVersion);
    await create(page).click();
    await expect(field(page, "Version")).toBeFocused();

    await field(page, "Name").fill(name);
    const sameContext = `The context ${other.context} is taken by ${other.name}`;
    await expect(field(page, "Context")).toHaveAccessibleDescription(sameContext);
    await create(page).click();
    await expect(field(page, "Context")).toBeFocused();
    await expect(field(page, "Name")).toHaveValue(name);

    await field(page, "Context").fill(contextOf(name));
    await create(page).click();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
  });

  test("ten megabytes pasted into Name are told to be too long, and the form stays usable", async ({
    page,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.writeText("x".repeat(10 * 1024 * 1024)));
    await field(page, "Name").focus();
    await page.keyboard.press("ControlOrMeta+V");
    await expect(field(page, "Name")).toHaveAccessibleDescription("Name can have at most 60 characters");
    await create(page).click();
    await expect(field(page, "Name")).toBeFocused();
    await expect(page).toHaveURL(createPath);
    const name = await fillCreateForm(page, "After the paste");
    await create(page).click();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
  });

  test("says while typing where the API will be exposed", async ({ page }) => {
    const told = page.getByText(/^API will be exposed at/);
    await field(page, "Context").fill("/orders");
    await field(page, "Version").fill("2.1");
    await expect(told).toHaveText(
      `API will be exposed at ${gatewayWsUrl}/orders/2.1 and ${gatewayWssUrl}/orders/2.1`,
    );
    await field(page, "Context").fill("{version}/orders");
    await expect(told).toHaveText(
      `API will be exposed at ${gatewayWsUrl}/2.1/orders and ${gatewayWssUrl}/2.1/orders`,
    );
  });

  test("Test endpoint says what a real handshake found", async ({ page }) => {
    const verdict = async (url: string, words: string) => {
      await field(page, "Endpoint").fill(url);
      await page.getByRole("button", { name: "Test endpoint" }).click();
      await expect(page.getByText(words)).toBeVisible();
    };
    await verdict(`${sampleUrl}/echo`, "The backend accepted the connection");
    await verdict(`ws://localhost:${await closedPort()}`, "The backend cannot be reached");
    await using server = await plainHttpServer();
    await verdict(`ws://localhost:${server.port}`, "This is not a WebSocket endpoint");
    await verdict(`${sampleUrl}/nowhere`, "The backend refused the connection");
  });

  test("what was typed survives a reload", async ({ page }) => {
    const name = await fillCreateForm(page, "Reloaded");
    await field(page, "Display Name").fill("Kept for later");
    await page.reload();
    await expect(field(page, "Name")).toHaveValue(name);
    await expect(field(page, "Display Name")).toHaveValue("Kept for later");
    await expect(field(page, "Endpoint")).toHaveValue(`${sampleUrl}/echo`);
  });
});

test("what is typed before the page's scripts have come is kept", async ({ page }) => {
  await signIn(page, "creator");
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await scripts.promise;
    await route.fallback();
  });
  await page.goto(createPath, { waitUntil: "commit" });
  await field(page, "Name").fill("Early bird");
  await field(page, "Context").fill("/early");
  await page.getByRole("radio", { name: "Chat" }).check();
  scripts.resolve();
  await waitUntilInteractive(page);
  await field(page, "Version").fill("1.0.0");
  await expect(page.getByText(/^API will be exposed at/)).toContainText(`${gatewayWsUrl}/early/1.0.0`);
  await expect(field(page, "Name")).toHaveValue("Early bird");
  await expect(page.getByRole("radio", { name: "Chat" })).toBeChecked();
  await expect(page.getByRole("list", { name: "Topics to start with" })).toContainText("/rooms/{roomID}");
});

test("what was kept wins over what is typed before the page's scripts have come back", async ({ page }) => {
  await signIn(page, "creator", createPath);
  const name = await fillCreateForm(page, "Kept");
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await scripts.promise;
    await route.fallback();
  });
  await page.reload({ waitUntil: "commit" });
  await field(page, "Name").fill("Early bird");
  scripts.resolve();
  await waitUntilInteractive(page);
  await expect(field(page, "Name")).toHaveValue(name);
  await expect(field(page, "Context")).toHaveValue(contextOf(name));
});

test("a template is told before it is chosen, survives a refusal and a reload, and brings its topics", async ({
  page,
}) => {
  await signIn(page, "creator", createPath);
  const name = await fillCreateForm(page, "Ticks");
  const template = page.getByRole("radiogroup", { name: "Start with" });
  await template.getByRole("radio", { name: "Blank" }).focus();
  for (const press of ["ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(press);
  await expect(page.getByRole("list", { name: "Topics to start with" })).toContainText("/prices");
  await loseCreations(page, "request");
  await create(page).click();
  await expect(page.getByText("The server did not answer. What you typed is kept")).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await waitUntilInteractive(page);
  await expect(template.getByRole("radio", { name: "Prices" })).toBeChecked();
  await create(page).click();
  await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
  await expect(page.getByRole("region", { name: "Topics" })).toContainText("/prices");
});

test.describe("sending", () => {
  test("Create & Publish shows its steps, and then a client connects", async ({ page, clients }) => {
    await signIn(page, "admin", createPath);
    const name = await fillCreateForm(page, "At once");
    const server = Promise.withResolvers<void>();
    await page.route(createPath, async (route) => {
      await server.promise;
      await route.fallback();
    });
    await page.getByRole("button", { name: "Create & Publish" }).click();
    const dialog = page.getByRole("dialog", { name: "Create & Publish" });
    await expect(dialog.getByRole("listitem")).toHaveText([
      /^Creating API/,
      /^Creating revision/,
      /^Deploying to the gateway/,
      /^Publishing/,
      /^Live on the gateway/,
    ]);
    server.resolve();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
    await expect(page.getByText("Published", { exact: true })).toBeVisible();
    const key = await copyTestKey(page);
    const client = await clients.connect(`${gatewayWsUrl}${contextOf(name)}/1.0.0`, { key });
    await client.expectEcho("published");
  });

  test("a request that never arrives keeps the form; pressing again makes one API", async ({ page, db }) => {
    await signIn(page, "creator", createPath);
    const name = await fillCreateForm(page, "Offline");
    await loseCreations(page, "request");
    await create(page).click();
    await expect(page.getByText("The server did not answer. What you typed is kept")).toBeVisible();
    await expect(field(page, "Name")).toHaveValue(name);
    expect(await countApisNamed(db, name)).toBe(0);
    await page.unrouteAll();
    await create(page).click();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
    expect(await countApisNamed(db, name)).toBe(1);
  });

  test("an answer that is lost does not make a second API: Try again finds the first", async ({
    page,
    db,
  }) => {
    await signIn(page, "admin", createPath);
    const name = await fillCreateForm(page, "Lost answer");
    await loseCreations(page, "answer");
    await page.getByRole("button", { name: "Create & Publish" }).click();
    const again = page.getByRole("dialog").getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    expect(await countApisNamed(db, name)).toBe(1);
    await page.unrouteAll();
    await again.click();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
    await expect(page.getByText("Published", { exact: true })).toBeVisible();
    expect(await countApisNamed(db, name)).toBe(1);
  });

  test("an answer that is lost, and a reload: the same button finds the first API", async ({ page, db }) => {
    await signIn(page, "admin", createPath);
    const name = await fillCreateForm(page, "Lost and reloaded");
    await loseCreations(page, "answer");
    const publish = page.getByRole("button", { name: "Create & Publish" });
    await publish.click();
    await expect(page.getByRole("dialog").getByRole("button", { name: "Try again" })).toBeVisible();
    await page.unrouteAll();
    await page.reload();
    await waitUntilInteractive(page);
    await expect(field(page, "Name")).toHaveValue(name);
    await publish.click();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
    await expect(page.getByText("Published", { exact: true })).toBeVisible();
    expect(await countApisNamed(db, name)).toBe(1);
  });

  test("a double click makes one API", async ({ page, db }) => {
    await signIn(page, "creator", createPath);
    const name = await fillCreateForm(page, "Impatient");
    await create(page).dblclick();
    await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
    expect(await countApisNamed(db, name)).toBe(1);
  });

  test("only who may publish sees Create & Publish, and it asks for an endpoint", async ({ page }) => {
    await signIn(page, "creator", createPath);
    await expect(page.getByRole("button", { name: "Create & Publish" })).toHaveCount(0);
    await page.context().clearCookies();
    await signIn(page, "admin", createPath);
    await fillCreateForm(page, uniqueName("No backend"));
    await field(page, "Endpoint").fill("");
    await page.getByRole("button", { name: "Create & Publish" }).click();
    await expect(field(page, "Endpoint")).toHaveAccessibleDescription(/^Publishing needs an endpoint/);
    await expect(field(page, "Endpoint")).toBeFocused();
    await field(page, "Name").fill(uniqueName("Still no backend"));
    await expect(field(page, "Endpoint")).toHaveAccessibleDescription(/^Publishing needs an endpoint/);
    await field(page, "Endpoint").fill(`${sampleUrl}/echo`);
    await expect(field(page, "Endpoint")).toHaveAttribute("aria-invalid", "false");
  });

  test("what the server refuses while publishing is told at its field, once the steps have closed", async ({
    page,
    db,
  }) => {
    const other = await makeApi(db, "Taken before");
    await signIn(page, "admin", createPath);
    await fillCreateForm(page, "Refused");
    await field(page, "Context").fill(other.context);
    await page.getByRole("button", { name: "Create & Publish" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    const sameContext = `The context ${other.context} is taken by ${other.name}`;
    await expect(field(page, "Context")).toHaveAccessibleDescription(sameContext);
    await expect(field(page, "Context")).toBeFocused();
  });
});
