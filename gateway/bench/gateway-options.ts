// What a run of the gateway bench is told on its command line: who takes part, what is measured, how long.
import { parseArgs } from "node:util";
import { type Contestant, contestants } from "#gateway/bench/contestants/contestants.ts";
import type { Load, Pace } from "#gateway/bench/load/measure-load.ts";
import type { IdleLoad } from "#gateway/bench/load/measure-memory.ts";

/** What is measured beside the loads. */
const others = ["rate", "handshakes", "idle", "crowd"] as const;
type Other = (typeof others)[number];

/** How long each measurement takes. */
type Size = {
  readonly load: Pace;
  readonly rate: Pace;
  readonly handshakes: Pace;
  readonly idle: IdleLoad;
  readonly crowd: number;
};

const fullSize: Size = {
  load: { rounds: 5, warmUpMs: 150, measureMs: 400 },
  rate: { rounds: 5, warmUpMs: 200, measureMs: 800 },
  handshakes: { rounds: 5, warmUpMs: 100, measureMs: 500 },
  idle: { before: 1_000, counted: 4_000 },
  crowd: 9_000,
};
const quickSize: Size = {
  load: { rounds: 2, warmUpMs: 80, measureMs: 200 },
  rate: { rounds: 2, warmUpMs: 100, measureMs: 300 },
  handshakes: { rounds: 2, warmUpMs: 50, measureMs: 200 },
  idle: { before: 300, counted: 700 },
  crowd: 2_000,
};

const allLoads: readonly Load[] = (["ws", "wss"] as const).flatMap((scheme) =>
  [128, 4_096].flatMap((payloadBytes) =>
    [1, 8].map((inFlight) => ({ scheme, payloadBytes, inFlight, connections: 100 })),
  ),
);
const quickLoads: readonly string[] = ["ws-128-1", "ws-128-8", "ws-4096-8", "wss-128-8", ...others];

export type GatewayBenchOptions = {
  readonly size: Size;
  /** In the order of the tables; the backend itself is always among them. */
  readonly contestants: readonly Contestant[];
  readonly loads: readonly Load[];
  readonly others: ReadonlySet<Other>;
  readonly isProfiled: boolean;
  /** Most workers of the cluster whose scaling is measured instead of all this; null for no such run. */
  readonly workers: number | null;
};

/** Name of a load as `--loads` takes it: scheme, bytes of a message, messages in flight. */
export function loadName({ scheme, payloadBytes, inFlight }: Load): string {
  return `${scheme}-${payloadBytes}-${inFlight}`;
}

/** Parses the command line. Throws what is wrong with it, and what it knows. */
export function readGatewayOptions(args: readonly string[]): GatewayBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      only: { type: "string" },
      loads: { type: "string" },
      workers: { type: "string" },
      rounds: { type: "string" },
    },
  });
  const size = values.quick ? quickSize : fullSize;
  const rounds = values.rounds === undefined ? null : numberIn("--rounds", values.rounds);
  const known = [...allLoads.map(loadName), ...others];
  const named = values.loads === undefined ? (values.quick ? quickLoads : known) : namesIn(values.loads);
  checkKnown("--loads", named, known);
  const names = contestants.map(({ name }) => name.toLowerCase());
  const only = values.only === undefined ? names : namesIn(values.only.toLowerCase());
  checkKnown("--only", only, names);
  return {
    size: { ...size, load: { ...size.load, rounds: rounds ?? size.load.rounds } },
    contestants: contestants.filter(({ name }) => name === "direct" || only.includes(name.toLowerCase())),
    loads: allLoads.filter((load) => named.includes(loadName(load))),
    others: new Set(others.filter((other) => named.includes(other))),
    isProfiled: values.profile,
    workers: values.workers === undefined ? null : numberIn("--workers", values.workers),
  };
}

/** A whole number above 0. Throws where the option's value is none. */
export function numberIn(option: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} takes a whole number above 0`);
  return number;
}

function namesIn(list: string): string[] {
  return list.split(",").map((name) => name.trim());
}

function checkKnown(option: string, named: readonly string[], known: readonly string[]): void {
  const unknown = named.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`${option} does not know "${unknown}". It takes any of: ${known.join(", ")}`);
}
