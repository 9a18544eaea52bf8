// The text of the console's composer, once its editor stands in the place of the plain field.
import type { Locator, Page } from "@playwright/test";

export function messageField(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message to send" }).and(page.locator(".cm-content"));
}

/** The text with its line ends. */
export async function writtenIn(page: Page): Promise<string> {
  return (await messageField(page).locator(".cm-line").allTextContents()).join("\n");
}
