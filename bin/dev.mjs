// `npm run dev`: portal, gateway and sample backend with hot reload, prepared as `npm start` does, unbuilt.
import { checkPorts } from "./launch/ports.mjs";
import { runEverything } from "./launch/run-everything.mjs";
import { readSettings, refuseProduction } from "./launch/settings.mjs";
import { reportFailure } from "./prepare/launch-failure.mjs";
import { Progress } from "./prepare/progress.mjs";
import { root } from "./prepare/runtime.mjs";
import { generate, install, migrate } from "./prepare/steps.mjs";

async function dev() {
  const startedAt = Date.now();
  refuseProduction(process.env, "npm run dev");
  const settings = readSettings(process.env, root);
  await checkPorts(settings.listeners);
  const progress = new Progress({ total: 4 });
  await install(progress, "full");
  await generate(progress);
  await migrate(progress, settings.env);
  const title = "Sluice is running with hot reload";
  return runEverything(settings, { mode: "development", title, startedAt, progress });
}

dev()
  .catch(reportFailure)
  .then((code) => process.exit(code));
