// Importing a document as a person does, and documents to import.
import type { Page } from "@playwright/test";
import { sampleUrl } from "./stack.ts";

export const importPath = "/apis/create/import";
export const importTitle = "Import an AsyncAPI definition";

export const createButton = (page: Page) => page.getByRole("button", { name: "Create", exact: true });
export const documentText = (page: Page) => page.getByRole("textbox", { name: "Document" });
export const foundTopics = (page: Page) => page.getByRole("region", { name: "Topics" });
export const readStatus = (page: Page) => page.getByText(/^The document is read/);

/** Puts a text in the place of what the editor holds, as pasting does. */
async function paste(page: Page, text: string): Promise<void> {
  await documentText(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    window.document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

export async function pasteDocument(page: Page, text: string): Promise<void> {
  await page.getByRole("tab", { name: "Text" }).click();
  await paste(page, text);
}

/** AsyncAPI 3, of two servers and two channels, one of which the gateway can serve. */
export const currentDocument = (name: string) => `asyncapi: 3.0.0
info: {title: ${name}, version: 1.0.0}
servers:
  live: {host: '${new URL(sampleUrl).host}', pathname: /echo, protocol: ws}
  events: {host: 'kafka.example.com', protocol: kafka}
channels:
  prices:
    address: /prices
    messages:
      Tick: {payload: {type: object}}
  later: {address: null}
operations:
  stream: {action: send, channel: {$ref: '#/channels/prices'}}
`;

/** AsyncAPI 2, of one channel. */
export const olderDocument = (name: string) => `asyncapi: 2.6.0
info: {title: ${name}, version: 1.0.0}
servers:
  live: {url: '${sampleUrl}/echo', protocol: ws}
channels:
  rooms:
    publish: {message: {name: Shown, payload: {type: string}}}
`;

export const fileOf = (name: string, text: string) => ({
  name,
  mimeType: "application/yaml",
  buffer: Buffer.from(text),
});
