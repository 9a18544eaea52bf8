// `npm run bench gateway`: the gateway beside a plain `ws` relay, http-proxy-3, httpxy, HAProxy and nginx where they are
// installed, and the backend itself. Checks the answers of each first; wrong ones fail the bench, slow ones are only
// reported.
import { mkdirSync } from "node:fs";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { findWrongAnswers } from "#gateway/bench/contestants/answer-checks.ts";
import { makeCertificate } from "#gateway/bench/contestants/certificate.ts";
import {
  type ContestantName,
  missingPrograms,
  type Running,
  type Stage,
  startContestant,
} from "#gateway/bench/contestants/contestants.ts";
import { describeTargets } from "#gateway/bench/contestants/gateway-targets.ts";
import { type GatewayBenchOptions, readGatewayOptions } from "#gateway/bench/gateway-options.ts";
import { type Contest, describeContest } from "#gateway/bench/gateway-report.ts";
import { measureHandshakes } from "#gateway/bench/load/measure-handshakes.ts";
import { measureLoad } from "#gateway/bench/load/measure-load.ts";
import { type MemoryResult, measureCrowd, measureMemory } from "#gateway/bench/load/measure-memory.ts";
import { measureRate } from "#gateway/bench/load/measure-rate.ts";
import { runScaling } from "#gateway/bench/load/scaling.ts";

const PROFILE_DIR = "node_modules/.cache/bench";
/** Measured by traffic without TLS alone. */
const wsOnly: ReadonlySet<ContestantName> = new Set(["Sluice inspected", "Sluice plan", "Sluice JWT"]);
const WARM_UP = { connections: 100, inFlight: 4, payloadBytes: 128 } as const;

/**
 * Runs the bench and prints its tables; docs/benchmarks.md has the arguments. Resolves to the exit code: 1 where an
 * answer was wrong.
 */
export async function runGatewayBench(args: readonly string[]): Promise<number> {
  const options = readGatewayOptions(args);
  if (options.workers !== null) return runScaling(options.workers, options.size.load);
  const profileDir = options.isProfiled ? PROFILE_DIR : null;
  if (profileDir !== null) mkdirSync(profileDir, { recursive: true });
  for (const program of missingPrograms) console.log(`${program} is not installed and takes no part.`);
  const certificate = await makeCertificate();
  const backend = new BenchProcess({ file: "contestants/echo-backend.ts" });
  const client = new BenchProcess({ file: "load/load-client.ts" });
  try {
    const { port: backendPort } = await backend.ports();
    const stage: Stage = { backendPort, certificateFolder: certificate.folder, profileDir };
    const contest = await holdContest(options, stage, client);
    if (contest === null) return 1;
    console.log(`${describeContest(contest)}\n\n${describeTargets(contest)}`);
    return 0;
  } finally {
    await Promise.all([backend.stop(), client.stop()]);
    certificate.remove();
  }
}

/** Null where an answer was wrong, after saying which. */
async function holdContest(
  options: GatewayBenchOptions,
  stage: Stage,
  client: BenchProcess,
): Promise<Contest | null> {
  const running: Running[] = [];
  try {
    for (const contestant of options.contestants) running.push(await startContestant(contestant, stage));
    console.log("Checking answers: text, binary, 1 MB, fragments, order, close code, refusals …");
    const wrong = (await Promise.all(running.map(findWrongAnswers))).flat();
    if (wrong.length > 0) {
      console.log(`Wrong answers, so nothing was measured:\n${wrong.join("\n")}`);
      return null;
    }
    console.log("All right. Measuring traffic …");
    const busy = await measureBusy(options, running, client);
    await Promise.all(running.map(({ process }) => process?.stop()));
    return { ...busy, ...(await measureIdle(options, stage, client)) };
  } finally {
    await Promise.all(running.map(({ process }) => process?.stop()));
  }
}

/** What the running ones are measured by, side by side. */
async function measureBusy(
  { loads, others, size }: GatewayBenchOptions,
  running: readonly Running[],
  client: BenchProcess,
): Promise<Pick<Contest, "traffic" | "rate" | "handshakes">> {
  // Reading messages is compared with the relay that does, where nothing but the relaying differs, and plans with the
  // gateway without one.
  const plain = running.filter(({ contestant }) => !wsOnly.has(contestant.name));
  const traffic: Contest["traffic"][number][] = [];
  for (const scheme of ["ws", "wss"] as const) {
    const ofScheme = loads.filter((load) => load.scheme === scheme);
    if (ofScheme.length === 0) continue;
    const taking = scheme === "ws" ? running : plain;
    await measureLoad(taking, client, { scheme, ...WARM_UP }, { ...size.load, rounds: 1 });
    for (const load of ofScheme) {
      traffic.push({ load, series: await measureLoad(taking, client, load, size.load) });
    }
  }
  const rate = others.has("rate") ? await measureRate(plain, client, size.rate) : [];
  const handshakes = others.has("handshakes") ? await measureHandshakes(plain, client, size.handshakes) : [];
  return { traffic, rate, handshakes };
}

/** What fresh processes are measured by, one after another. */
async function measureIdle(
  { contestants, others, size }: GatewayBenchOptions,
  stage: Stage,
  client: BenchProcess,
): Promise<Pick<Contest, "memory" | "idle" | "crowd">> {
  if (others.has("idle") || others.has("crowd")) console.log("Measuring idle connections …");
  const memory: MemoryResult[] = [];
  for (const contestant of others.has("idle") ? contestants : []) {
    memory.push(...(await measureMemory(contestant, stage, client, size.idle)));
  }
  const gateway = contestants.find(({ name }) => name === "Sluice");
  const isWanted = gateway !== undefined && others.has("crowd");
  const crowd = isWanted ? await measureCrowd(gateway, stage, client, size.crowd) : null;
  return { memory, idle: size.idle, crowd };
}
