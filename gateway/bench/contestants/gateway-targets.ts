// Holds the figures of the gateway bench against the targets. A target whose other side took no part is left out.
import type { ContestantName } from "#gateway/bench/contestants/contestants.ts";
import { type Contest, cpuOfResult } from "#gateway/bench/gateway-report.ts";
import type { LoadResult } from "#gateway/bench/load/measure-load.ts";
import { medianShare, type Series } from "#gateway/bench/rounds.ts";
import { formatTable, type Verdict, verdict, verdictAtLeast } from "#gateway/bench/text-table.ts";

const KILOBYTE = 1_024;
const IDLE_KILOBYTES = 12;
const CROWD = 9_000;
/** Of the p99 that HAProxy adds. */
const ADDED_SHARE = 2;
/** Handshakes per second of CPU, of http-proxy-3's. */
const HANDSHAKE_SHARE = 1.5;

/** CPU per message, as a share of another's. */
const cpuTargets: readonly {
  readonly of: ContestantName;
  readonly other: ContestantName;
  readonly most: number;
}[] = [
  { of: "Sluice", other: "HAProxy", most: 1.5 },
  { of: "Sluice", other: "ws relay", most: 0.6 },
  { of: "Sluice", other: "http-proxy-3", most: 1 },
  { of: "Sluice", other: "httpxy", most: 1 },
  { of: "Sluice inspected", other: "ws relay", most: 1.2 },
  { of: "Sluice plan", other: "Sluice", most: 1.05 },
  { of: "Sluice JWT", other: "Sluice", most: 1.05 },
];

type Row = readonly [what: string, value: string, bound: string, verdict: Verdict];

/** The targets as a table. */
export function describeTargets(contest: Contest): string {
  const rows = [
    ...contest.traffic.flatMap(({ load, series }) => {
      const { scheme, payloadBytes, inFlight } = load;
      return cpuRows(`CPU per message, ${scheme}, ${payloadBytes} B, ${inFlight} in flight`, series);
    }),
    ...rateRows(contest),
    ...handshakeRows(contest),
    ...idleRows(contest),
  ];
  return `Targets\n${formatTable(["", "measured", "target", ""], rows)}`;
}

function cpuRows(what: string, series: readonly Series<LoadResult>[]): Row[] {
  return cpuTargets.flatMap(({ of, other, most }) => {
    const share = medianShare(series, of, other, cpuOfResult);
    return share === null ? [] : [atMost(`${what}: ${of} of ${other}'s`, share, most)];
  });
}

function rateRows({ rate }: Contest): Row[] {
  const share = medianShare(rate, "Sluice", "HAProxy", (result) => result.addedP99Us);
  return share === null ? [] : [atMost("p99 added at 10,000 messages/s: of HAProxy's", share, ADDED_SHARE)];
}

function handshakeRows({ handshakes }: Contest): Row[] {
  const share = medianShare(handshakes, "Sluice", "http-proxy-3", (result) => 1 / cpuOfResult(result));
  if (share === null) return [];
  return [atLeast("Handshakes per second of CPU: of http-proxy-3's", share, HANDSHAKE_SHARE)];
}

function idleRows({ memory, crowd }: Contest): Row[] {
  const own = memory.find(({ name }) => name === "Sluice");
  return [
    ...(own === undefined
      ? []
      : [atMost("Memory per idle connection, KB", own.rssBytes / KILOBYTE, IDLE_KILOBYTES)]),
    ...(crowd === null || crowd.wanted < CROWD
      ? []
      : [atLeast("Idle connections in one worker", crowd.held, CROWD)]),
  ];
}

function atMost(what: string, value: number, bound: number): Row {
  return [what, shown(value), `≤ ${bound}`, verdict(value, bound)];
}

function atLeast(what: string, value: number, bound: number): Row {
  return [what, shown(value), `≥ ${bound}`, verdictAtLeast(value, bound)];
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
