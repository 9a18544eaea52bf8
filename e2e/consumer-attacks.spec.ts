// What strangers and consumers try at the portal: signing up where nobody may, script in names, and looking for secrets
// in what pages and addresses hold.
import { request as rawRequest } from "node:http";
import { expect } from "@playwright/test";
import { createApplication } from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createKey } from "#lib/credentials/api-keys/commands.ts";
import { createClient } from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import type { Db } from "#lib/db/db.ts";
import { createTeam } from "#lib/teams/commands.ts";
import { shownKey, subscribeNewApplication } from "./support/consumer.ts";
import { postForm, readHiddenFields } from "./support/form-post.ts";
import { openPage } from "./support/open-page.ts";
import { startSecondPortal } from "./support/second-portal.ts";
import { signIn } from "./support/sign-in.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { actingAsAdmin, makeApi, uniqueName } from "./support/test-apis.ts";

/** The demo subscriber, and an application of theirs. */
async function makeApplication(db: Db) {
  const person = await db.user.findUniqueOrThrow({ where: { username: "subscriber" } });
  const context = { ...(await actingAsAdmin(db)), actor: { id: person.id, username: "subscriber" } };
  const made = await createApplication(context, {
    application: { name: uniqueName("Shop"), description: "" },
  });
  if (!made.ok) throw new Error(made.message);
  return { context, applicationId: made.value.applicationId };
}

/** The status of a request whose Host is of the sender's choice. */
function statusWithHost(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = rawRequest(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on("error", reject).end();
  });
}

test("nobody signs up where it is off: not by the page, its form, a forged Host or the library's own endpoint", async ({
  db,
}) => {
  const second = await startSecondPortal(() => ({ SELF_REGISTRATION: "off" }));
  try {
    const origin = `http://127.0.0.1:${second.port}`;
    const username = uniqueName("intruder").replaceAll(" ", "_");
    const email = `${username}@example.com`;
    const account = { name: "Intruder", username, email, password: "long enough" };
    expect((await fetch(`${origin}/sign-up`)).status).toBe(404);
    // The form of a portal where it is on has the same action.
    const hidden = await readHiddenFields(`${portalUrl}/sign-up`);
    expect(hidden).not.toEqual([]);
    expect((await postForm(`${origin}/sign-up`, hidden, account, { Origin: origin })).status).toBe(404);
    const onThere = new URL(portalUrl).host;
    for (const host of [onThere, "sluice.example", "localhost"]) {
      expect(await statusWithHost(`${origin}/sign-up`, host), host).toBeGreaterThanOrEqual(400);
    }
    const forged = { Origin: portalUrl, Host: onThere, "X-Forwarded-Host": onThere };
    expect((await postForm(`${origin}/sign-up`, hidden, account, forged)).status).toBeGreaterThanOrEqual(400);
    for (const path of ["/api/auth/sign-up/email", "/api/auth/sign-up/username", "/sign-up/email"]) {
      const answer = await fetch(`${origin}${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: origin },
        body: JSON.stringify(account),
      });
      expect(answer.status, path).toBe(404);
    }
    expect(await db.user.count({ where: { OR: [{ username }, { email }] } })).toBe(0);
  } finally {
    await second.stop();
  }
});

test("script in the name of a team, a key or a client is text", async ({ page, db }) => {
  const { context, applicationId } = await makeApplication(db);
  const script = (what: string) =>
    `${uniqueName(what)} <img src=x onerror="document.title='run'"></script><script>document.title='run'</script>`;
  const [team, key, client] = [script("T"), script("K"), script("C")].map((name) => name.slice(0, 80)) as [
    string,
    string,
    string,
  ];
  const input = { applicationId, environment: "production" } as const;
  const keyInput = createKeySchema.parse({ ...input, name: key, lifetimeDays: null, restrictions: {} });
  for (const made of [
    await createTeam(context, { name: team }),
    await createKey(context, keyInput),
    await createClient(context, createClientSchema.parse({ ...input, name: client })),
  ]) {
    expect(made.ok).toBe(true);
  }
  await signIn(page, "subscriber", "/developer/teams");
  const pages: readonly (readonly [path: string, names: readonly string[]])[] = [
    ["/developer/teams", [team]],
    [`/developer/applications/${applicationId}`, [key, client]],
  ];
  for (const [path, names] of pages) {
    await openPage(page, path);
    for (const name of names) await expect(page.getByText(name).first()).toBeVisible();
    expect(await page.title()).not.toBe("run");
    await expect(page.locator("img[src=x]")).toHaveCount(0);
  }
});

test("a key, a client's secret and a ticket are in no page and no address but the answer that shows them", async ({
  page,
  db,
}) => {
  test.slow();
  const api = await makeApi(db, "Secretive", { isPublished: true });
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url(), request.headers().referer ?? ""));
  await signIn(page, "subscriber", `/developer/apis/${api.id}/use`);
  await subscribeNewApplication(page, uniqueName("Vault"));
  const shown = await shownKey(page);
  const key = await db.credential.findFirstOrThrow({ where: { prefix: shown.slice(0, 12) } });
  const applicationId = key.applicationId ?? "";
  const { context } = await makeApplication(db);
  const input = createClientSchema.parse({ applicationId, environment: "production" });
  const client = await createClient(context, input);
  if (!client.ok) throw new Error(client.message);
  const answer = await fetch(`${portalUrl}/oauth2/ticket`, { method: "POST", headers: { apikey: shown } });
  const { ticket } = (await answer.json()) as { readonly ticket: string };
  expect(ticket).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);

  const secrets = { key: shown, secret: client.value.secret, ticket };
  const paths = [
    "/developer/applications",
    `/developer/applications/${applicationId}`,
    "/developer/apis",
    `/developer/apis/${api.id}`,
    `/developer/apis/${api.id}/use`,
    `/developer/apis/${api.id}/try`,
  ];
  for (const path of paths) {
    const sent = await (await page.request.get(path)).text();
    await openPage(page, path);
    const drawn = await page.content();
    for (const [what, secret] of Object.entries(secrets)) {
      expect.soft(sent.includes(secret), `${what} in what ${path} sends`).toBe(false);
      expect.soft(drawn.includes(secret), `${what} in what ${path} draws`).toBe(false);
    }
  }
  for (const [what, secret] of Object.entries(secrets)) {
    expect
      .soft(
        urls.filter((url) => url.includes(secret)),
        `${what} in an address`,
      )
      .toEqual([]);
  }
});
