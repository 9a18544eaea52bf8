// From the text of an AsyncAPI 3 document to its data and everything that is wrong with it.
// Never throws and never fetches: the text may come from anyone.
import { checkDefinition, type Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { isJsonObject, type JsonObject } from "#lib/asyncapi/json-value.ts";
import { keyDiagnostics } from "#lib/asyncapi/key-checks.ts";
import { numberDiagnostics } from "#lib/asyncapi/number-checks.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import {
  glimpseYamlSource,
  positionAt,
  readYamlSource,
  type YamlSource,
  type YamlSourceResult,
} from "#lib/asyncapi/yaml-source.ts";

export { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";

/** Most diagnostics of one text; errors come before the rest. */
const MAX_DIAGNOSTICS = 100;

/** A definition that could be read. It may still have errors: see `hasErrors` of its diagnostics. */
export type Definition = {
  /** Version of the AsyncAPI specification: `3.0.0`. */
  readonly asyncapi: string;
  /** The whole document as plain data. */
  readonly data: JsonObject;
  /** The text it was read from, for what plain data cannot say: see exact-value.ts. */
  readonly source: YamlSource;
};

export type ParsedDefinition = {
  /** Null where there is nothing to work with: no YAML, no object, not AsyncAPI 3, no object of channels. */
  readonly definition: Definition | null;
  /** In the order of the text; of very many only the first hundred, errors before the rest. */
  readonly diagnostics: readonly Diagnostic[];
};

/** Further findings in a definition that could be read; each is put at its place in the text. */
export type DefinitionChecks = (definition: Definition) => readonly Finding[];

/**
 * Reads a definition, YAML or JSON, and checks it as a document. Whether it may be saved or run is more than that, and
 * said by `judgeDefinition` (lib/topics), which adds its checks here. `read` is for whoever has read the text before.
 */
export function parseDefinition(
  text: string,
  check: DefinitionChecks = () => [],
  read: YamlSourceResult = readYamlSource(text),
): ParsedDefinition {
  if (!read.ok) return { definition: null, diagnostics: read.diagnostics };
  const { source } = read;
  const { isReadable, findings } = checkDefinition(source.value);
  const definition = isReadable ? definitionOf(source) : null;
  const keys = keyDiagnostics(source);
  const marks = keys.filter(({ code }) => code === "invisible-mark");
  // What else is found is about a document without these keys.
  if (marks.length > 0) return { definition, diagnostics: marks };
  const more = definition === null ? [] : check(definition);
  const found = foremost([...findings, ...more]).map((finding) => locate(source, finding));
  const diagnostics = [...source.warnings, ...keys, ...numberDiagnostics(source), ...found].sort(
    (left, right) => left.line - right.line || left.column - right.column,
  );
  return { definition, diagnostics };
}

/**
 * What can be read of a text that is being typed, whatever else is wrong with it: for showing, never for saving. Null where
 * there is nothing to work with.
 */
export function glimpseDefinition(text: string): Definition | null {
  const source = glimpseYamlSource(text);
  if (source === null || !checkDefinition(source.value).isReadable) return null;
  return definitionOf(source);
}

function definitionOf(source: YamlSource): Definition | null {
  const { value } = source;
  return isJsonObject(value) ? { asyncapi: String(value.asyncapi), data: value, source } : null;
}

function foremost(findings: readonly Finding[]): Finding[] {
  const { error = [], others = [] } = Object.groupBy(findings, ({ severity }) =>
    severity === "error" ? severity : "others",
  );
  return [...error, ...others].slice(0, MAX_DIAGNOSTICS);
}

/** Puts a finding at the member it is about, or at the nearest one around it that the text shows. */
function locate(source: YamlSource, { path, ...finding }: Finding): Diagnostic {
  return { ...finding, ...positionAt(source.lines, nearestOffset(source, path)) };
}
