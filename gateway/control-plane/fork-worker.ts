// Starts the process of a worker, with the flags that workers run with.
import cluster, { type Worker } from "node:cluster";
import type { Logger } from "pino";
import { workerFlags } from "../ops/worker-flags.ts";

const notStarted = "a worker could not be started; it is tried again";

/** Null where the system starts no process, as without descriptors: nothing more is heard of such a worker. */
export function forkWorker(log: Pick<Logger, "error" | "debug">): Worker | null {
  let worker: Worker;
  try {
    cluster.setupPrimary({ execArgv: [...process.execArgv, ...workerFlags] });
    worker = cluster.fork();
  } catch (error) {
    log.error({ err: error }, notStarted);
    return null;
  }
  const isStarted = worker.process.pid !== undefined;
  // A message to a worker that is just ending cannot be sent: its "exit" is what counts.
  worker.on("error", (error) => {
    if (isStarted) log.debug({ err: error }, "a worker did not get a message");
    else log.error({ err: error }, notStarted);
  });
  if (isStarted) return worker;
  delete cluster.workers?.[worker.id];
  return null;
}
