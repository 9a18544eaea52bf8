// Process: takes in batches of the feed as a worker does, over IPC, and says how long its event loop stood still.
import { randomBytes } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { z } from "zod";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { createDataPlane } from "#gateway/data-plane/data-plane.ts";
import type { RoutingUpdate } from "#lib/routes/route-record.ts";

const RESOLUTION_MS = 1;

// The primary's own format, which the gateway's workers take unread as well: checking it would be measured.
const updateSchema = z.object({ update: z.custom<RoutingUpdate>() });

const plane = createDataPlane({ now: Date.now, monotonicNow: () => performance.now(), randomBytes });
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

answerQuestions({
  ...serverAnswers({ port: 0, tlsPort: null }),
  watch: () => {
    delay.reset();
    delay.enable();
    return {};
  },
  apply: (question) => ({ revision: plane.applyRouting(updateSchema.parse(question).update) }),
  /** The histogram holds the time between two ticks of its timer, the timer's own period included. */
  pause: () => ({ pauseMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS) }),
});
