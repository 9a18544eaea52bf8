// The JavaScript that a page's first load brings into a real browser, in bytes as they travel.
import type { Browser, Page, Response } from "@playwright/test";

/** Compressed bytes of scripts. */
export type ScriptBytes = {
  /** Of those that the page's HTML names: what it needs to come alive. */
  readonly named: number;
  /** Of all that are loaded until the network is quiet, prefetched ones included. */
  readonly loaded: number;
};

/** A browser's own session. */
export type Session = Awaited<ReturnType<typeof signIn>>;

/** Signs in through the form, as a person does. */
export async function signIn(browser: Browser, portalUrl: string, username: string, password: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${portalUrl}/sign-in`);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/apis");
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The session as a Cookie header. */
export function cookieHeader(session: Session): string {
  return session.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Loads a page with an empty cache and adds up its scripts. */
export async function measureScripts(browser: Browser, session: Session, url: string): Promise<ScriptBytes> {
  const context = await browser.newContext({ storageState: session });
  try {
    const page = await context.newPage();
    const scripts = collectScripts(page);
    const document = await page.goto(url, { waitUntil: "networkidle" });
    const html = (await document?.text()) ?? "";
    let named = 0;
    let loaded = 0;
    for (const response of scripts) {
      const { responseBodySize } = await response.request().sizes();
      loaded += responseBodySize;
      if (html.includes(`src="${new URL(response.url()).pathname}`)) named += responseBodySize;
    }
    return { named, loaded };
  } finally {
    await context.close();
  }
}

function collectScripts(page: Page): Response[] {
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.endsWith(".js")) scripts.push(response);
  });
  return scripts;
}
