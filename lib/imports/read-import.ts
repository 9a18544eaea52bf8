// From a text that somebody brings to all that an import shows and starts from. Never throws and never fetches: the text may
// come from anyone. Runs in a worker.
import type { Definition } from "#lib/asyncapi/definition.ts";
import { checkDefinition, type Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";
import { listRefs } from "#lib/asyncapi/local-ref.ts";
import { numberDiagnostics } from "#lib/asyncapi/number-checks.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import {
  positionAt,
  readYamlSource,
  type YamlSource,
  type YamlSourceResult,
} from "#lib/asyncapi/yaml-source.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { absentFiles } from "./absent-files.ts";
import type { ConversionNote } from "./conversion/conversion-note.ts";
import { type Conversion, convertDocument } from "./conversion/convert-document.ts";
import type { RefusedPlaces } from "./conversion/fit-bindings.ts";
import { foreignDiagnostic } from "./foreign-text.ts";
import type { ImportChoices, ImportDiagnostic, ImportReading } from "./import-reading.ts";
import { readImportServers } from "./import-servers.ts";
import { readImportTopics } from "./import-topics.ts";
import { emptyProposal, proposalFrom } from "./proposal.ts";

const MAX_REFERENCE = 2048;
const MAX_REFERRED = 200;

/**
 * Above the size of a stored definition a text is refused with a diagnostic. `read` is for whoever has read it before;
 * `refusedPlaces` is what the schema of AsyncAPI 3.0 says of what an older document is converted to.
 */
export function readImport(
  text: string,
  choices: ImportChoices,
  { read = readYamlSource(text), refusedPlaces }: ReadOptions = {},
): ImportReading {
  try {
    const foreign = foreignDiagnostic(text);
    if (foreign !== null) return nothingOf([foreign]);
    return readOlder(text, choices, read, refusedPlaces) ?? readAsItIs(text, read);
  } catch {
    return nothingOf([unreadable]);
  }
}

type ReadOptions = { readonly read?: YamlSourceResult; readonly refusedPlaces?: RefusedPlaces };

/** AsyncAPI 2: converted, and kept as it came. Null for any other text. */
function readOlder(
  text: string,
  choices: ImportChoices,
  read: YamlSourceResult,
  refusedPlaces: RefusedPlaces | undefined,
): ImportReading | null {
  if (!read.ok) return null;
  const { source } = read;
  const [problem, ...others] = checkDefinition(source.value).findings;
  if (problem?.code !== "version-2" || others.length > 0) return null;
  const conversion = conversionOf(source, choices, refusedPlaces);
  if (conversion === null) return nothingOf([unconvertible]);
  const { definition, diagnostics } = judgeDefinition(conversion.text);
  return {
    cameAs: textAt(source.value, ["asyncapi"]),
    definition: definition === null ? null : conversion.text,
    original: text,
    refersTo: referredTo(source.value),
    diagnostics: [
      ...[...source.warnings, ...numberDiagnostics(source)].map(ofOriginal),
      ...[...conversion.notes, ...absentFiles(source.value)].map((note) =>
        ofOriginal(locateFinding(source, note)),
      ),
      ...diagnostics.map((found): ImportDiagnostic => ({ ...found, of: "definition" })),
    ],
    ...(definition === null ? nothingRead : readDefinition(definition, conversion.queryByServer)),
  };
}

function conversionOf(
  source: YamlSource,
  choices: ImportChoices,
  refusedPlaces: RefusedPlaces | undefined,
): Conversion | null {
  try {
    return convertDocument(source, choices, refusedPlaces);
  } catch {
    return null;
  }
}

/** AsyncAPI 3: the definition is the text, byte for byte. */
function readAsItIs(text: string, read: YamlSourceResult): ImportReading {
  const { definition, diagnostics } = judgeDefinition(text, read);
  if (definition === null) return nothingOf(diagnostics);
  const absent = absentFiles(definition.data).map((found) => locateFinding(definition.source, found));
  return {
    cameAs: definition.asyncapi,
    definition: text,
    original: null,
    refersTo: referredTo(definition.data),
    diagnostics: [...diagnostics, ...absent].map((found) => ({ ...found, of: "definition" })),
    ...readDefinition(definition),
  };
}

type Read = Pick<ImportReading, "topics" | "servers" | "proposal">;

const nothingRead: Read = { topics: [], servers: [], proposal: emptyProposal };

function readDefinition(
  definition: Definition,
  queryByServer: ReadonlyMap<string, string> = new Map(),
): Read {
  const servers = readImportServers(definition.data, queryByServer);
  return {
    topics: readImportTopics(definition.data),
    servers,
    proposal: proposalFrom(definition, servers),
  };
}

function referredTo(value: JsonValue): string[] {
  const files = listRefs(value).map(({ ref }) => ref.replace(/#.*$/s, ""));
  const known = files.filter((file) => file !== "" && file.length <= MAX_REFERENCE);
  return [...new Set(known)].slice(0, MAX_REFERRED);
}

function nothingOf(diagnostics: readonly Diagnostic[]): ImportReading {
  return {
    cameAs: null,
    definition: null,
    original: null,
    refersTo: [],
    diagnostics: diagnostics.map(ofOriginal),
    ...nothingRead,
  };
}

function ofOriginal(found: Diagnostic): ImportDiagnostic {
  return { ...found, of: "original" };
}

function locateFinding(source: YamlSource, { path, ...note }: ConversionNote | Finding): Diagnostic {
  return { ...note, ...positionAt(source.lines, nearestOffset(source, path)) };
}

const unreadable: Diagnostic = {
  severity: "error",
  code: "unreadable",
  message: "The document cannot be read. Simplify it: fewer aliases, fewer levels.",
  line: 1,
  column: 1,
};

const unconvertible: Diagnostic = {
  ...unreadable,
  code: "unconvertible",
  message:
    "The document cannot be converted to AsyncAPI 3: parts of it are not what AsyncAPI 2 asks for. Check it with a validator.",
};
