// Browser tests: real Chromium against a whole Sluice of their own (bin/e2e-stack.mjs), specs in e2e/.
// They run on a desktop; what depends on the width of the window sets it (e2e/support/look.ts).
import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./e2e/support/browser.ts";
import { portalUrl, stackEnvironment } from "./e2e/support/stack.ts";

const { executablePath, args } = findBrowser(process.env);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Two cores serve two browsers, the portal and the gateway.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "node_modules/.cache/test-reports/e2e.json" }]],
  use: {
    baseURL: portalUrl,
    // A trace costs more than many a test: where a failed test is tried again, only that attempt leaves one.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // The gateway's certificate is self-signed.
    ignoreHTTPSErrors: true,
    launchOptions: { args: [...args], ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    name: "sluice",
    command: `"${process.execPath}" bin/e2e-stack.mjs`,
    url: `${portalUrl}/healthz`,
    // The portal alone is not enough: the launcher says "ready in" when gateway and backend answer too.
    wait: { stdout: /ready in/ },
    env: stackEnvironment,
    reuseExistingServer: false,
    // It builds the portal when that is stale.
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  },
});
