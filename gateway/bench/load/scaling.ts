// `npm run bench gateway -- --workers=N`: the whole gateway with one worker, then with more, under the same load.

import { availableParallelism } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { RealGateway } from "#gateway/bench/contestants/real-gateway.ts";
import { childrenOf, cpuUsOf } from "#gateway/bench/kernel-counters.ts";
import { markSchema, nothingSchema, type Pace } from "#gateway/bench/load/measure-load.ts";
import { median } from "#gateway/bench/statistics.ts";
import { formatTable } from "#gateway/bench/text-table.ts";

const CLIENTS = 2;
const CONNECTIONS_EACH = 50;
const PAYLOAD_BYTES = 128;

/** Measures and prints; resolves to the exit code, which is 0. */
export async function runScaling(mostWorkers: number, pace: Pace): Promise<number> {
  const backend = new BenchProcess({ file: "contestants/echo-backend.ts" });
  const clients = Array.from({ length: CLIENTS }, () => new BenchProcess({ file: "load/load-client.ts" }));
  try {
    const { port } = await backend.ports();
    const rows: string[][] = [];
    for (let workers = 1; workers <= mostWorkers; workers += 1) {
      console.log(`Measuring with ${workers} worker${workers === 1 ? "" : "s"} …`);
      rows.push(...(await measureWorkers(workers, port, clients, pace)));
    }
    const head = ["workers", "in flight", "messages/s", "CPU µs/message"];
    const what = `The whole gateway, ${CLIENTS} × ${CONNECTIONS_EACH} connections, ${PAYLOAD_BYTES} B messages`;
    console.log(`${what} (CPU of all its processes)\n${formatTable(head, rows)}`);
    console.log(coresNote(mostWorkers));
    return 0;
  } finally {
    await Promise.all([backend, ...clients].map((process) => process.stop()));
  }
}

async function measureWorkers(
  workers: number,
  backendPort: number,
  clients: readonly BenchProcess[],
  pace: Pace,
): Promise<string[][]> {
  const gateway = await RealGateway.start(workers, 0);
  try {
    const { target } = await gateway.publish("scaling", backendPort);
    const rows: string[][] = [];
    for (const inFlight of [1, 8]) {
      const open = { ask: "open", target: { ...target, payloadBytes: PAYLOAD_BYTES } };
      await askAll(clients, { ...open, connections: CONNECTIONS_EACH });
      await askAll(clients, { ask: "start", inFlight });
      await wait(pace.warmUpMs);
      const rounds = [];
      for (let round = 0; round < pace.rounds; round += 1) {
        rounds.push(await measureOnce(gateway.process.pid, clients, pace.measureMs));
      }
      await askAll(clients, { ask: "drop" });
      const perSecond = median(rounds.map((round) => round.messagesPerSecond));
      const cpuUs = median(rounds.map((round) => round.cpuUs));
      const cells = [Math.round(perSecond).toLocaleString("en"), cpuUs.toFixed(2)];
      rows.push([String(workers), String(inFlight), ...cells]);
    }
    return rows;
  } finally {
    await gateway.stop();
  }
}

async function measureOnce(pid: number, clients: readonly BenchProcess[], measureMs: number) {
  const mark = () => Promise.all(clients.map((client) => client.ask({ ask: "mark" }, markSchema)));
  await mark();
  const cpuBeforeUs = cpuOfAll(pid);
  await wait(measureMs);
  const cpuAfterUs = cpuOfAll(pid);
  const seen = await mark();
  const messages = seen.reduce((sum, one) => sum + one.messages, 0);
  const messagesPerSecond = seen.reduce((sum, one) => sum + (one.messages / one.elapsedMs) * 1_000, 0);
  return { messagesPerSecond, cpuUs: (cpuAfterUs - cpuBeforeUs) / messages };
}

/** The primary and its workers. */
function cpuOfAll(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, process) => sum + cpuUsOf(process), 0);
}

async function askAll(clients: readonly BenchProcess[], question: object): Promise<void> {
  await Promise.all(clients.map((client) => client.ask(question, nothingSchema)));
}

function coresNote(workers: number): string {
  const cores = availableParallelism();
  const needed = workers + CLIENTS + 1;
  const note = `Workers, ${CLIENTS} clients and the backend share ${cores} cores.`;
  if (cores >= needed) return note;
  return `${note} Messages per second say nothing about scaling here: clients and backend need the cores that more workers would take. Look at the CPU time per message, which should stay what it is; ${needed} cores show the rest.`;
}
