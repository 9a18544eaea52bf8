// Finds, or installs, what the tests and some benches need besides packages.
import { LaunchFailure } from "./launch-failure.mjs";
import { runCommand } from "./run-command.mjs";
import { getRuntime, sluiceEnvironment } from "./runtime.mjs";

/** Where none can be had the tests that need one are left out; in CI, which is to run them all, throws a LaunchFailure. */
export async function prepareRedis() {
  const { code } = await runInstaller("bin/install-redis.mjs");
  if (code === 0) return;
  if (!process.env.CI) {
    process.stdout.write("\nNo redis-server: the tests that need one are LEFT OUT.\n");
    return;
  }
  throw new LaunchFailure("No redis-server could be found or installed.", {
    advice: "Install Redis 6.2 or newer, and put redis-server on the PATH.",
  });
}

/** The browser's path, or "" for Playwright's own. Throws a LaunchFailure where none can be had. */
export async function prepareBrowser() {
  const { code, output } = await runInstaller("bin/install-browser.mjs");
  if (code !== 0)
    throw new LaunchFailure("No browser could be found or installed.", {
      advice: "Set SLUICE_BROWSER to the path of a Chromium.",
    });
  return /^Browser: (\/.+|[A-Z]:.+)$/m.exec(output)?.[1] ?? "";
}

/** Runs a program of ours that looks for something on this machine, and installs it where it is missing. */
function runInstaller(file) {
  const runtime = getRuntime();
  const onOutput = (text) => process.stdout.write(text);
  return runCommand(runtime, [file], { env: sluiceEnvironment(runtime), onOutput });
}
