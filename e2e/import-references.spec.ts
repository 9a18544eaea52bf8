// What an imported document refers to by address: fetched only when a person asks for it, and then a part of the document.
import { createServer } from "node:http";
import { expect } from "@playwright/test";
import { expectGoodLook, looks } from "./support/look.ts";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";

const title = "Import an AsyncAPI definition";

test("a person sees which host would be asked, has its parts included, and is told what could not be", async ({
  page,
}) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/tick.yaml") response.end("title: Included tick\ntype: object\n");
    else response.writeHead(404).end("the secret");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const bound = server.address();
    const host = `127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
    const text = `asyncapi: 3.0.0
info: {title: Ticks, version: 1.0.0}
channels:
  ticks:
    address: /ticks
    messages:
      Tick: {payload: {$ref: 'http://${host}/tick.yaml'}, headers: {$ref: 'http://${host}/gone.yaml'}}
operations:
  stream: {action: send, channel: {$ref: '#/channels/ticks'}}
`;
    await signIn(page, "creator");
    await openPage(page, "/apis/create/import");
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "ticks.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
    await expect(page.getByText(`Parts of this document stand elsewhere, on ${host}.`)).toBeVisible();
    expect(asked).toEqual([]);
    await expectGoodLook(page, `${title} · Sluice`, looks);
    await page.getByRole("button", { name: "Fetch and include them" }).click();
    await expect(page.getByText(`Included from 1 address: http://${host}/tick.yaml.`)).toBeVisible();
    await expect(page.getByText(/gone\.yaml" was not included\. .*status 404/)).toBeVisible();
    await expect(page.getByText("the secret")).toHaveCount(0);
    expect(asked.toSorted()).toEqual(["/gone.yaml", "/tick.yaml"]);
    const document = page.getByRole("textbox", { name: "Document" });
    await expect(document).toContainText("title: Included tick");
    await page.reload();
    await expect(document).toContainText("title: Included tick");
    await expect(page.getByText(`Included from 1 address: http://${host}/tick.yaml.`)).toBeVisible();
  } finally {
    server.close();
  }
});
