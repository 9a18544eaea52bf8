// Measures how a worker takes in thousands of APIs, and then one deploy: in a process of its own, over IPC, in the batches
// that the primary sends.
import { z } from "zod";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { median } from "#gateway/bench/statistics.ts";
import { routingBatchSize } from "#gateway/control-plane/routing-delivery.ts";
import { applyUpdate, inBatches, type RoutingState, wholeOf } from "#gateway/control-plane/routing-state.ts";
import type { RoutingEntry, RoutingUpdate } from "#lib/routes/route-record.ts";

const ROUNDS = 3;
const DEPLOYS = 50;

/** Medians of the rounds, each with a fresh process. */
export type RoutingLoad = {
  /** From the first batch sent to the last one applied. */
  readonly loadMs: number;
  /** Longest time in which the worker's event loop stood still meanwhile. */
  readonly pauseMs: number;
  /** From a deploy that reaches the primary until the worker serves it. */
  readonly deployMs: number;
  /** By how much the worker has grown. */
  readonly rssBytes: number;
  readonly heapBytes: number;
};

const nothingSchema = z.object({});
const appliedSchema = z.object({ revision: z.int() });
const pauseSchema = z.object({ pauseMs: z.number() });
const memorySchema = z.object({ rssBytes: z.number(), heapBytes: z.number() });

/** `deploy` makes the entry of the nth deploy. */
export async function measureRoutingLoad(
  state: RoutingState,
  deploy: (number: number) => RoutingEntry,
): Promise<RoutingLoad> {
  const rounds: RoutingLoad[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureOnce(state, deploy));
  const of = (figure: (round: RoutingLoad) => number): number => median(rounds.map(figure));
  return {
    loadMs: of(({ loadMs }) => loadMs),
    pauseMs: of(({ pauseMs }) => pauseMs),
    deployMs: of(({ deployMs }) => deployMs),
    rssBytes: of(({ rssBytes }) => rssBytes),
    heapBytes: of(({ heapBytes }) => heapBytes),
  };
}

async function measureOnce(
  state: RoutingState,
  deploy: (number: number) => RoutingEntry,
): Promise<RoutingLoad> {
  const worker = new BenchProcess({ file: "routing/routing-worker.ts" });
  const apply = (update: RoutingUpdate) => worker.ask({ ask: "apply", update }, appliedSchema);
  try {
    const before = await worker.ask({ ask: "memory" }, memorySchema);
    await worker.ask({ ask: "watch" }, nothingSchema);
    const startedMs = performance.now();
    await Promise.all([...inBatches(wholeOf(state), routingBatchSize)].map(apply));
    const loadMs = performance.now() - startedMs;
    const { pauseMs } = await worker.ask({ ask: "pause" }, pauseSchema);
    const after = await worker.ask({ ask: "memory" }, memorySchema);
    const deployMs = await measureDeploys(state, apply, deploy);
    const rssBytes = after.rssBytes - before.rssBytes;
    return { loadMs, pauseMs, deployMs, rssBytes, heapBytes: after.heapBytes - before.heapBytes };
  } finally {
    await worker.stop();
  }
}

async function measureDeploys(
  first: RoutingState,
  apply: (update: RoutingUpdate) => Promise<unknown>,
  deploy: (number: number) => RoutingEntry,
): Promise<number> {
  let state = first;
  const times: number[] = [];
  for (let number = 0; number < DEPLOYS; number += 1) {
    const startedMs = performance.now();
    const update = { revision: first.revision + number + 1, isFull: false, entries: [deploy(number)] };
    const applied = applyUpdate(state, update);
    state = applied.state;
    await apply(applied.delta);
    times.push(performance.now() - startedMs);
  }
  return median(times);
}
