// Preloaded (`--import`) into the portal that a bench measures: watches its event loop, and tells whoever connects to the
// socket how long it was kept busy since the last one asked. Must neither keep the process alive nor reach its threads.
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import type { LoopFigures } from "./loop-figures.ts";

const RESOLUTION_MS = 5;
const NANOSECONDS = 1e6;
const MICROSECONDS = 1e3;
const P99 = 99;

const socket = process.env.SLUICE_BENCH_SOCKET;
if (isMainThread && socket !== undefined) watch(socket);

function watch(path: string): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let longestCpuMs = 0;
  let lastCpuMs = threadCpuMs();
  // What the thread computes between two ticks is one task, or several that let no timer through.
  const tick = () => {
    const cpuMs = threadCpuMs();
    longestCpuMs = Math.max(longestCpuMs, cpuMs - lastCpuMs);
    lastCpuMs = cpuMs;
  };
  setInterval(tick, RESOLUTION_MS).unref();
  const figures = (): LoopFigures => ({
    delayMs: { p99: delay.percentile(P99) / NANOSECONDS, max: delay.max / NANOSECONDS },
    longestCpuMs,
  });
  // A process before this one, that was killed, may have left it.
  rmSync(path, { force: true });
  const server = createServer((connection) => {
    connection.on("error", () => connection.destroy());
    connection.end(JSON.stringify(figures()));
    delay.reset();
    longestCpuMs = 0;
  });
  server.listen(path).unref();
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / MICROSECONDS;
}
