// `npm run check`: every check that needs neither a browser nor a running system (all `check:…` scripts).
import { reportFailure } from "./prepare/launch-failure.mjs";
import { Progress } from "./prepare/progress.mjs";
import { generate, install } from "./prepare/steps.mjs";
import { listChecks, runPhase, summarise } from "./testing/phases.mjs";

async function check() {
  const progress = new Progress({ total: 2 });
  await install(progress, "full");
  await generate(progress);
  const results = [];
  for (const phase of listChecks()) results.push(await runPhase(phase));
  return summarise(results);
}

check()
  .catch(reportFailure)
  .then((code) => process.exit(code));
