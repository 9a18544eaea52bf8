// The thread that definition-work.ts starts in the browser: one job at a time, answered by its number.
import { type JobName, runJob } from "./definition-jobs.ts";
import type { WorkAnswer, WorkRequest } from "./definition-work.ts";

self.addEventListener("message", ({ data }: MessageEvent<WorkRequest<JobName>>) => {
  self.postMessage(answerTo(data));
});

function answerTo({ id, name, input }: WorkRequest<JobName>): WorkAnswer {
  try {
    return { id, ok: true, value: runJob(name, input) };
  } catch {
    return { id, ok: false };
  }
}
