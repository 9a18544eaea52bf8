// Measures traffic, contestant after contestant, round after round, so that whatever else the machine does meanwhile
// strikes all of them alike; of the rounds the median counts.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { BenchProcess } from "#gateway/bench/bench-process.ts";
import type { ProxyProcess, Running } from "#gateway/bench/contestants.ts";
import { median } from "#gateway/bench/statistics.ts";

/** Connections open at a time, and messages on their way on each. */
export type Load = { readonly connections: number; readonly inFlight: number; readonly payloadBytes: number };

/** How often and how long. */
export type Pace = { readonly rounds: number; readonly warmUpMs: number; readonly measureMs: number };

/** What a contestant did under a load. */
export type LoadResult = {
  /** CPU time of the proxy's process per echoed message, in microseconds; null for the backend itself. */
  readonly cpuUs: number | null;
  readonly messagesPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
};

const nothingSchema = z.object({});
const cpuSchema = z.object({ cpuUs: z.number() });
const markSchema = z.object({
  messages: z.number(),
  elapsedMs: z.number(),
  p50Us: z.number(),
  p99Us: z.number(),
});

/** Rounds of every contestant, in the order of the contestants. */
export async function measureLoad(
  running: readonly Running[],
  client: BenchProcess,
  load: Load,
  pace: Pace,
): Promise<LoadResult[][]> {
  const results: LoadResult[][] = running.map(() => []);
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const [index, contestant] of running.entries()) {
      results[index]?.push(await measureOnce(contestant, client, load, pace));
    }
  }
  return results;
}

async function measureOnce(
  { process, target }: Running,
  client: BenchProcess,
  load: Load,
  pace: Pace,
): Promise<LoadResult> {
  const { connections, inFlight, payloadBytes } = load;
  await client.ask({ ask: "open", target: { ...target, payloadBytes }, connections }, nothingSchema);
  await client.ask({ ask: "start", inFlight }, nothingSchema);
  await wait(pace.warmUpMs);
  const cpuBefore = await cpuOf(process);
  await client.ask({ ask: "mark" }, markSchema);
  await wait(pace.measureMs);
  const seen = await client.ask({ ask: "mark" }, markSchema);
  const cpuAfter = await cpuOf(process);
  await client.ask({ ask: "drop" }, nothingSchema);
  if (seen.messages === 0) throw new Error("no message came back");
  return {
    cpuUs: process === null ? null : (cpuAfter - cpuBefore) / seen.messages,
    messagesPerSecond: (seen.messages / seen.elapsedMs) * 1_000,
    p50Us: seen.p50Us,
    p99Us: seen.p99Us,
  };
}

async function cpuOf(process: ProxyProcess | null): Promise<number> {
  return process === null ? 0 : (await process.ask({ ask: "cpu" }, cpuSchema)).cpuUs;
}

/** The median of each figure. */
export function medianOf(rounds: readonly LoadResult[]): LoadResult {
  return {
    cpuUs: rounds[0]?.cpuUs === null ? null : median(rounds.map(({ cpuUs }) => cpuUs ?? Number.NaN)),
    messagesPerSecond: median(rounds.map((round) => round.messagesPerSecond)),
    p50Us: median(rounds.map((round) => round.p50Us)),
    p99Us: median(rounds.map((round) => round.p99Us)),
  };
}

/** CPU time per message as a share of another contestant's: round by round, since they ran side by side, the median. */
export function cpuShare(rounds: readonly LoadResult[], others: readonly LoadResult[]): number {
  return median(
    rounds.map(({ cpuUs }, round) => (cpuUs ?? Number.NaN) / (others[round]?.cpuUs ?? Number.NaN)),
  );
}
