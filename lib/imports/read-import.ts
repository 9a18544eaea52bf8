// From a text that somebody brings to all that an import shows and starts from. Never throws and never fetches: the text may
// come from anyone. Runs in a worker.
import type { Definition } from "#lib/asyncapi/definition.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { foreignDiagnostic } from "./foreign-text.ts";
import type { ImportChoices, ImportDiagnostic, ImportReading } from "./import-reading.ts";
import { readImportServers } from "./import-servers.ts";
import { readImportTopics } from "./import-topics.ts";
import { emptyProposal, proposalFrom } from "./proposal.ts";

/** Reads a text of up to 10 MB; above the size of a stored definition it is refused with a diagnostic. */
export function readImport(text: string, _choices: ImportChoices): ImportReading {
  try {
    const foreign = foreignDiagnostic(text);
    return foreign === null ? readAsItIs(text) : nothingOf([foreign]);
  } catch {
    return nothingOf([unreadable]);
  }
}

/** AsyncAPI 3: the definition is the text, byte for byte. */
function readAsItIs(text: string): ImportReading {
  const { definition, diagnostics } = judgeDefinition(text);
  if (definition === null) return nothingOf(withoutFollowUps(diagnostics));
  return {
    cameAs: definition.asyncapi,
    definition: text,
    original: null,
    diagnostics: diagnostics.map((found) => ({ ...found, of: "definition" })),
    ...readDefinition(definition),
  };
}

function readDefinition(definition: Definition): Pick<ImportReading, "topics" | "servers" | "proposal"> {
  const servers = readImportServers(definition.data);
  return {
    topics: readImportTopics(definition.data, servers),
    servers,
    proposal: proposalFrom(definition, servers),
  };
}

function nothingOf(diagnostics: readonly Diagnostic[]): ImportReading {
  return {
    cameAs: null,
    definition: null,
    original: null,
    diagnostics: diagnostics.map((found): ImportDiagnostic => ({ ...found, of: "original" })),
    topics: [],
    servers: [],
    proposal: emptyProposal,
  };
}

/** After one error of the syntax, the next are mostly about what the first one made of the text. */
function withoutFollowUps(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = diagnostics.find(({ code, severity }) => code.startsWith("yaml-") && severity === "error");
  return first === undefined ? diagnostics : [first];
}

const unreadable: Diagnostic = {
  severity: "error",
  code: "unreadable",
  message: "The document cannot be read. Simplify it: fewer aliases, fewer levels.",
  line: 1,
  column: 1,
};
