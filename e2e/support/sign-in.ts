// Signing in as the demo accounts: the way a person does, or with the session that this worker already has of them.
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { openPage, waitUntilInteractive } from "./open-page.ts";

export type Who = "creator" | "publisher" | "subscriber" | "admin";

const ofSessions = { name: /sluice\./ };

/** The worker's sessions by person. One that a test has ended is made anew by the next who needs it. */
const sessions = new Map<Who, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Fills the sign-in form of the page as it stands, and sends it. */
export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Goes to `path` as this person; for tests that are about something else than signing in. */
export async function signIn(page: Page, who: Who, path = "/apis"): Promise<void> {
  if (!(await resumeSession(page, who, path))) return signInByForm(page, who, path);
  await untilSignedIn(page);
}

/** Signs in with the form, for a session of the test's own, and goes on to `path`. */
export async function signInByForm(page: Page, who: Who, path = "/apis"): Promise<void> {
  await openPage(page, `/sign-in?next=${encodeURIComponent(path)}`);
  await fillSignIn(page, who, demoPassword);
  await page.waitForURL((url) => url.pathname + url.search === path);
  await untilSignedIn(page);
  const cookies = await page.context().cookies();
  sessions.set(
    who,
    cookies.filter(({ name }) => ofSessions.name.test(name)),
  );
}

/** All tabs of a browser share the session: signs a person in beside its pages. */
export async function signInBeside(context: BrowserContext, username: string): Promise<void> {
  await context.clearCookies();
  const beside = await context.newPage();
  await openPage(beside, "/sign-in");
  await fillSignIn(beside, username, demoPassword);
  await beside.waitForURL("/apis");
  await beside.close();
}

/** Whether the worker has a session of this person that still leads to `path`. */
async function resumeSession(page: Page, who: Who, path: string): Promise<boolean> {
  const kept = sessions.get(who);
  if (!kept) return false;
  await page.context().clearCookies(ofSessions);
  await page.context().addCookies(kept);
  await page.goto(path);
  const { pathname, search } = new URL(page.url());
  return pathname + search === path;
}

async function untilSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: /^Account:/ })).toBeVisible();
  await waitUntilInteractive(page);
}
