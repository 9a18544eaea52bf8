// What a consumer does in the developer portal: subscribes an application of their own, and reads the key that was made.
import type { Page } from "@playwright/test";

/** On the page that uses an API: subscribes a new application of this name, which makes its first key. */
export async function subscribeNewApplication(page: Page, name: string): Promise<void> {
  const get = page.getByRole("button", { name: "Subscribe and get a key" });
  await get.waitFor();
  const fresh = page.getByRole("radio", { name: "A new one" });
  if (await fresh.isVisible()) await fresh.check();
  await page.getByLabel("Name of the application").fill(name);
  await get.click();
}

/** The key that a page has just made, as it stands once it is shown. */
export async function shownKey(page: Page): Promise<string> {
  const show = page.getByRole("button", { name: "Show the key" });
  await show.click();
  const key = await page.getByText(/^slk_[\w-]{43}$/).textContent();
  await page.getByRole("button", { name: "Hide the key" }).click();
  return key ?? "";
}
