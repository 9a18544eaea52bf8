// The thread that checks definitions against the JSON Schema of AsyncAPI. Node runs this file as it stands, unbundled.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { type SchemaOf, schemaDiagnostics } from "#lib/asyncapi/schema-checks.ts";
import { setPlainEnvironment } from "#lib/definition-work/plain-environment.ts";

setPlainEnvironment();
const { resolve } = createRequire(import.meta.url);

const schemaOf: SchemaOf = (version) =>
  JSON.parse(readFileSync(resolve(`@asyncapi/specs/schemas/${version}-without-$id.json`), "utf8"));

parentPort?.on("message", (text: string) => {
  try {
    parentPort?.postMessage({ value: schemaDiagnostics(text, schemaOf) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ isReady: true });
