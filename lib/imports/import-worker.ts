// A thread that reads what somebody imports: converts it, and has it judged by the reference parser. Node runs this file as it
// stands, unbundled.
import { parentPort } from "node:worker_threads";
import { mergeFindings } from "#lib/asyncapi/merge-findings.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import type { ImportChoices, ImportDiagnostic, ImportReading } from "#lib/imports/import-reading.ts";
import { readImport } from "#lib/imports/read-import.ts";

const check = referenceParser();

/** The parser judges the text as it came: what the conversion mends is no fault of the definition. */
async function read(text: string, choices: ImportChoices): Promise<ImportReading> {
  const reading = readImport(text, choices);
  if (reading.cameAs === null) return reading;
  const of = reading.original === null ? "definition" : "original";
  const own = reading.diagnostics.filter((found) => found.of === of);
  const merged = mergeFindings(own, await check(text));
  const judged = merged.map((found): ImportDiagnostic => ({ ...found, of }));
  return { ...reading, diagnostics: [...judged, ...reading.diagnostics.filter((found) => found.of !== of)] };
}

parentPort?.on("message", async ({ text, choices }: { text: string; choices: ImportChoices }) => {
  try {
    parentPort?.postMessage({ value: await read(text, choices) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ isReady: true });
