// Process: the client of every contestant. It keeps a number of messages in flight on each connection, or sends at a fixed
// rate, and measures how long each message takes; or holds connections that do nothing; or opens and closes them.
import { createHistogram, performance } from "node:perf_hooks";
import { z } from "zod";
import { answerQuestions } from "#gateway/bench/answering.ts";
import { FixedRateLoad } from "#gateway/bench/load/fixed-rate-load.ts";
import { HandshakeLoad } from "#gateway/bench/load/handshake-load.ts";
import { openRawClient, type RawClient, type Target } from "#gateway/bench/load/raw-client.ts";

const OPENED_AT_A_TIME = 50;

const targetSchema = z.object({
  scheme: z.enum(["ws", "wss"]),
  port: z.int(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  payloadBytes: z.int().default(128),
});
const openSchema = z.object({ target: targetSchema, connections: z.int() });
const startSchema = z.object({ inFlight: z.int() });
const startAtSchema = z.object({ perSecond: z.number() });
const churnSchema = z.object({ target: targetSchema, parallel: z.int() });

const clients: RawClient[] = [];
const histogram = createHistogram();
let messages = 0;
let markedAtMs = performance.now();
let broken: Error | null = null;
let fixedRate: FixedRateLoad | null = null;
let handshakes: HandshakeLoad | null = null;

answerQuestions({
  /** Opens more connections; each sends one message and hears it back. */
  open: async (question) => {
    const { target, connections } = openSchema.parse(question);
    for (let opened = 0; opened < connections; opened += OPENED_AT_A_TIME) {
      await openSome(target, Math.min(OPENED_AT_A_TIME, connections - opened));
    }
    return {};
  },
  /** Starts traffic on all of them. */
  start: (question) => {
    const { inFlight } = startSchema.parse(question);
    broken = null;
    for (const client of clients) keepInFlight(client, inFlight);
    return {};
  },
  /** Starts traffic at a fixed rate, shared by all of them. */
  startAt: (question) => {
    const { perSecond } = startAtSchema.parse(question);
    broken = null;
    fixedRate = new FixedRateLoad(clients, perSecond, recordAnswer, recordBroken);
    return {};
  },
  /** What happened since the last mark. */
  mark,
  /** Sends a message on each and hears it back. */
  roundTrips: async () => {
    for (const client of clients) await client.roundTrip();
    return {};
  },
  drop: () => {
    fixedRate?.stop();
    for (const client of clients.splice(0)) client.close();
    return {};
  },
  /** Begins to open and close connections. */
  churn: (question) => {
    const { target, parallel } = churnSchema.parse(question);
    handshakes = new HandshakeLoad(target, parallel);
    return {};
  },
  markChurn: () => handshakes?.mark(),
  stopChurn: async () => {
    await handshakes?.stop();
    return {};
  },
});

async function openSome(target: Target, count: number): Promise<void> {
  const opened = await Promise.all(Array.from({ length: count }, () => openRawClient(target)));
  clients.push(...opened);
  await Promise.all(opened.map((client) => client.roundTrip()));
}

function keepInFlight(client: RawClient, inFlight: number): void {
  // A ring: answers come in the order of the messages.
  const sentAtMs = new Float64Array(inFlight).fill(performance.now());
  let next = 0;
  client.listen((count) => {
    const nowMs = performance.now();
    for (let answered = 0; answered < count; answered += 1) {
      recordAnswer(nowMs - (sentAtMs[next] ?? nowMs));
      sentAtMs[next] = nowMs;
      next = (next + 1) % inFlight;
    }
    client.send(count);
  }, recordBroken);
  client.send(inFlight);
}

function recordAnswer(tookMs: number): void {
  histogram.record(Math.max(1, Math.round(tookMs * 1_000)));
  messages += 1;
}

function recordBroken(problem: Error): void {
  broken = problem;
}

function mark(): object {
  if (broken !== null) throw broken;
  const nowMs = performance.now();
  const seen = {
    messages,
    elapsedMs: nowMs - markedAtMs,
    p50Us: histogram.percentile(50),
    p99Us: histogram.percentile(99),
  };
  messages = 0;
  markedAtMs = nowMs;
  histogram.reset();
  return seen;
}
