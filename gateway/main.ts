// Entry of the gateway. The primary process holds the control plane (database, certificates, operations); its workers
// hold the data plane (sockets). Node's cluster module hands each accepted connection to one worker.
import cluster from "node:cluster";
import { readConfig } from "./config.ts";

try {
  const config = readConfig();
  if (cluster.isPrimary) {
    const { runPrimary } = await import("./control-plane/primary.ts");
    await runPrimary(config);
  } else {
    const { runWorker } = await import("./worker.ts");
    await runWorker(config);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
