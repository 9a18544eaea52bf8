// How a worker's process is: the delay of its event loop, its memory, its CPU time.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { WorkerProcess } from "../contract.ts";

const RESOLUTION_MS = 20;

export class ProcessHealth {
  #residentBytes = 0;
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#delay.enable();
  }

  /** As of now; the delay is that since the last call. */
  read(): WorkerProcess {
    // The histogram holds the time between two ticks of its timer, the timer's own period included.
    const lagMs = Math.max(0, this.#delay.percentile(99) / 1e6 - RESOLUTION_MS);
    this.#delay.reset();
    const { user, system } = process.cpuUsage();
    return {
      eventLoopLagSeconds: lagMs / 1_000,
      residentBytes: this.#readResidentBytes(),
      heapBytes: getHeapStatistics().used_heap_size,
      cpuSeconds: (user + system) / 1e6,
    };
  }

  /** As it was before, where it cannot be read: on Linux that takes a descriptor, and throws where none is left. */
  #readResidentBytes(): number {
    try {
      this.#residentBytes = process.memoryUsage.rss();
    } catch {} // whoever runs out of descriptors says so elsewhere
    return this.#residentBytes;
  }
}
