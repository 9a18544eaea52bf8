// Measures for how long the process that accepts connections stands still: on a full reading, on one changed API, on a
// start from the last known good state. A process and a database of its own.
import { z } from "zod";
import { BenchProcess } from "#gateway/bench/bench-process.ts";

/** Longest times in which its event loop stood still, in milliseconds. */
export type AcceptingPauses = { readonly fullMs: number; readonly changeMs: number; readonly fileMs: number };

const answerSchema = z.object({ revision: z.int(), entries: z.int(), pauseMs: z.number() });
const savedSchema = z.object({ revision: z.int() });

/** Throws where the process does not know what it should. */
export async function measureAccepting(count: number): Promise<AcceptingPauses> {
  const primary = new BenchProcess({ file: "routing/accepting-process.ts" });
  try {
    await primary.ask({ ask: "fill", count }, z.object({}));
    const step = async (ask: string, revision: number): Promise<number> => {
      const answer = await primary.ask({ ask }, answerSchema);
      if (answer.revision !== revision || answer.entries !== count)
        throw new Error(`${ask}: revision ${answer.revision} with ${answer.entries} APIs`);
      return answer.pauseMs;
    };
    const fullMs = await step("full", 1);
    const changeMs = await step("change", 2);
    const saved = await primary.ask({ ask: "saved" }, savedSchema);
    if (saved.revision !== 2) throw new Error(`saved is revision ${saved.revision}`);
    return { fullMs, changeMs, fileMs: await step("file", 2) };
  } finally {
    await primary.stop();
  }
}
