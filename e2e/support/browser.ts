// Finds a Chromium for the browser tests, in this order: SLUICE_BROWSER, Playwright's own, the system's.
// It only looks; bin/install-browser.mjs installs one when there is none.
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Launch options of Playwright. Without a path Playwright takes the browser it downloaded itself. */
export interface BrowserLaunch {
  readonly executablePath?: string;
  readonly args: readonly string[];
}

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

// A distribution's browser needs them as root and in containers, and must not call home during a test.
const systemArguments = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const systemLaunch = (executablePath: string): BrowserLaunch => ({ executablePath, args: systemArguments });

/** Every browser there is, the preferred one first. SLUICE_BROWSER excludes all others, existing or not. */
export function listBrowsers(env: NodeJS.ProcessEnv): BrowserLaunch[] {
  if (env.SLUICE_BROWSER) return [systemLaunch(env.SLUICE_BROWSER)];
  const own: BrowserLaunch[] = existsSync(chromium.executablePath()) ? [{ args: [] }] : [];
  return [...own, ...systemPaths.filter((path) => existsSync(path)).map(systemLaunch)];
}

/** The preferred browser; with none at all, Playwright's own, whose error then says what is missing. */
export function findBrowser(env: NodeJS.ProcessEnv): BrowserLaunch {
  return listBrowsers(env)[0] ?? { args: [] };
}
