// Measures traffic that is as dense as the answers come: CPU time per message, messages per second, latencies.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { BenchProcess } from "#gateway/bench/bench-process.ts";
import { type ProxyProcess, type Running, targetOf } from "#gateway/bench/contestants/contestants.ts";
import type { Target } from "#gateway/bench/load/raw-client.ts";
import { inTurns, type Series } from "#gateway/bench/rounds.ts";

/** How the client reaches a contestant, connections open at a time, and messages on their way on each. */
export type Load = {
  readonly scheme: Target["scheme"];
  readonly connections: number;
  readonly payloadBytes: number;
  readonly inFlight: number;
};

/** How often and how long. */
export type Pace = { readonly rounds: number; readonly warmUpMs: number; readonly measureMs: number };

/** What a contestant did. */
export type LoadResult = {
  /** CPU time of the proxy's process per echoed message, in microseconds; null for the backend itself. */
  readonly cpuUs: number | null;
  readonly messagesPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
};

export const nothingSchema = z.object({});
const cpuSchema = z.object({ cpuUs: z.number() });
export const markSchema = z.object({
  messages: z.number(),
  elapsedMs: z.number(),
  p50Us: z.number(),
  p99Us: z.number(),
});

/** Those that serve the load's scheme, in turns. */
export function measureLoad(
  running: readonly Running[],
  client: BenchProcess,
  load: Load,
  pace: Pace,
): Promise<Series<LoadResult>[]> {
  const { scheme, payloadBytes, connections, inFlight } = load;
  const able = running.filter((one) => targetOf(one, scheme) !== null);
  return inTurns(able, pace.rounds, async (one) => {
    const target = { ...targetOf(one, scheme), payloadBytes };
    await client.ask({ ask: "open", target, connections }, nothingSchema);
    await client.ask({ ask: "start", inFlight }, nothingSchema);
    return measureTraffic(one, client, pace);
  });
}

/** What happens on the client's connections between warming up and the end; drops them then. */
export async function measureTraffic(
  { process }: Running,
  client: BenchProcess,
  pace: Pace,
): Promise<LoadResult> {
  await wait(pace.warmUpMs);
  const cpuBeforeUs = await cpuOf(process);
  await client.ask({ ask: "mark" }, markSchema);
  await wait(pace.measureMs);
  const seen = await client.ask({ ask: "mark" }, markSchema);
  const cpuAfterUs = await cpuOf(process);
  await client.ask({ ask: "drop" }, nothingSchema);
  if (seen.messages === 0) throw new Error("no message came back");
  return {
    cpuUs: process === null ? null : (cpuAfterUs - cpuBeforeUs) / seen.messages,
    messagesPerSecond: (seen.messages / seen.elapsedMs) * 1_000,
    p50Us: seen.p50Us,
    p99Us: seen.p99Us,
  };
}

/** CPU time that a proxy has used since its start, in microseconds; 0 where there is none. */
export async function cpuOf(process: ProxyProcess | null): Promise<number> {
  return process === null ? 0 : (await process.ask({ ask: "cpu" }, cpuSchema)).cpuUs;
}
