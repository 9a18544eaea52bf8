// The other end of bench-process.ts: a process of the bench answers the questions of the one that runs it.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

const envelopeSchema = z.object({ id: z.number(), question: z.object({ ask: z.string() }).loose() });

/** Answers to questions, by their `ask`. They get the whole question, to be checked by whoever needs more of it. */
export type Answers = Readonly<Record<string, (question: unknown) => unknown>>;

/** Answers until the parent is gone, and ends then. */
export function answerQuestions(answers: Answers): void {
  process.on("message", (message) => void answer(answers, message));
  process.on("disconnect", () => process.exit(0));
}

/** Where a server of the bench listens; `tlsPort` is null where it knows no TLS. */
export type Ports = { readonly port: number; readonly tlsPort: number | null };

/** What every server of the bench can tell: its ports, the CPU time it has used, the memory it holds. */
export function serverAnswers(ports: Ports): Answers {
  return { ports: () => ports, cpu: cpuTime, memory };
}

async function answer(answers: Answers, message: unknown): Promise<void> {
  const { id, question } = envelopeSchema.parse(message);
  try {
    const value = await answers[question.ask]?.(question);
    process.send?.({ id, value });
  } catch (error) {
    process.send?.({ id, problem: String(error) });
  }
}

function cpuTime(): { readonly cpuUs: number } {
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system };
}

/** Memory after garbage collection: several runs, since finalizers free in the next, and V8 gives pages back late. */
async function memory(): Promise<{ readonly rssBytes: number; readonly heapBytes: number }> {
  for (let run = 0; run < 4; run += 1) {
    globalThis.gc?.();
    await wait(100);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed };
}
