// Puts into words what a soak has shown.
import { type GatewaySample, growthPerMinute, type ProcessSample } from "#gateway/bench/soak/soak-samples.ts";
import type { SoakTally, WrongMessages } from "#gateway/bench/soak/soak-tally.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";

const KILOBYTE = 1_024;
const MEGABYTE = KILOBYTE * KILOBYTE;

/** All that was seen. */
export type Soak = {
  readonly minutes: number;
  readonly connections: number;
  /** Of all clients. */
  readonly tally: SoakTally;
  /** What the backend that lives has seen. */
  readonly atBackend: WrongMessages;
  readonly deploys: number;
  readonly deaths: number;
  /** Before the first connection, all the while, and after the last one has gone. */
  readonly before: GatewaySample;
  readonly samples: readonly GatewaySample[];
  readonly after: GatewaySample;
  /** Lines of the gateway's log from error upwards. */
  readonly errorLines: readonly string[];
};

/** The report as text. */
export function describeSoak(soak: Soak): string {
  const { minutes, connections, tally, deploys, deaths } = soak;
  const summary = [
    `${minutes} min with ${whole(connections)} connections: ${whole(tally.opened)} opened in all, ${whole(tally.sent)} messages there and back,`,
    `${whole(deploys)} deploys, a backend killed ${deaths} times (${whole(tally.cut)} of its connections ended with it).`,
  ].join(" ");
  const rows = wrongCounts(soak).map(([what, count]) => [what, whole(count), "0", verdict(count, 0)]);
  return [
    `${summary}\n${formatTable(["", "counted", "at most", ""], rows)}`,
    ...listed("What was refused or closed", reasonsOf(tally)),
    ...listed("Errors in the gateway's log", soak.errorLines.slice(0, 5)),
    processTable(soak),
  ].join("\n\n");
}

/** True where nothing was lost, doubled, reordered, altered, refused or closed that should not have been. */
export function hasHeld(soak: Soak): boolean {
  return wrongCounts(soak).every(([, count]) => count === 0);
}

function wrongCounts({ tally, atBackend }: Soak): [what: string, count: number][] {
  return [
    ["Messages lost on the way there or back", tally.lost + atBackend.lost],
    ["Messages duplicated", tally.duplicated + atBackend.duplicated],
    ["Messages out of order", tally.reordered + atBackend.reordered],
    ["Messages altered", tally.altered + atBackend.altered],
    ["Connections closed that should not have been", tally.closedWrongly],
    ["Connections that did not close when asked to", tally.open],
    ["Handshakes refused", tally.refused],
  ];
}

function reasonsOf({ reasons }: SoakTally): string[] {
  return Object.entries(reasons).map(([reason, count]) => `${count} × ${reason}`);
}

function listed(what: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${what}:\n${lines.join("\n")}`];
}

function processTable({ before, samples, after }: Soak): string {
  const rows = (["primary", "workers"] as const).map((group) => {
    const of = samples.map((sample) => sample[group]);
    const last = of.at(-1) ?? after[group];
    return [
      group,
      megabytes(last.heapBytes),
      kilobytes(growthPerMinute(of, ({ heapBytes }) => heapBytes)),
      megabytes(last.rssBytes),
      kilobytes(growthPerMinute(of, ({ rssBytes }) => rssBytes)),
      String(before[group].openFiles),
      String(most(of)),
      String(after[group].openFiles),
    ];
  });
  const head = ["", "heap MB", "KB/min", "RSS MB", "KB/min", "files before", "most", "after"];
  return `The gateway's processes (workers summed; growth of the lows, first third left out; open files)\n${formatTable(head, rows)}`;
}

function most(samples: readonly ProcessSample[]): number {
  return Math.max(...samples.map(({ openFiles }) => openFiles));
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

function kilobytes(bytes: number): string {
  return (bytes / KILOBYTE).toFixed(0);
}
