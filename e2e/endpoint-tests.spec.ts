// Testing an endpoint is dialling from the portal: enough for work, too little for a scan.
import { expect } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { removePerson, signInAsNewCreator } from "./support/people.ts";
import { holdAction } from "./support/replay.ts";
import { sampleUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";

test("the 21st test of an endpoint within a minute has to wait, and says how long", async ({
  page,
  db,
  openAs,
}) => {
  const username = await signInAsNewCreator(page, db);
  await openPage(page, "/apis/create/websocket");
  await page.getByLabel("Endpoint", { exact: true }).fill(sampleUrl);
  const press = () => page.getByRole("button", { name: "Test endpoint" }).click();
  const scan = await holdAction(page, press, [sampleUrl]);
  const other = await openAs("creator");
  for (let sent = 1; sent <= 20; sent += 1) {
    expect.soft(await (await scan.sendAs(page)).text(), `test ${sent}`).not.toContain("too_many_tests");
  }
  expect(await (await scan.sendAs(page)).text()).toMatch(
    /You can test an endpoint 20 times a minute\. Try again in \d+ s\./,
  );
  expect(await (await scan.sendAs(other)).text()).not.toContain("too_many_tests");
  await removePerson(db, username);
});
