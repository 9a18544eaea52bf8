// A file as a message of the console: shown before it goes out, sent as it is, and refused in words.
import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { expectGoodLook } from "./support/look.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

test("a file is shown with its size, sent as one binary message, and warned of where it is too large", async ({
  page,
  db,
}) => {
  const api = await makeApi(db, "File", { isPublished: true });
  await signIn(page, "creator", `/apis/${api.id}/try`);
  const file = page.getByLabel("File to send");
  const send = page.getByRole("button", { name: "Send the file", exact: true });
  await file.setInputFiles({
    name: "four.bin",
    mimeType: "",
    buffer: Buffer.from([0xde, 0xad, 0xbe, 0xef]),
  });
  await expect(page.getByText("four.bin, 4 B, one binary message")).toBeVisible();
  await expect(send, "nobody is connected").toBeDisabled();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("list", { name: "Connections" })).toContainText("connected");
  await send.click();
  const transcript = page.getByRole("region", { name: "Transcript" });
  await expect(transcript.getByRole("button", { name: /you received.*de ad be ef/ })).toHaveCount(1);
  await expectGoodLook(page, /^Try it/);

  // What compression makes no smaller.
  await file.setInputFiles({ name: "large.bin", mimeType: "", buffer: randomBytes(2_000_000) });
  await expect(page.getByText(/large\.bin has 2 MB; messages of this API can have 1\.05 MB/)).toBeVisible();
  await page.getByRole("button", { name: "Send the file all the same" }).click();
  await expect(page.getByRole("list", { name: "Connections" })).toContainText(
    "The client sent a message larger than this API allows",
  );
});
