// One worker process: the data plane, driven by messages from the control plane.
import { randomBytes } from "node:crypto";
import type { GatewayConfig } from "./config.ts";
import type { FromWorker, ToWorker } from "./contract.ts";
import { createDataPlane } from "./data-plane/data-plane.ts";
import { logConnections } from "./ops/connection-log.ts";
import { createLog } from "./ops/log.ts";

const statsEveryMs = 1_000;

export function runWorker(config: GatewayConfig): void {
  const log = createLog(config.LOG_LEVEL);
  logConnections(log);
  const plane = createDataPlane({ now: Date.now, randomBytes });
  const tell = (message: FromWorker) => process.send?.(message);
  const obey = async (message: ToWorker): Promise<void> => {
    switch (message.type) {
      case "listen":
        tell({ type: "ready", ...(await plane.listen(message.options, message.tls)) });
        return;
      case "routing":
        plane.applyRouting(message.update);
        tell({ type: "applied", revision: message.update.revision });
        return;
      case "tls":
        plane.setTls(message.tls);
        return;
      case "drain":
        await plane.drain(message.windowMs);
        tell({ type: "drained" });
        process.disconnect();
    }
  };
  process.on("message", (message: ToWorker) => {
    obey(message).catch((error: unknown) => {
      log.fatal({ err: error, message: message.type }, "worker cannot go on");
      process.exit(1);
    });
  });
  // The primary decides when workers end; a Ctrl-C reaches the whole process group.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  process.on("SIGHUP", () => {});
  process.on("disconnect", () => process.exit(0));
  setInterval(() => tell({ type: "stats", stats: plane.stats() }), statsEveryMs).unref();
}
