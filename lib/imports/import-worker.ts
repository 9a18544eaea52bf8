// A thread that reads what somebody imports: makes one document of files, converts it, has the reference parser judge it. Node runs this file as it
// stands, unbundled.
import { parentPort } from "node:worker_threads";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { mergeFindings } from "#lib/asyncapi/merge-findings.ts";
import { refusedBySchema } from "#lib/asyncapi/schema-checks.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";
import { setPlainEnvironment } from "#lib/definition-work/plain-environment.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import { schemaOf } from "#lib/definition-work/schema-of.ts";
import type { BundleJob } from "#lib/imports/fetching/include-references.ts";
import { bundle } from "#lib/imports/files/bundle.ts";
import { readFiles, type SentForm } from "#lib/imports/files/read-files.ts";
import type { ImportChoices, ImportDiagnostic, ImportReading } from "#lib/imports/import-reading.ts";
import { readImport } from "#lib/imports/read-import.ts";

setPlainEnvironment();
const check = referenceParser();
const refusedPlaces = (document: JsonObject) => refusedBySchema(document, schemaOf);
// Compiling the schema takes a second, which nobody's import is charged for.
refusedPlaces({ asyncapi: "3.0.0" });

/** The parser judges the text as it came, and where it was converted what it became: that is what is created. */
async function read(text: string, choices: ImportChoices): Promise<ImportReading> {
  const source = readYamlSource(text);
  const reading = readImport(text, choices, { read: source, refusedPlaces });
  if (reading.cameAs === null) return reading;
  const of = reading.original === null ? "definition" : "original";
  const own = reading.diagnostics.filter((found) => found.of === of);
  const judged = mergeFindings(own, await check(text, source)).map(as(of));
  const others = reading.diagnostics.filter((found) => found.of !== of);
  if (of === "definition" || reading.definition === null) {
    return { ...reading, diagnostics: [...judged, ...others] };
  }
  // What is stored and deployed is the converted text.
  const ofConverted = mergeFindings(others, await check(reading.definition)).map(as("definition"));
  return { ...reading, diagnostics: [...judged, ...ofConverted] };
}

function as(of: ImportDiagnostic["of"]): (found: Diagnostic) => ImportDiagnostic {
  return (found) => ({ ...found, of });
}

type Asked =
  | { readonly text: string; readonly choices: ImportChoices }
  | { readonly form: SentForm }
  | { readonly bundle: BundleJob };

async function answerTo(asked: Asked): Promise<unknown> {
  if ("form" in asked) return readFiles(asked.form);
  if ("bundle" in asked) return bundle(asked.bundle.main, asked.bundle.files, asked.bundle.fetched);
  return read(asked.text, asked.choices);
}

parentPort?.on("message", async (asked: Asked) => {
  try {
    parentPort?.postMessage({ value: await answerTo(asked) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ isReady: true });
