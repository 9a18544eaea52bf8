// `npm run bench gateway`: the gateway beside a plain `ws` relay, http-proxy-3, httpxy, HAProxy and nginx where they are
// installed, and the backend itself. Checks the
// answers of each first; wrong ones fail the bench, slow ones are only reported.
import { mkdirSync } from "node:fs";
import { findWrongAnswers } from "#gateway/bench/answer-checks.ts";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { contestants, type Running, startContestant } from "#gateway/bench/contestants.ts";
import { type Contest, describeContest } from "#gateway/bench/gateway-report.ts";
import { type Load, measureLoad, type Pace } from "#gateway/bench/measure-load.ts";
import { type IdleLoad, type MemoryResult, measureMemory } from "#gateway/bench/measure-memory.ts";

const PROFILE_DIR = "node_modules/.cache/bench";
const loads: readonly Load[] = [
  { connections: 100, inFlight: 1, payloadBytes: 128 },
  { connections: 100, inFlight: 8, payloadBytes: 128 },
  { connections: 100, inFlight: 1, payloadBytes: 4_096 },
  { connections: 100, inFlight: 8, payloadBytes: 4_096 },
];

type Size = { readonly pace: Pace; readonly idle: IdleLoad };
const fullSize: Size = {
  pace: { rounds: 7, warmUpMs: 200, measureMs: 600 },
  idle: { before: 1_000, counted: 4_000 },
};
const quickSize: Size = {
  pace: { rounds: 4, warmUpMs: 150, measureMs: 300 },
  idle: { before: 500, counted: 1_000 },
};

/**
 * Runs the bench and prints its tables. Arguments: `--quick` for a rough result, `--profile` for CPU profiles of the
 * proxies. Resolves to the exit code: 1 where an answer was wrong.
 */
export async function runGatewayBench(args: readonly string[]): Promise<number> {
  const { pace, idle } = args.includes("--quick") ? quickSize : fullSize;
  const profileDir = args.includes("--profile") ? PROFILE_DIR : null;
  if (profileDir !== null) mkdirSync(profileDir, { recursive: true });
  const backend = new BenchProcess({ file: "echo-backend.ts" });
  const client = new BenchProcess({ file: "load-client.ts" });
  const running: Running[] = [];
  try {
    const backendPort = await backend.port();
    for (const contestant of contestants) {
      running.push(await startContestant(contestant, backendPort, profileDir));
    }
    console.log("Checking answers: text, binary, 1 MB, fragments, order, close code, refusals …");
    const wrong = (await Promise.all(running.map(findWrongAnswers))).flat();
    if (wrong.length > 0) {
      console.log(`Wrong answers, so nothing was measured:\n${wrong.join("\n")}`);
      return 1;
    }
    console.log("All right. Measuring traffic …");
    const traffic: Contest["traffic"][number][] = [];
    await measureLoad(
      running,
      client,
      { connections: 100, inFlight: 4, payloadBytes: 128 },
      { ...pace, rounds: 2 },
    );
    for (const load of loads) {
      traffic.push({ load, rounds: await measureLoad(running, client, load, pace) });
    }
    await Promise.all(running.map(({ process }) => process?.stop()));
    console.log("Measuring idle connections …");
    const memory: (MemoryResult | null)[] = [];
    for (const contestant of contestants) {
      memory.push(await measureMemory(contestant, backendPort, client, idle));
    }
    console.log(describeContest({ names: contestants.map(({ name }) => name), traffic, memory, idle }));
    return 0;
  } finally {
    await Promise.all([backend, client, ...running.map(({ process }) => process)].map((it) => it?.stop()));
  }
}
