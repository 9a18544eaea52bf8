// Reads YAML (and JSON, which is YAML) of unknown origin into a syntax tree and plain data, within fixed bounds.
// Never throws. Nesting is checked on the token stack, before the recursive composer could exhaust the call stack.
import {
  Composer,
  type CST,
  type Document,
  isScalar,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLError,
} from "yaml";
import { aliasFault } from "#lib/asyncapi/alias-checks.ts";
import { MAX_DEFINITION_BYTES, MAX_DEFINITION_SIZE } from "#lib/asyncapi/definition-size.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { isJsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { walk } from "#lib/asyncapi/source-walk.ts";
import { plainWords } from "#lib/asyncapi/yaml-words.ts";

const MAX_NESTING = 200;
/**
 * Most lexical parts of one text: values, signs, spaces, line breaks. Each becomes some objects, so that 1 MB of
 * `[1,1,…]` takes ten times what 1 MB of real documents does, whose values are words (some 320,000 parts).
 */
const MAX_LEXEMES = 1_000_000;
const MAX_ALIASES = 1000;
/** Bound on the data with all aliases written out and indented, in characters. */
const MAX_EXPANDED_LENGTH = 4 * MAX_DEFINITION_BYTES;
const MAX_SYNTAX_DIAGNOSTICS = 50;

/** A text that parsed: its tree with source ranges, and its data. */
export type YamlSource = {
  readonly text: string;
  readonly document: Document.Parsed<ParsedNode>;
  readonly value: JsonValue;
  readonly lines: LineCounter;
  readonly warnings: readonly Diagnostic[];
};

export type YamlSourceResult =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Parses one YAML document. Errors come with the line and column they start at. */
export function readYamlSource(text: string): YamlSourceResult {
  if (utf8Length(text) > MAX_DEFINITION_BYTES) {
    return failure("too-large", `The definition is larger than ${MAX_DEFINITION_SIZE}. Shorten it.`);
  }
  try {
    return compose(text, "whole");
  } catch (error) {
    if (error instanceof ReferenceError)
      return failure("aliases", `An alias cannot be followed: ${error.message}.`);
    return failure("unreadable", "The text cannot be read as YAML.");
  }
}

/**
 * What can be read of a text that is being typed: errors of its syntax and repeated keys are passed over, within the same
 * bounds. Null where nothing can be. What is saved or run is never read this way.
 */
export function glimpseYamlSource(text: string): YamlSource | null {
  if (utf8Length(text) > MAX_DEFINITION_BYTES) return null;
  try {
    const read = compose(text, "what can be read");
    return read.ok ? read.source : null;
  } catch {
    return null;
  }
}

/** Line and column, from 1, of an offset in the text. */
export function positionAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(Math.max(offset, 0));
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

type Tokens =
  | { readonly ok: true; readonly tokens: CST.Token[]; readonly lines: LineCounter }
  | Extract<YamlSourceResult, { ok: false }>;

function readTokens(text: string): Tokens {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > MAX_LEXEMES) {
      const message = "The definition is made of too many values and signs. Shorten it.";
      return failure("too-large", message, positionAt(lines, parser.offset));
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_NESTING) {
      return failure(
        "too-deep",
        `More than ${MAX_NESTING} levels are nested here.`,
        positionAt(lines, parser.offset),
      );
    }
  }
  tokens.push(...parser.end());
  return { ok: true, tokens, lines };
}

function compose(text: string, wanted: "whole" | "what can be read"): YamlSourceResult {
  const read = readTokens(text);
  if (!read.ok) return read;
  const { tokens, lines } = read;
  // A fixed schema: a `%YAML 1.1` directive must not bring in dates, sets and binary data.
  const options = { keepSourceTokens: true, merge: true, schema: "core", resolveKnownTags: false } as const;
  // The composer looks for repeated keys in quadratic time; `duplicateKeys` does it in linear time.
  const composer = new Composer<ParsedNode>({ ...options, logLevel: "error", uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return failure("unreadable", "The text cannot be read as YAML.");
  const isWhole = wanted === "whole";
  if (isWhole && second !== undefined) {
    const position = positionAt(lines, second.range[0]);
    const message = "A second YAML document starts here. Keep one of the two, without this line.";
    return failure("several-documents", message, position);
  }
  const [firstError] = document.errors;
  // The next ones are mostly about what the first made of the text.
  if (isWhole && firstError !== undefined)
    return { ok: false, diagnostics: [syntaxDiagnostic(firstError, "error", lines)] };
  const { aliases, repeated } = inspect(document);
  if (aliases > MAX_ALIASES) {
    return failure("aliases", `The text holds more than ${MAX_ALIASES} aliases. Write some of them out.`);
  }
  if (isWhole && repeated.length > 0) {
    const keys = repeated.slice(0, MAX_SYNTAX_DIAGNOSTICS);
    return { ok: false, diagnostics: keys.map((key) => duplicateDiagnostic(key, lines)) };
  }
  const data = dataOf(document, lines);
  if (!data.ok) return data;
  const warnings = document.warnings
    .slice(0, MAX_SYNTAX_DIAGNOSTICS)
    .map((warning) => syntaxDiagnostic(warning, "warning", lines));
  return { ok: true, source: { text, document, value: data.value, lines, warnings } };
}

type Data = { readonly ok: true; readonly value: JsonValue } | Extract<YamlSourceResult, { ok: false }>;

/** Throws what the `yaml` package throws where its tree shows no reason. */
function dataOf(document: Document.Parsed<ParsedNode>, lines: LineCounter): Data {
  const refusal = () => {
    const fault = aliasFault(document);
    return fault === null ? null : failure("aliases", fault.message, positionAt(lines, fault.offset));
  };
  try {
    // `toJS` of a core-schema document yields JSON values only: no dates, maps, sets or buffers.
    const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
    if (isWithinBounds(value)) return { ok: true, value };
  } catch (error) {
    const refused = refusal();
    if (refused === null) throw error;
    return refused;
  }
  const message = "With its aliases written out the definition is too large or nested too deeply.";
  return refusal() ?? failure("too-large", message);
}

/**
 * The number of aliases, which is bounded since following one takes time in proportion to the document; and scalar keys
 * that stand in a map more than once, each time but the first.
 */
function inspect(document: Document.Parsed<ParsedNode>): { aliases: number; repeated: Scalar[] } {
  const found = { aliases: 0, repeated: [] as Scalar[] };
  walk(document.contents, {
    alias: () => {
      found.aliases += 1;
    },
    map: (pairs) => {
      const seen = new Set<string>();
      for (const { key } of pairs) {
        if (!isScalar(key) || typeof key.value === "symbol") continue;
        if (seen.has(String(key.value))) found.repeated.push(key);
        seen.add(String(key.value));
      }
    },
  });
  return found;
}

function duplicateDiagnostic(key: Scalar, lines: LineCounter): Diagnostic {
  const message = `The key ${String(key.value)} is in this object twice. Remove one, or give it another name.`;
  return { severity: "error", code: "duplicate-key", message, ...positionAt(lines, key.range?.[0] ?? 0) };
}

function isWithinBounds(root: JsonValue): boolean {
  let budget = MAX_EXPANDED_LENGTH;
  const spend = (value: JsonValue, depth: number): boolean => {
    budget -= (typeof value === "string" ? value.length + 2 : 4) + 2 * depth;
    if (budget < 0 || depth > MAX_NESTING) return false;
    if (Array.isArray(value)) return value.every((item) => spend(item, depth + 1));
    if (!isJsonObject(value)) return true;
    return Object.entries(value).every(([key, item]) => {
      budget -= key.length + 2;
      return spend(item, depth + 1);
    });
  };
  return spend(root, 0);
}

function syntaxDiagnostic(error: YAMLError, severity: "error" | "warning", lines: LineCounter): Diagnostic {
  const code = `yaml-${error.code.toLowerCase().replaceAll("_", "-")}`;
  return { severity, code, message: plainWords(error.message), ...positionAt(lines, error.pos[0]) };
}

function failure(
  code: string,
  message: string,
  position = { line: 1, column: 1 },
): Extract<YamlSourceResult, { ok: false }> {
  return { ok: false, diagnostics: [{ severity: "error", code, message, ...position }] };
}

function utf8Length(text: string): number {
  return text.length > MAX_DEFINITION_BYTES ? text.length : new TextEncoder().encode(text).length;
}
