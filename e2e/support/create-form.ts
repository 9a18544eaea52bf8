// The create form as a person uses it, and a network that fails while it is sent.
import type { Locator, Page } from "@playwright/test";
import { sampleUrl } from "./stack.ts";
import { contextOf, uniqueName } from "./test-apis.ts";

type Label = "Name" | "Display Name" | "Context" | "Version" | "Endpoint";

/** A field of the form. */
export function field(page: Page, label: Label): Locator {
  return page.getByRole("form").getByLabel(label, { exact: true });
}

/** Fills in every mandatory field with something new and right; returns the name. */
export async function fillCreateForm(page: Page, what: string): Promise<string> {
  const name = uniqueName(what);
  await field(page, "Name").fill(name);
  await field(page, "Context").fill(contextOf(name));
  await field(page, "Version").fill("1.0.0");
  await field(page, "Endpoint").fill(`${sampleUrl}/echo`);
  return name;
}

/** From now on the request that creates an API is lost on its way, or the server's answer to it is. */
export async function loseCreations(
  page: Page,
  what: "request" | "answer",
  path = "/apis/create/websocket",
): Promise<void> {
  await page.route(path, async (route) => {
    if (!route.request().postData()?.includes("operationKey")) return route.fallback();
    if (what === "answer") await route.fetch();
    return route.abort("connectionreset");
  });
}
