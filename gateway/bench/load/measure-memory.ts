// Measures what idle connections hold of a proxy's memory, and whether one process holds thousands of them. The process
// is a fresh one: after a load its heap has room that new connections would fill unnoticed.
import { z } from "zod";
import type { BenchProcess } from "#gateway/bench/bench-process.ts";
import {
  type Contestant,
  type ContestantName,
  type Stage,
  startContestant,
  targetOf,
} from "#gateway/bench/contestants/contestants.ts";
import { openFileLimit } from "#gateway/bench/kernel-counters.ts";
import { nothingSchema } from "#gateway/bench/load/measure-load.ts";

/** Files that a process has open beside its connections: generously. */
const OTHER_FILES = 200;

/** Bytes per idle connection. */
export type MemoryResult = {
  readonly name: ContestantName;
  /** Of the process as the system counts it. */
  readonly rssBytes: number;
  /** Of V8's heap; 0 for programs without one. */
  readonly heapBytes: number;
};

/** How many connections: those open when it begins, which pay for what every process needs, and those that count. */
export type IdleLoad = { readonly before: number; readonly counted: number };

const memorySchema = z.object({ rssBytes: z.number(), heapBytes: z.number() });

/** Memory per connection after garbage collection; each connection has sent a message and got it back. */
export async function measureMemory(
  contestant: Contestant,
  stage: Stage,
  client: BenchProcess,
  idle: IdleLoad,
): Promise<MemoryResult[]> {
  const running = await startContestant(contestant, { ...stage, profileDir: null });
  const { process } = running;
  if (process === null) return [];
  const target = targetOf(running, "ws");
  try {
    await client.ask({ ask: "open", target, connections: idle.before }, nothingSchema);
    const before = await process.ask({ ask: "memory" }, memorySchema);
    await client.ask({ ask: "open", target, connections: idle.counted }, nothingSchema);
    const after = await process.ask({ ask: "memory" }, memorySchema);
    await client.ask({ ask: "drop" }, nothingSchema);
    const rssBytes = (after.rssBytes - before.rssBytes) / idle.counted;
    const heapBytes = (after.heapBytes - before.heapBytes) / idle.counted;
    return [{ name: contestant.name, rssBytes, heapBytes }];
  } finally {
    await process.stop();
  }
}

/** A crowd of idle connections in one process. */
export type CrowdResult = {
  readonly wanted: number;
  /** Open, and answering a message after all of them were open; fewer than wanted where `ulimit -n` does not allow more. */
  readonly held: number;
  readonly openFileLimit: number;
  readonly openingMs: number;
  readonly rssBytes: number;
};

/** Opens that many connections through a fresh process, and then asks each of them once more. */
export async function measureCrowd(
  contestant: Contestant,
  stage: Stage,
  client: BenchProcess,
  wanted: number,
): Promise<CrowdResult> {
  const limit = openFileLimit();
  // The proxy has two sockets for each.
  const held = Math.min(wanted, Math.floor((limit - OTHER_FILES) / 2));
  const running = await startContestant(contestant, { ...stage, profileDir: null });
  try {
    const startedMs = performance.now();
    const target = targetOf(running, "ws");
    await client.ask({ ask: "open", target, connections: held }, nothingSchema);
    const openingMs = performance.now() - startedMs;
    await client.ask({ ask: "roundTrips" }, nothingSchema);
    const rssBytes = (await running.process?.ask({ ask: "memory" }, memorySchema))?.rssBytes ?? Number.NaN;
    await client.ask({ ask: "drop" }, nothingSchema);
    return { wanted, held, openFileLimit: limit, openingMs, rssBytes };
  } finally {
    await running.process?.stop();
  }
}
