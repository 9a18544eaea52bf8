// Numbers that JSON has not, and AsyncAPI therefore not (AsyncAPI 3.0.0, Format: the tags of YAML's JSON schema): `.inf`, `.nan`,
// and what is too large for any reader. A download as JSON could not say them.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { walk } from "#lib/asyncapi/source-walk.ts";
import { positionAt, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

const MAX_FOUND = 20;

/** An error at each such number, up to twenty. */
export function numberDiagnostics({ document, lines }: YamlSource): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(document.contents, {
    value: ({ value, source, range }) => {
      if (typeof value !== "number" || Number.isFinite(value) || found.length === MAX_FOUND) return;
      const message = `${(source ?? String(value)).slice(0, 40)} is no number in JSON. Write a finite number, put it in quotes, or remove it.`;
      const at = positionAt(lines, range?.[0] ?? 0);
      found.push({ severity: "error", code: "number-not-json", message, ...at });
    },
  });
  return found;
}
