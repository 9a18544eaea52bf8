// What an API that is imported begins with, made of what was read of the document.
import type { ImportReading } from "#lib/imports/import-reading.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

/** A document that the API begins with. */
export type Imported = {
  /** AsyncAPI 3 text. */
  readonly definition: string;
  /** The text as it came, and the version it came in, where it was converted; kept beside the definition. */
  readonly original: string | null;
  readonly originalVersion: string | null;
};

/** Refusal `not_importable` for a document of which nothing can be made, with the first of its errors. */
export function importedFrom(reading: ImportReading): Outcome<Imported> {
  const { definition, original, cameAs, diagnostics } = reading;
  if (definition !== null)
    return done({ definition, original, originalVersion: original === null ? null : cameAs });
  const error = diagnostics.find(({ severity }) => severity === "error");
  const where = error === undefined ? "" : ` Line ${error.line}: ${error.message}`;
  return refuse("not_importable", `The definition has to be mended first.${where}`);
}
