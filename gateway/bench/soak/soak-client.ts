// Process: clients of a soak. They hold connections, send numbered messages on all of them, and let some come and go.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { answerQuestions } from "#gateway/bench/answering.ts";
import { SoakConnection, type SoakTarget } from "#gateway/bench/soak/soak-connection.ts";
import { emptyTally } from "#gateway/bench/soak/soak-tally.ts";

const TICK_MS = 20;
const OPENED_PER_TICK = 10;
const REOPEN_AFTER_MS = 100;
/** Every how manieth connection goes to the API one of whose backends dies now and then. */
const MORTAL_EVERY = 5;

const targetSchema = z.object({
  scheme: z.enum(["ws", "wss"]),
  port: z.int(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
});
const beginSchema = z.object({
  steady: targetSchema,
  mortal: targetSchema,
  connections: z.int(),
  messagesPerSecond: z.number(),
  churnPerSecond: z.number(),
});
const finishSchema = z.object({ withinMs: z.number() });

const tally = emptyTally();
const staying: SoakConnection[] = [];
const leaving = new Set<SoakConnection>();
let isFinishing = false;
let ticker: NodeJS.Timeout | undefined;

answerQuestions({
  begin: (question) => {
    const plan = beginSchema.parse(question);
    const kinds: readonly SoakTarget[] = Array.from({ length: MORTAL_EVERY }, (_, index) =>
      index === 0 ? { target: plan.mortal, mayDie: true } : { target: plan.steady, mayDie: false },
    );
    ticker = startTicking(plan, kinds);
    return {};
  },
  tally: () => tally,
  /** Sends no more, waits for what is on its way, closes everything. */
  finish: async (question) => {
    const { withinMs } = finishSchema.parse(question);
    isFinishing = true;
    clearInterval(ticker);
    for (const connection of staying.splice(0)) letGo(connection);
    const until = performance.now() + withinMs;
    while (leaving.size > 0 && performance.now() < until) await wait(TICK_MS);
    for (const connection of leaving) connection.giveUp();
    while (leaving.size > 0 && performance.now() < until + withinMs) await wait(TICK_MS);
    return tally;
  },
});

/** Grows to the planned number, then sends and lets connections come and go at the planned pace. */
function startTicking(plan: z.infer<typeof beginSchema>, kinds: readonly SoakTarget[]): NodeJS.Timeout {
  let opened = 0;
  let dueMessages = 0;
  let dueChurn = 0;
  let nextSender = 0;
  let lastMs = performance.now();
  return setInterval(() => {
    for (let count = 0; count < OPENED_PER_TICK && opened < plan.connections; count += 1) {
      open(kinds[opened % kinds.length]);
      opened += 1;
    }
    const nowMs = performance.now();
    dueMessages += ((nowMs - lastMs) / 1_000) * plan.messagesPerSecond * (opened / plan.connections);
    if (opened === plan.connections) dueChurn += ((nowMs - lastMs) / 1_000) * plan.churnPerSecond;
    lastMs = nowMs;
    for (; dueMessages >= 1; dueMessages -= 1) {
      nextSender = (nextSender + 1) % Math.max(1, staying.length);
      staying[nextSender]?.send();
    }
    for (; dueChurn >= 1; dueChurn -= 1) churnOne();
  }, TICK_MS);
}

/** One leaves, and another comes in its place. Those of the first half stay all the time. */
function churnOne(): void {
  const [connection] = staying.splice(staying.length >> 1, 1);
  if (connection === undefined) return;
  letGo(connection);
  open(connection.target);
}

function letGo(connection: SoakConnection): void {
  leaving.add(connection);
  connection.leave();
}

function open(target: SoakTarget | undefined): void {
  if (target === undefined || isFinishing) return;
  staying.push(new SoakConnection(target, tally, goneFrom));
}

function goneFrom(connection: SoakConnection): void {
  if (leaving.delete(connection)) return;
  staying.splice(staying.indexOf(connection), 1);
  setTimeout(() => open(connection.target), REOPEN_AFTER_MS);
}
