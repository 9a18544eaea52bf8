// What a person does on an API's overview: confirm a question, get a test key.
import { expect, type Page } from "@playwright/test";

/** Presses the confirming button of the open dialog and waits until the dialog is gone. */
export async function confirmInDialog(page: Page, label: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: label, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** Gets a test key on the overview and reads it from the page. */
export async function copyTestKey(page: Page): Promise<string> {
  const section = page.getByRole("region", { name: "Try it" });
  await section.getByRole("button", { name: "Get test key" }).click();
  await section.getByRole("button", { name: "Show the key" }).click();
  const key = section.getByText(/^slt_[A-Za-z0-9_-]{43}$/);
  await expect(key).toBeVisible();
  return (await key.textContent()) ?? "";
}
