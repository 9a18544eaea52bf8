// Puts the figures of the gateway bench side by side and holds them against the targets.
import type { Contestant } from "#gateway/bench/contestants.ts";
import { cpuShare, type Load, type LoadResult, medianOf } from "#gateway/bench/measure-load.ts";
import type { IdleLoad, MemoryResult } from "#gateway/bench/measure-memory.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";

const RELAY_SHARE = 0.6;
const HAPROXY_SHARE = 1.5;
const KILOBYTE = 1_024;
const IDLE_KILOBYTES = 12;

/** All that was measured; rounds and memory are in the order of the names. */
export type Contest = {
  readonly names: readonly Contestant["name"][];
  readonly traffic: readonly { readonly load: Load; readonly rounds: readonly LoadResult[][] }[];
  readonly memory: readonly (MemoryResult | null)[];
  readonly idle: IdleLoad;
};

/** The report as text. */
export function describeContest(contest: Contest): string {
  return [
    ...contest.traffic.map(({ load, rounds }) => trafficTable(contest, load, rounds)),
    memoryTable(contest),
    targetTable(contest),
  ].join("\n\n");
}

function trafficTable({ names }: Contest, load: Load, rounds: readonly LoadResult[][]): string {
  const head = ["", "CPU µs/message", "messages/s", "p50 ms", "p99 ms"];
  const rows = rounds
    .map(medianOf)
    .map((result, index) => [
      names[index] ?? "",
      result.cpuUs === null ? "–" : result.cpuUs.toFixed(2),
      Math.round(result.messagesPerSecond).toLocaleString("en"),
      (result.p50Us / 1_000).toFixed(2),
      (result.p99Us / 1_000).toFixed(2),
    ]);
  return `${load.payloadBytes} B messages, ${load.connections} connections, ${load.inFlight} in flight each (CPU of the proxy's process, medians)\n${formatTable(head, rows)}`;
}

function memoryTable({ names, memory, idle }: Contest): string {
  const rows = memory.flatMap((result, index) =>
    result === null ? [] : [[names[index] ?? "", kilobytes(result.rssBytes), kilobytes(result.heapBytes)]],
  );
  return `Memory per idle connection, ${idle.counted} connections\n${formatTable(["", "RSS KB", "of it V8 heap KB"], rows)}`;
}

function targetTable({ names, traffic, memory }: Contest): string {
  const at = (name: Contestant["name"]): number => names.indexOf(name);
  const rows = traffic.flatMap(({ load, rounds }) => {
    const of = (name: Contestant["name"]): readonly LoadResult[] => rounds[at(name)] ?? [];
    const ofRelay = cpuShare(of("Sluice"), of("ws relay"));
    const ofHttpProxy = cpuShare(of("Sluice"), of("http-proxy-3"));
    const what = `CPU per message, ${load.payloadBytes} B, ${load.inFlight} in flight`;
    const ofHaproxy = cpuShare(of("Sluice"), of("HAProxy"));
    return [
      row(`${what}: share of the ws relay's`, ofRelay, RELAY_SHARE),
      row(`${what}: share of http-proxy-3's`, ofHttpProxy, 1),
      row(`${what}: share of httpxy's`, cpuShare(of("Sluice"), of("httpxy")), 1),
      ...(names.includes("HAProxy") ? [row(`${what}: share of HAProxy's`, ofHaproxy, HAPROXY_SHARE)] : []),
    ];
  });
  const idleKilobytes = (memory[at("Sluice")]?.rssBytes ?? Number.NaN) / KILOBYTE;
  rows.push(row("Memory per idle connection, KB", idleKilobytes, IDLE_KILOBYTES));
  return `Targets\n${formatTable(["", "Sluice", "at most", ""], rows)}`;
}

function row(what: string, value: number, target: number): string[] {
  return [what, value.toFixed(3), target.toFixed(3), verdict(value, target)];
}

function kilobytes(bytes: number): string {
  return (bytes / KILOBYTE).toFixed(1);
}
