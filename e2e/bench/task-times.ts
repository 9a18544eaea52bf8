// How long the tasks of a page's main thread take by its own processor time: what the long-task entries of a page tell includes
// the time in which other threads have the core.
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { z } from "zod";

const TRACED_MS = 20_000;

/** A line of a trace, as far as it is used; times are microseconds. */
const traceEvent = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown() }).partial().optional(),
});
const traceSchema = z.object({ traceEvents: z.array(z.unknown()) });

/** The longest task of the page's main thread in the next 20 s, in milliseconds of its own processor time. */
export async function longestOwnTask(browser: Browser, page: Page): Promise<number> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await wait(TRACED_MS);
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString("utf8")));
  const mains = new Set<string>();
  const longest = new Map<string, number>();
  for (const event of traceEvents) {
    const read = traceEvent.safeParse(event);
    if (!read.success) continue;
    const { name, pid, tid, tdur = 0, args } = read.data;
    const thread = `${pid} ${tid}`;
    if (name === "thread_name" && args?.name === "CrRendererMain") mains.add(thread);
    if (name.endsWith("RunTask")) longest.set(thread, Math.max(longest.get(thread) ?? 0, tdur));
  }
  return Math.max(0, ...[...mains].map((thread) => longest.get(thread) ?? 0)) / 1_000;
}
