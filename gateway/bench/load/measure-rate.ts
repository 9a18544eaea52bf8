// Measures what a proxy adds to the time of a message at a fixed rate: the client sends on time, whether or not the
// answers keep up.
import type { BenchProcess } from "#gateway/bench/bench-process.ts";
import { type Running, targetOf } from "#gateway/bench/contestants/contestants.ts";
import {
  type LoadResult,
  measureTraffic,
  nothingSchema,
  type Pace,
} from "#gateway/bench/load/measure-load.ts";
import { inTurns, type Series } from "#gateway/bench/rounds.ts";

export const rateLoad = { connections: 100, perSecond: 10_000, payloadBytes: 128 } as const;

/** Latencies, and by how much they exceed those of the backend itself in the same round, in microseconds. */
export type RateResult = LoadResult & { readonly addedP50Us: number; readonly addedP99Us: number };

/** All contestants in turns; the backend itself has to be among them. */
export async function measureRate(
  running: readonly Running[],
  client: BenchProcess,
  pace: Pace,
): Promise<Series<RateResult>[]> {
  const { connections, perSecond, payloadBytes } = rateLoad;
  const all = await inTurns(running, pace.rounds, async (one) => {
    const target = { ...targetOf(one, "ws"), payloadBytes };
    await client.ask({ ask: "open", target, connections }, nothingSchema);
    await client.ask({ ask: "startAt", perSecond }, nothingSchema);
    return measureTraffic(one, client, pace);
  });
  const direct = all.find(({ name }) => name === "direct");
  return all.map(({ name, rounds }) => ({
    name,
    rounds: rounds.map((result, round) => ({
      ...result,
      addedP50Us: result.p50Us - (direct?.rounds[round]?.p50Us ?? Number.NaN),
      addedP99Us: result.p99Us - (direct?.rounds[round]?.p99Us ?? Number.NaN),
    })),
  }));
}
