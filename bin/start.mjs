// `npm start`: evaluation mode. On a fresh clone this is the whole set-up; later it only starts. Built-ins
// only, because it runs before anything is installed. `--skip-install` is for callers that installed already.
import { checkPorts } from "./launch/ports.mjs";
import { runEverything } from "./launch/run-everything.mjs";
import { readSettings, refuseProduction } from "./launch/settings.mjs";
import { reportFailure } from "./prepare/launch-failure.mjs";
import { Progress } from "./prepare/progress.mjs";
import { root } from "./prepare/runtime.mjs";
import { build, generate, install, migrate } from "./prepare/steps.mjs";

async function start() {
  const startedAt = Date.now();
  refuseProduction(process.env, "npm start");
  const settings = readSettings(process.env, root);
  await checkPorts(settings.listeners);
  const isInstalling = !process.argv.includes("--skip-install");
  const progress = new Progress({ total: isInstalling ? 5 : 4 });
  if (isInstalling) await install(progress, "production");
  await generate(progress);
  await migrate(progress, settings.env);
  await build(progress);
  const title = "Sluice is running in evaluation mode";
  return runEverything(settings, { mode: "evaluation", title, startedAt, progress });
}

start()
  .catch(reportFailure)
  .then((code) => process.exit(code));
