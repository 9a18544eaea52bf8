// The thread that checks definitions against the JSON Schema of AsyncAPI. Node runs this file as it stands, unbundled.
import { parentPort } from "node:worker_threads";
import { schemaDiagnostics } from "#lib/asyncapi/schema-checks.ts";
import { setPlainEnvironment } from "#lib/definition-work/plain-environment.ts";
import { schemaOf } from "#lib/definition-work/schema-of.ts";

setPlainEnvironment();
parentPort?.on("message", (text: string) => {
  try {
    parentPort?.postMessage({ value: schemaDiagnostics(text, schemaOf) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ isReady: true });
