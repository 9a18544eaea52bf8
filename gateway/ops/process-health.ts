// How a worker's process is: the delay of its event loop, its memory, its CPU time.
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { WorkerProcess } from "../contract.ts";

const RESOLUTION_MS = 20;

export class ProcessHealth {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#delay.enable();
  }

  /** As of now; the delay is that since the last call. */
  read(): WorkerProcess {
    // The histogram holds the time between two ticks of its timer, the timer's own period included.
    const lagMs = Math.max(0, this.#delay.percentile(99) / 1e6 - RESOLUTION_MS);
    this.#delay.reset();
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return {
      eventLoopLagSeconds: lagMs / 1_000,
      residentBytes: rss,
      heapBytes: heapUsed,
      cpuSeconds: (user + system) / 1e6,
    };
  }
}
