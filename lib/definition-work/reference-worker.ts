// A thread of the reference implementation, which judges definitions. Node runs this file as it stands, unbundled.
import { parentPort } from "node:worker_threads";
import { setPlainEnvironment } from "#lib/definition-work/plain-environment.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";

setPlainEnvironment();
const check = referenceParser();

parentPort?.on("message", async (text: string) => {
  try {
    parentPort?.postMessage({ value: await check(text) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ isReady: true });
