// Finds or installs the browser that the tests and some benches drive.
import { LaunchFailure } from "./launch-failure.mjs";
import { runCommand } from "./run-command.mjs";
import { getRuntime, sluiceEnvironment } from "./runtime.mjs";

/** Its path, or "" for Playwright's own. Throws a LaunchFailure where none can be had. */
export async function prepareBrowser() {
  const runtime = getRuntime();
  const onOutput = (text) => process.stdout.write(text);
  const { code, output } = await runCommand(runtime, ["bin/install-browser.mjs"], {
    env: sluiceEnvironment(runtime),
    onOutput,
  });
  if (code !== 0)
    throw new LaunchFailure("No browser could be found or installed.", {
      advice: "Set SLUICE_BROWSER to the path of a Chromium.",
    });
  return /^Browser: (\/.+|[A-Z]:.+)$/m.exec(output)?.[1] ?? "";
}
