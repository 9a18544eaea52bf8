// Entry of the gateway. The primary process holds the control plane (database, certificates, operations); its workers
// hold the data plane (sockets). Node's cluster module hands each accepted connection to one worker.
import cluster from "node:cluster";
import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// What was compiled once is kept: a worker takes the place of one that died in a quarter of the time. Before any other import.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/node", import.meta.url)));

try {
  const { readConfig } = await import("./config.ts");
  const config = readConfig();
  if (cluster.isPrimary) {
    const { runPrimary } = await import("./control-plane/primary.ts");
    await runPrimary(config);
  } else {
    const { runWorker } = await import("./worker.ts");
    await runWorker(config);
  }
  flushCompileCache();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
