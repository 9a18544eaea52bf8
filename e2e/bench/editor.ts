// The definition's editor as a bench uses it.
import type { Page } from "@playwright/test";

const SAVED_WITHIN_MS = 60_000;

/** Opens the page of a definition, and its editor without the preview. */
export async function withEditor(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const preview = page.getByRole("button", { name: "Preview", exact: true });
  if ((await preview.getAttribute("aria-pressed")) === "true") await preview.click();
}

/** Types at the end of the text, and saves it. */
export async function saveWith(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "AsyncAPI definition, YAML" }).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
  await page.getByText("Unsaved changes").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const saved = page.getByRole("status").filter({ hasText: /^Saved/ });
  await saved.waitFor({ timeout: SAVED_WITHIN_MS });
}
