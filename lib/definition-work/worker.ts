// A thread of the definition pool: takes one job at a time and answers. Node runs this file as it stands, unbundled.
import { parentPort } from "node:worker_threads";
import { type JobInput, type JobName, runJob } from "#lib/definition-work/jobs.ts";
import { setPlainEnvironment } from "#lib/definition-work/plain-environment.ts";

setPlainEnvironment();

parentPort?.on("message", ({ name, input }: { name: JobName; input: JobInput<JobName> }) => {
  try {
    parentPort?.postMessage({ value: runJob(name, input) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ isReady: true });
