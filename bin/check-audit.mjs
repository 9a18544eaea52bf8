// `npm run check` part: no dependency has a known vulnerability that is high or worse. Where the registry does not answer
// (a mirror without audit, a machine without network) nothing is judged, and it says so.

import { runCommand } from "./prepare/run-command.mjs";
import { machineEnvironment } from "./prepare/runtime.mjs";
import { auditVerdict } from "./testing/audit.mjs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const { output } = await runCommand(npm, ["audit", "--json", "--package-lock-only"], {
  env: { ...machineEnvironment(), NPM_CONFIG_LOGLEVEL: "silent" },
  timeoutMs: 60_000,
});
const { lines, isFailed } = auditVerdict(output);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = isFailed ? 1 : 0;
