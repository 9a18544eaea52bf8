// The last step of every launcher that ends in a running system: check the ports, start the processes, say
// where they are, and live until they end.
import { formatDuration } from "../prepare/progress.mjs";
import { getRuntime } from "../prepare/runtime.mjs";
import { banner } from "./banner.mjs";
import { checkPorts } from "./ports.mjs";
import { listServices } from "./services.mjs";
import { stopOnSignals } from "./signals.mjs";
import { Supervisor } from "./supervisor.mjs";

/**
 * @param {ReturnType<typeof import("./settings.mjs").readSettings>} settings
 * @param {{ mode: "evaluation" | "development", title: string, startedAt: number,
 *   progress: import("../prepare/progress.mjs").Progress }} options startedAt: when the launcher began, in ms
 * @returns {Promise<number>} the exit code, once all processes have ended
 */
export async function runEverything(settings, { mode, title, startedAt, progress }) {
  await checkPorts(settings.listeners);
  const services = listServices(settings, getRuntime(), mode);
  // The gateway may take its whole drain, and a little more to end its workers.
  const supervisor = new Supervisor(services, { stopTimeoutMs: settings.drainMs + 15_000 });
  stopOnSignals(supervisor, { say: (text) => process.stdout.write(`\n${text}\n`) });
  const names = services.map(({ name }) => name).join(", ");
  await progress.announce(`Starting ${names}`, () => supervisor.start());
  if (!supervisor.isStopping) {
    process.stdout.write(banner(settings, { title, took: formatDuration(Date.now() - startedAt) }));
  }
  return supervisor.finished;
}
