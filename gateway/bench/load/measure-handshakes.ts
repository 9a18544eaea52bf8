// Measures connections that come and go: opened, closed properly, and the next one, a bounded number at a time.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { BenchProcess } from "#gateway/bench/bench-process.ts";
import { type Running, targetOf } from "#gateway/bench/contestants/contestants.ts";
import { cpuOf, nothingSchema, type Pace } from "#gateway/bench/load/measure-load.ts";
import { inTurns, type Series } from "#gateway/bench/rounds.ts";

/** Connections on their way at a time. */
export const handshakesInParallel = 32;

export type HandshakeResult = {
  /** CPU time of the proxy's process for a connection's whole life, in microseconds; null for the backend itself. */
  readonly cpuUs: number | null;
  readonly perSecond: number;
};

const churnSchema = z.object({ handshakes: z.number(), elapsedMs: z.number() });

/** All contestants in turns. */
export function measureHandshakes(
  running: readonly Running[],
  client: BenchProcess,
  pace: Pace,
): Promise<Series<HandshakeResult>[]> {
  return inTurns(running, pace.rounds, async (one) => {
    const parallel = handshakesInParallel;
    await client.ask({ ask: "churn", target: targetOf(one, "ws"), parallel }, nothingSchema);
    await wait(pace.warmUpMs);
    const cpuBeforeUs = await cpuOf(one.process);
    await client.ask({ ask: "markChurn" }, churnSchema);
    await wait(pace.measureMs);
    const { handshakes, elapsedMs } = await client.ask({ ask: "markChurn" }, churnSchema);
    const cpuAfterUs = await cpuOf(one.process);
    await client.ask({ ask: "stopChurn" }, nothingSchema);
    if (handshakes === 0) throw new Error("no connection was opened and closed");
    return {
      cpuUs: one.process === null ? null : (cpuAfterUs - cpuBeforeUs) / handshakes,
      perSecond: (handshakes / elapsedMs) * 1_000,
    };
  });
}
