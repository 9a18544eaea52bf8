// Downloads from the AsyncAPI Definition page.
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";

/** Downloads the consumer view and returns its text. */
export async function downloadDefinition(page: Page, format: "YAML" | "JSON"): Promise<string> {
  await page.getByRole("button", { name: "Download" }).click();
  const started = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: `${format} Consumer view` }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(new RegExp(`\\.asyncapi\\.${format.toLowerCase()}$`));
  return readFile(await download.path(), "utf8");
}

/** Downloads the original that is kept of a converted definition, byte for byte. */
export async function downloadOriginal(page: Page, version: string): Promise<Buffer> {
  await page.getByRole("button", { name: "Download" }).click();
  const started = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: `AsyncAPI ${version} Original, as imported` }).click();
  return readFile(await (await started).path());
}
