// Measures what an idle connection holds of a proxy's memory. The process is a fresh one: after a load its heap has
// room that new connections would fill unnoticed.
import { z } from "zod";
import type { BenchProcess } from "#gateway/bench/bench-process.ts";
import { type Contestant, startContestant } from "#gateway/bench/contestants.ts";

/** Bytes per idle connection. */
export type MemoryResult = {
  /** Of the process as the system counts it. */
  readonly rssBytes: number;
  /** Of V8's heap. */
  readonly heapBytes: number;
};

/** How many connections: those open when it begins, which pay for what every process needs, and those that count. */
export type IdleLoad = { readonly before: number; readonly counted: number };

const nothingSchema = z.object({});
const memorySchema = z.object({ rssBytes: z.number(), heapBytes: z.number() });

/** Memory per connection after garbage collection; each connection has sent a message and got it back. */
export async function measureMemory(
  contestant: Contestant,
  backendPort: number,
  client: BenchProcess,
  idle: IdleLoad,
): Promise<MemoryResult | null> {
  const { process, target } = await startContestant(contestant, backendPort, null);
  if (process === null) return null;
  try {
    await client.ask({ ask: "open", target, connections: idle.before }, nothingSchema);
    const before = await process.ask({ ask: "memory" }, memorySchema);
    await client.ask({ ask: "open", target, connections: idle.counted }, nothingSchema);
    const after = await process.ask({ ask: "memory" }, memorySchema);
    await client.ask({ ask: "drop" }, nothingSchema);
    return {
      rssBytes: (after.rssBytes - before.rssBytes) / idle.counted,
      heapBytes: (after.heapBytes - before.heapBytes) / idle.counted,
    };
  } finally {
    await process.stop();
  }
}
