// `npm run bench soak`: the whole gateway under thousands of connections with traffic, which come and go, while APIs are
// deployed and a backend dies and comes back. Nothing may be lost, doubled, reordered or closed.
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { RealGateway } from "#gateway/bench/contestants/real-gateway.ts";
import { numberIn } from "#gateway/bench/gateway-options.ts";
import { openFileLimit } from "#gateway/bench/kernel-counters.ts";
import { nothingSchema } from "#gateway/bench/load/measure-load.ts";
import { MortalBackend, publishSoakApis, type SoakApis } from "#gateway/bench/soak/soak-backends.ts";
import { SoakDeployer } from "#gateway/bench/soak/soak-deployer.ts";
import { describeSoak, hasHeld, type Soak } from "#gateway/bench/soak/soak-report.ts";
import { type GatewaySample, sampleGateway } from "#gateway/bench/soak/soak-samples.ts";
import {
  type SoakTally,
  soakTallySchema,
  sumTallies,
  wrongMessagesSchema,
} from "#gateway/bench/soak/soak-tally.ts";

const CLIENTS = 2;
const WORKERS = 2;
const DEPLOYS_PER_MINUTE = 200;
const SAMPLE_EVERY_MS = 1_000;
const OPENS_WITHIN_MS = 120_000;
const FINISHES_WITHIN_MS = 20_000;
/** Of the log's lines (pino). */
const ERROR_LEVEL = 50;
/** Files that a process has open beside its connections: generously. */
const OTHER_FILES = 200;

type Plan = {
  readonly minutes: number;
  readonly connections: number;
  readonly messagesPerSecond: number;
};

/**
 * Runs it and prints the report; docs/benchmarks.md has the arguments. Resolves to the exit code: 1 where anything was
 * lost, doubled, reordered, altered, refused or closed.
 */
export async function runSoakBench(args: readonly string[]): Promise<number> {
  const plan = readPlan(args);
  const steady = new BenchProcess({ file: "soak/soak-backend.ts", args: ["steady", "0"] });
  const clients = Array.from({ length: CLIENTS }, () => new BenchProcess({ file: "soak/soak-client.ts" }));
  const mortal = new MortalBackend();
  let gateway: RealGateway | null = null;
  try {
    gateway = await RealGateway.start(WORKERS, plan.minutes * 60_000);
    const soakApis = await publishSoakApis(gateway, (await steady.ports()).port, await mortal.port());
    const soak = await hold(plan, { gateway, soakApis, steady, mortal, clients });
    console.log(describeSoak(soak));
    return hasHeld(soak) ? 0 : 1;
  } finally {
    await Promise.all([steady, mortal, ...clients].map((process) => process.stop()));
    await gateway?.stop();
  }
}

type Cast = {
  readonly gateway: RealGateway;
  readonly soakApis: SoakApis;
  readonly steady: BenchProcess;
  readonly mortal: MortalBackend;
  readonly clients: readonly BenchProcess[];
};

async function hold(plan: Plan, { gateway, soakApis, steady, mortal, clients }: Cast): Promise<Soak> {
  const before = await sampleGateway(gateway, 0);
  const share = 1 / clients.length;
  console.log(`Opening ${plan.connections} connections …`);
  await askAll(clients, {
    ask: "begin",
    steady: soakApis.steady.target,
    mortal: soakApis.mortal.target,
    connections: Math.round(plan.connections * share),
    messagesPerSecond: plan.messagesPerSecond * share,
    churnPerSecond: (plan.connections / 100) * share,
  });
  await allOpen(clients, plan.connections);
  console.log(`Holding them for ${plan.minutes} min: traffic, churn, deploys, a dying backend …`);
  const { steady: first, mortal: second } = soakApis;
  const deployer = new SoakDeployer(gateway.context, [first.apiId, second.apiId], DEPLOYS_PER_MINUTE);
  mortal.startDying();
  const samples: GatewaySample[] = [];
  const errorLines: string[] = [];
  const startedMs = performance.now();
  while (performance.now() - startedMs < plan.minutes * 60_000) {
    samples.push(await sampleGateway(gateway, performance.now() - startedMs));
    errorLines.push(...takeErrors(gateway));
    await wait(SAMPLE_EVERY_MS);
  }
  const deaths = await mortal.stopDying();
  const deploys = await deployer.stop();
  await gateway.servesAll();
  const tally = sumTallies(await tallies(clients, { ask: "finish", withinMs: FINISHES_WITHIN_MS }));
  const atBackend = await steady.ask({ ask: "wrong" }, wrongMessagesSchema);
  const after = await sampleGateway(gateway, performance.now() - startedMs);
  errorLines.push(...takeErrors(gateway));
  const { minutes, connections } = plan;
  return { minutes, connections, tally, atBackend, deploys, deaths, before, samples, after, errorLines };
}

async function allOpen(clients: readonly BenchProcess[], connections: number): Promise<void> {
  const until = performance.now() + OPENS_WITHIN_MS;
  for (;;) {
    const { open, reasons } = sumTallies(await tallies(clients, { ask: "tally" }));
    if (open >= connections) return;
    if (performance.now() > until) {
      throw new Error(`only ${open} of ${connections} connections are open: ${JSON.stringify(reasons)}`);
    }
    await wait(100);
  }
}

function tallies(clients: readonly BenchProcess[], question: object): Promise<SoakTally[]> {
  return Promise.all(clients.map((client) => client.ask(question, soakTallySchema)));
}

async function askAll(clients: readonly BenchProcess[], question: object): Promise<void> {
  await Promise.all(clients.map((client) => client.ask(question, nothingSchema)));
}

/** Forgets the other lines: a long soak writes many. */
function takeErrors({ process }: RealGateway): string[] {
  const lines = process.lines.splice(0);
  return lines
    .filter(({ level }) => typeof level === "number" && level >= ERROR_LEVEL)
    .map((line) => JSON.stringify(line));
}

/** Throws what is wrong with the command line. */
function readPlan(args: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "1" },
      connections: { type: "string", default: "1000" },
      rate: { type: "string", default: "2000" },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error("--minutes takes a number above 0");
  const wanted = numberIn("--connections", values.connections);
  // A client and the backend have one socket of each connection, a worker two of its share.
  const most = Math.floor((openFileLimit() - OTHER_FILES) * Math.min(1, WORKERS / 2));
  if (wanted > most) console.log(`\`ulimit -n\` allows ${most} connections, not ${wanted}.`);
  const connections = Math.floor(Math.min(wanted, most) / CLIENTS) * CLIENTS;
  return { minutes, connections, messagesPerSecond: numberIn("--rate", values.rate) };
}
