// Process: the client of every contestant. It keeps a number of messages in flight on each connection and measures how
// long each takes, or holds connections that do nothing.
import { createHistogram, performance } from "node:perf_hooks";
import { z } from "zod";
import { answerQuestions } from "#gateway/bench/answering.ts";
import { openRawClient, type RawClient, type Target } from "#gateway/bench/raw-client.ts";

const OPENED_AT_A_TIME = 50;

const targetSchema = z.object({
  port: z.int(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  payloadBytes: z.int().default(128),
});
const openSchema = z.object({ target: targetSchema, connections: z.int() });
const startSchema = z.object({ inFlight: z.int() });

const clients: RawClient[] = [];
const histogram = createHistogram();
let messages = 0;
let markedAtMs = performance.now();
let broken: Error | null = null;

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
  /** What happened since the last mark. */
  mark,
  drop: () => {
    for (const client of clients.splice(0)) client.close();
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
  client.listen(
    (count) => {
      const nowMs = performance.now();
      for (let answered = 0; answered < count; answered += 1) {
        const tookUs = (nowMs - (sentAtMs[next] ?? nowMs)) * 1_000;
        histogram.record(Math.max(1, Math.round(tookUs)));
        sentAtMs[next] = nowMs;
        next = (next + 1) % inFlight;
      }
      messages += count;
      client.send(count);
    },
    (problem) => {
      broken = problem;
    },
  );
  client.send(inFlight);
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
