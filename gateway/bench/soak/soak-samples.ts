// What is watched during a soak: heaps, memory and open files of the gateway's processes, and how they grow.

import type { RealGateway } from "#gateway/bench/contestants/real-gateway.ts";
import { childrenOf, openFilesOf, residentBytesOf } from "#gateway/bench/kernel-counters.ts";

/** One group of processes at one time. */
export type ProcessSample = {
  readonly atMs: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly openFiles: number;
};

/** The primary, and the workers summed. */
export type GatewaySample = { readonly primary: ProcessSample; readonly workers: ProcessSample };

/** As of now; heaps are those of the gateway's own `/metrics`. */
export async function sampleGateway(gateway: RealGateway, atMs: number): Promise<GatewaySample> {
  const metrics = await gateway.metrics();
  const { pid } = gateway.process;
  const workers = childrenOf(pid);
  return {
    primary: {
      atMs,
      heapBytes: metrics.get("sluice_primary_nodejs_heap_size_used_bytes") ?? Number.NaN,
      rssBytes: residentBytesOf(pid),
      openFiles: openFilesOf(pid),
    },
    workers: {
      atMs,
      heapBytes: sumOf([...metrics].filter(([name]) => name.startsWith("sluice_worker_heap_used_bytes"))),
      rssBytes: workers.reduce((sum, worker) => sum + residentBytesOf(worker), 0),
      openFiles: workers.reduce((sum, worker) => sum + openFilesOf(worker), 0),
    },
  };
}

function sumOf(entries: readonly (readonly [string, number])[]): number {
  return entries.reduce((sum, [, value]) => sum + value, 0);
}

const WINDOWS = 12;

/**
 * By how much a figure grows in a minute, per the line that fits its lows best: between two garbage collections a heap
 * rises whatever it does in the long run. The first third of the samples is left out, while caches fill.
 */
export function growthPerMinute(
  samples: readonly ProcessSample[],
  figure: (sample: ProcessSample) => number,
): number {
  const later = samples.slice(Math.floor(samples.length / 3));
  const size = Math.max(1, Math.floor(later.length / WINDOWS));
  const lows = Array.from({ length: Math.floor(later.length / size) }, (_, window) =>
    later
      .slice(window * size, (window + 1) * size)
      .reduce((low, sample) => (figure(sample) < figure(low) ? sample : low)),
  );
  const points = lows.map((sample) => ({ x: sample.atMs / 60_000, y: figure(sample) }));
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
