// `npm run start:portal`: the portal alone, as production runs it: `next start` on PORTAL_PORT and HOST, in this
// very process, so that signals and the exit code are Next's own. Needs Node 24 and a finished `npm run build`.
import path from "node:path";
import { refuseDemoPasswords } from "../lib/identity/production/repository.ts";
import { parseSettings } from "../lib/kernel/settings.ts";
import { root } from "./prepare/runtime.mjs";

try {
  // Next itself would start with wrong settings, and fail at the first request.
  const settings = parseSettings(process.env);
  await refuseDemoPasswords(settings);
  const { PORTAL_PORT, HOST } = settings;
  process.chdir(root);
  process.argv.splice(2, process.argv.length, "start", "-p", String(PORTAL_PORT), "-H", HOST);
  await import(path.join(root, "node_modules/next/dist/bin/next"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
