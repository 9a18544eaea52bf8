// Browser tests: real Chromium against a whole Sluice of their own (bin/e2e-stack.mjs), specs in e2e/.
// A test runs on a desktop; one tagged @narrow runs at 390 px instead.
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
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "node_modules/.cache/test-reports/e2e.json" }]],
  use: {
    baseURL: portalUrl,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    // The gateway's certificate is self-signed.
    ignoreHTTPSErrors: true,
    launchOptions: { args: [...args], ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    {
      name: "desktop",
      grepInvert: /@narrow/,
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "narrow",
      grep: /@narrow/,
      use: {
        ...devices["Desktop Chrome"],
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      },
    },
  ],
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
