// `node bin/with-packages.mjs TOOL ARGS`: runs a development tool from node_modules after installing what is missing:
// `npm start` leaves out what only developers need.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { reportFailure } from "./prepare/launch-failure.mjs";
import { Progress } from "./prepare/progress.mjs";
import { getRuntime, root, sluiceEnvironment } from "./prepare/runtime.mjs";
import { generate, install } from "./prepare/steps.mjs";

async function run() {
  const [tool, ...args] = process.argv.slice(2);
  const progress = new Progress({ total: 2 });
  await install(progress, "full");
  await generate(progress);
  const isWindows = process.platform === "win32";
  const file = path.join(root, "node_modules", ".bin", isWindows ? `${tool}.cmd` : tool);
  const env = sluiceEnvironment(getRuntime());
  return spawnSync(file, args, { stdio: "inherit", env, shell: isWindows }).status ?? 1;
}

run()
  .catch(reportFailure)
  .then((code) => process.exit(code));
