// How long the event loop of the portal under test was kept from what waits for it.
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";

const loopFiguresSchema = z.object({
  /** Of timers, which waiting for a processor counts into. */
  delayMs: z.object({ p99: z.number(), max: z.number() }),
  /** Most that its thread computed without letting a timer through. */
  longestCpuMs: z.number(),
});
export type LoopFigures = z.infer<typeof loopFiguresSchema>;

/** Since they were asked for before (loop-watch.ts). */
export async function readLoopFigures(socket: string): Promise<LoopFigures> {
  return loopFiguresSchema.parse(JSON.parse(await text(connect(socket))));
}
