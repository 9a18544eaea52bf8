// Every page, light and dark, at 1440 and at 390 px: no violation by axe, no sideways scroll, a title of its own.
import { expect } from "@playwright/test";
import { field } from "./support/create-form.ts";
import { expectGoodLook } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { confirmInDialog, copyTestKey } from "./support/overview.ts";
import { fillSignIn, signIn } from "./support/sign-in.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi, removeApi, uniqueName } from "./support/test-apis.ts";
import { addTopic, topicToggle } from "./support/topics.ts";

test.describe("every page", () => {
  test.slow();

  test("sign-in, not found and forbidden", async ({ page }) => {
    await openPage(page, "/sign-in");
    await expectGoodLook(page, "Sign in · Sluice");
    await fillSignIn(page, uniqueName("nobody"), "wrong");
    await expect(page.getByText("The username or the password is wrong.")).toBeVisible();
    await expectGoodLook(page, "Sign in · Sluice");
    await signIn(page, "subscriber");
    await expect(
      page.getByRole("heading", { name: "You may not see the APIs of this portal" }),
    ).toBeVisible();
    await expectGoodLook(page, / · Sluice$/);
    expect((await page.goto("/no/such/page"))?.status()).toBe(404);
    await expectGoodLook(page, "Page not found · Sluice");
    await page.goto("/apis/create/websocket");
    await expect(page.getByRole("heading", { name: "You may not create APIs" })).toBeVisible();
    await expectGoodLook(page, / · Sluice$/);
  });

  test("the bar's words stand beside each other on a phone", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn(page, "admin", "/apis");
    const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    await expect(links.last()).toHaveText("Developer portal");
    const cut = await links.evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );
    expect(cut).toEqual([]);
  });

  test("the list of APIs", async ({ page, db }) => {
    const api = await makeApi(db, "Listed", { isPublished: true });
    await signIn(page, "creator", `/apis?q=${encodeURIComponent(api.name)}`);
    await expect(page.getByRole("list", { name: "APIs" }).getByRole("link")).toHaveText([api.name]);
    await expectGoodLook(page, "APIs · Sluice");
    await page.getByRole("link", { name: "Table" }).click();
    await expect(page.getByRole("table", { name: "APIs" })).toContainText(api.name);
    await expectGoodLook(page, "APIs · Sluice");
    await page.getByRole("searchbox", { name: "Search APIs" }).fill(uniqueName("nothing"));
    await expect(page.getByRole("heading", { name: "No API matches" })).toBeVisible();
    await expectGoodLook(page, "APIs · Sluice");
    for (const name of [/^Create API/i, /^Theme/, /^Account/]) {
      await page.getByRole("button", { name }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectGoodLook(page, "APIs · Sluice");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("menu")).toHaveCount(0);
    }
  });

  test("the create form, empty, wrong and tested", async ({ page }) => {
    await signIn(page, "admin", "/apis/create/websocket");
    await expectGoodLook(page, "Create a WebSocket API · Sluice");
    await field(page, "Context").fill("/{version/chats");
    await field(page, "Endpoint").fill("http://localhost:9097");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expect(field(page, "Name")).toHaveAttribute("aria-invalid", "true");
    await expectGoodLook(page, "Create a WebSocket API · Sluice");
    await field(page, "Endpoint").fill(sampleUrl);
    await page.getByRole("button", { name: "Test endpoint" }).click();
    await expect(page.getByText("The backend accepted the connection")).toBeVisible();
    await page.getByRole("radio", { name: "Chat" }).check();
    await expectGoodLook(page, "Create a WebSocket API · Sluice");
  });

  test("overview, deployments and lifecycle of a new and of a published API", async ({ page, db }) => {
    const fresh = await makeApi(db, "Fresh", { endpoint: "" });
    const live = await makeApi(db, "Live", { isPublished: true });
    await signIn(page, "admin");
    for (const { id, name } of [fresh, live]) {
      for (const section of ["Overview", "Deployments", "Lifecycle"]) {
        await openPage(page, `/apis/${id}/${section.toLowerCase()}`);
        await expect(page.getByRole("heading", { level: 1, name: section })).toBeVisible();
        await expectGoodLook(page, `${section} · ${name} 1.0.0 · Sluice`);
      }
    }
    await page.getByRole("button", { name: "Demote to Created" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectGoodLook(page, `Lifecycle · ${live.name} 1.0.0 · Sluice`);
    await confirmInDialog(page, "Cancel");
    await openPage(page, `/apis/${live.id}/overview`);
    await copyTestKey(page);
    await expectGoodLook(page, `Overview · ${live.name} 1.0.0 · Sluice`);
  });

  test("the configurations of an API, for those who edit and those who read", async ({ page, db }) => {
    const api = await makeApi(db, "Configured", { isPublished: true });
    const sections = {
      "basic-info": "Basic info",
      "business-info": "Business info",
      runtime: "Runtime",
      topics: "Topics",
      endpoints: "Endpoints",
      connections: "Connections",
      metrics: "Metrics",
    };
    for (const who of ["creator", "publisher"] as const) {
      await page.context().clearCookies();
      await signIn(page, who);
      for (const [path, section] of Object.entries(sections)) {
        await openPage(page, `/apis/${api.id}/${path}`);
        await expect(page.getByRole("heading", { level: 1, name: section })).toBeVisible();
        await expectGoodLook(page, `${section} · ${api.name} 1.0.0 · Sluice`);
      }
    }
  });

  test("topics being edited", async ({ page, db }) => {
    const api = await makeApi(db, "Edited");
    const title = `Topics · ${api.name} 1.0.0 · Sluice`;
    await signIn(page, "creator", `/apis/${api.id}/topics`);
    await addTopic(page, "/rooms/{roomID}");
    await topicToggle(page, "/rooms/{roomID}").click();
    await page.getByRole("button", { name: "Delete /*" }).click();
    await page.getByRole("textbox", { name: "Topic Name" }).fill("/rooms/{other}");
    await expectGoodLook(page, title);
    await page.getByRole("button", { name: "Reset" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectGoodLook(page, title);
  });

  test("the definition, its source, its documentation and its editor", async ({ page, db }) => {
    const api = await makeApi(db, "Defined");
    const title = `AsyncAPI Definition · ${api.name} 1.0.0 · Sluice`;
    await signIn(page, "creator", `/apis/${api.id}/definition`);
    await expect(page.getByRole("textbox", { name: "Design, YAML" })).toBeVisible();
    await expectGoodLook(page, title);
    await page.getByRole("tab", { name: "Documentation" }).click();
    await expect(page.getByRole("heading", { name: "Servers" })).toBeVisible();
    await expectGoodLook(page, title);
    await page.getByRole("tab", { name: "Source" }).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await expect(page.getByRole("textbox", { name: "AsyncAPI definition, YAML" })).toBeVisible();
    await expectGoodLook(page, title);
  });

  test("an API that is gone", async ({ page, db }) => {
    const api = await makeApi(db, "Gone");
    await removeApi(db, api.id);
    await signIn(page, "creator");
    expect((await page.goto(`/apis/${api.id}/topics`))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This API is not here, or no longer" })).toBeVisible();
    await expectGoodLook(page, "API not found · Sluice");
  });
});

test("the create form works by keyboard alone", async ({ page }) => {
  const name = uniqueName("Keyboard");
  await signIn(page, "creator", "/apis/create/websocket");
  await expect(field(page, "Name")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await expect(field(page, "Display Name")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type(`/${name.replace(" ", "-")}`);
  await page.keyboard.press("Tab");
  await page.keyboard.type("1.0.0");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Protocol")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type(sampleUrl);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Test endpoint" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "Blank" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Create", exact: true })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(field(page, "Endpoint")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle(`Overview · ${name} 1.0.0 · Sluice`);
});

test("the keyboard can skip to the page, and the focus is seen", async ({ page }) => {
  await signIn(page, "creator");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the page" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  const create = page.getByRole("button", { name: "Create API" });
  await expect(create).toBeFocused();
  await expect(create).not.toHaveCSS("outline-style", "none");
});

test("the theme is chosen from the menu and kept", async ({ page }) => {
  await signIn(page, "creator");
  await page.getByRole("button", { name: /^Theme/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
});
