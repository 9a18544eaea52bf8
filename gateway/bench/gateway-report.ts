// Puts the figures of the gateway bench side by side.
import { type HandshakeResult, handshakesInParallel } from "#gateway/bench/load/measure-handshakes.ts";
import type { Load, LoadResult } from "#gateway/bench/load/measure-load.ts";
import type { CrowdResult, IdleLoad, MemoryResult } from "#gateway/bench/load/measure-memory.ts";
import { type RateResult, rateLoad } from "#gateway/bench/load/measure-rate.ts";
import { medianOf, type Series } from "#gateway/bench/rounds.ts";
import { formatTable } from "#gateway/bench/text-table.ts";

const KILOBYTE = 1_024;

/** All that was measured; what was not asked for is empty or null. */
export type Contest = {
  readonly traffic: readonly { readonly load: Load; readonly series: readonly Series<LoadResult>[] }[];
  readonly rate: readonly Series<RateResult>[];
  readonly handshakes: readonly Series<HandshakeResult>[];
  readonly memory: readonly MemoryResult[];
  readonly idle: IdleLoad;
  readonly crowd: CrowdResult | null;
};

/** The tables as text. */
export function describeContest({ traffic, rate, handshakes, memory, idle, crowd }: Contest): string {
  return [
    ...traffic.map(({ load, series }) => trafficTable(load, series)),
    ...(rate.length > 0 ? [rateTable(rate)] : []),
    ...(handshakes.length > 0 ? [handshakeTable(handshakes)] : []),
    ...(memory.length > 0 ? [memoryTable(memory, idle)] : []),
    ...(crowd === null ? [] : [crowdLine(crowd)]),
  ].join("\n\n");
}

/** CPU time of a result as a figure; none where there is no proxy. */
export function cpuOfResult({ cpuUs }: { readonly cpuUs: number | null }): number {
  return cpuUs ?? Number.NaN;
}

function trafficTable(load: Load, all: readonly Series<LoadResult>[]): string {
  const rows = all.map((series) => [
    series.name,
    figure(medianOf(series, cpuOfResult), 2),
    whole(medianOf(series, (result) => result.messagesPerSecond)),
    milliseconds(medianOf(series, (result) => result.p50Us)),
    milliseconds(medianOf(series, (result) => result.p99Us)),
  ]);
  const { scheme, payloadBytes, connections, inFlight } = load;
  const what = `${scheme}, ${payloadBytes} B messages, ${connections} connections, ${inFlight} in flight each`;
  const table = formatTable(["", "CPU µs/message", "messages/s", "p50 ms", "p99 ms"], rows);
  return `${what} (CPU of the proxy's process, medians)\n${table}`;
}

function rateTable(all: readonly Series<RateResult>[]): string {
  const rows = all.map((series) => [
    series.name,
    figure(medianOf(series, cpuOfResult), 2),
    whole(medianOf(series, (result) => result.messagesPerSecond)),
    milliseconds(medianOf(series, (result) => result.p50Us)),
    milliseconds(medianOf(series, (result) => result.p99Us)),
    milliseconds(medianOf(series, (result) => result.addedP50Us)),
    milliseconds(medianOf(series, (result) => result.addedP99Us)),
  ]);
  const { perSecond, connections, payloadBytes } = rateLoad;
  const what = `ws, ${payloadBytes} B messages at a fixed rate of ${whole(perSecond)}/s over ${connections} connections`;
  const head = ["", "CPU µs/message", "messages/s", "p50 ms", "p99 ms", "added p50", "added p99"];
  return `${what} (added: less the backend's own in the same round)\n${formatTable(head, rows)}`;
}

function handshakeTable(all: readonly Series<HandshakeResult>[]): string {
  const rows = all.map((series) => [
    series.name,
    figure(medianOf(series, cpuOfResult), 0),
    figure(1e6 / medianOf(series, cpuOfResult), 0),
    whole(medianOf(series, (result) => result.perSecond)),
  ]);
  const head = ["", "CPU µs each", "per second of CPU", "per second, here"];
  return `ws, connections opened and closed, ${handshakesInParallel} at a time\n${formatTable(head, rows)}`;
}

function memoryTable(memory: readonly MemoryResult[], idle: IdleLoad): string {
  const rows = memory.map(({ name, rssBytes, heapBytes }) => [
    name,
    kilobytes(rssBytes),
    heapBytes === 0 ? "–" : kilobytes(heapBytes),
  ]);
  const head = ["", "RSS KB", "of it V8 heap KB"];
  return `Memory per idle connection, ${whole(idle.counted)} connections\n${formatTable(head, rows)}`;
}

function crowdLine({ wanted, held, openFileLimit, openingMs, rssBytes }: CrowdResult): string {
  const why =
    held < wanted
      ? ` (not ${whole(wanted)}: \`ulimit -n\` is ${openFileLimit}, and each takes two files)`
      : "";
  const took = `opened in ${(openingMs / 1_000).toFixed(1)} s`;
  const megabytes = (rssBytes / KILOBYTE / KILOBYTE).toFixed(0);
  return `${whole(held)} idle connections in one worker${why}: ${took}, all answer, ${megabytes} MB in all`;
}

function kilobytes(bytes: number): string {
  return (bytes / KILOBYTE).toFixed(1);
}

function milliseconds(microseconds: number): string {
  return (microseconds / 1_000).toFixed(2);
}

function figure(value: number, digits: number): string {
  return Number.isNaN(value) ? "–" : value.toFixed(digits);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
