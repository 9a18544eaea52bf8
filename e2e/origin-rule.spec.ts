// Which web pages may connect: a creator lists a site, and Chromium finds out what that means for pages of it and of others.
import { expect, type Page } from "@playwright/test";
import { openPage } from "./support/open-page.ts";
import { plainHttpServer } from "./support/other-servers.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, makeTestKey } from "./support/test-apis.ts";

/** Opens a WebSocket from the page as its own script would, has a message echoed, and says how that went. */
async function tryFrom(page: Page, url: string, key: string): Promise<string> {
  const dialled = page.waitForEvent("websocket");
  const answer = page.evaluate(
    async ([address, token]) => {
      const socket = new WebSocket(address, ["sluice.v1", `sluice.token.${token}`]);
      const told = await new Promise<string>((resolve) => {
        socket.onopen = () => socket.send("echoed");
        socket.onmessage = ({ data }) => resolve(String(data));
        socket.onerror = () => resolve("refused");
      });
      socket.close();
      return told;
    },
    [url, key] as const,
  );
  // Chromium tells the page nothing about a refusal, and whoever debugs it the status.
  const reason = (await dialled).waitForEvent("socketerror").catch(() => "");
  return (await answer) === "refused" ? reason : answer;
}

test("a page connects from a listed site only, once the creator has deployed the list", async ({
  page,
  context,
  db,
  clients,
}) => {
  await using site = await plainHttpServer();
  const listed = `http://localhost:${site.port}`;
  const foreign = `http://127.0.0.1:${site.port}`;
  const api = await makeApi(db, "Listed sites", { isPublished: true });
  const key = await makeTestKey(db, api.id);
  await clients.connect(api.wsUrl, { key });
  const [friend, stranger] = [await context.newPage(), await context.newPage()];
  await Promise.all([friend.goto(listed), stranger.goto(foreign)]);
  expect(await tryFrom(friend, api.wsUrl, key)).toBe("echoed");
  expect(await tryFrom(stranger, api.wsUrl, key)).toBe("echoed");

  await signIn(page, "creator", `/apis/${api.id}/runtime`);
  await page.getByRole("radio", { name: "Only pages of these sites" }).check();
  await page.getByRole("textbox", { name: "Site 1" }).fill(listed);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
  await openPage(page, `/apis/${api.id}/deployments`);
  await page.getByRole("button", { name: "Deploy new revision" }).click();
  await expect(page.getByText(/is deployed\. Live on the gateway\./)).toBeVisible();

  await clients.expectRefusal(api.wsUrl, { status: 403, code: "origin_refused" }, { key, origin: foreign });
  await expect.poll(() => tryFrom(stranger, api.wsUrl, key)).toContain("Unexpected response code: 403");
  expect(await tryFrom(stranger, api.wssUrl, key)).toContain("Unexpected response code: 403");
  expect(await tryFrom(friend, api.wsUrl, key)).toBe("echoed");
  expect(await tryFrom(friend, api.wssUrl, key)).toBe("echoed");
});
