// `npm run start:portal`: the portal alone, as production runs it: `next start` on PORTAL_PORT and HOST, in this
// very process, so that signals and the exit code are Next's own. It needs a finished `npm run build`.
import { readSettings } from "./launch/settings.mjs";
import { reportFailure } from "./prepare/launch-failure.mjs";
import { root } from "./prepare/runtime.mjs";

try {
  // In production the portal is behind a proxy or in a container; evaluation binds to loopback only.
  const isProduction = process.env.SLUICE_MODE === "production";
  const settings = readSettings(
    { ...process.env, HOST: process.env.HOST || (isProduction ? "0.0.0.0" : "") },
    root,
  );
  process.chdir(root);
  process.argv.splice(2, Infinity, "start", "-p", String(settings.port.PORTAL_PORT), "-H", settings.host);
  await import("../node_modules/next/dist/bin/next");
} catch (error) {
  process.exitCode = reportFailure(error);
}
