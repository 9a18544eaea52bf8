// What the reference implementation, @asyncapi/parser, says of a text. For a thread of its own: a small document takes it a third
// of a second, and making a parser another. It reads nothing but the text: no file, no address.
import { Parser } from "@asyncapi/parser";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { type JsonValue, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { arrayAware, endsOutside, pathOfRef, refOf, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import {
  positionAt,
  readYamlSource,
  type YamlSource,
  type YamlSourceResult,
} from "#lib/asyncapi/yaml-source.ts";

/** One diagnostic of the parser (spectral): `severity` from 0, error, to 3, hint; lines and characters from 0. */
type Found = Awaited<ReturnType<Parser["validate"]>>[number];

const MAX_FOUND = 100;
const MAX_MESSAGE = 1000;
/** What the parser writes behind an error that it did not expect. */
const STACK = /,? stack: [\s\S]*$/i;

/** Code of what is found once references are followed; and of references that lead nowhere. */
const RESOLVED = "asyncapi-document-resolved";
const UNRESOLVED = "invalid-ref";
/** Code of what is said of a key, whatever it holds. */
const KEY = "asyncapi3-channel-no-query-nor-fragment";
/** Code of what is found before the text is data. */
const SYNTAX = "parser";
/** Advice to use another version than the one that new APIs get. */
const NEWER_VERSION = "asyncapi-latest-version";

/** Warned of at each line of a JSON document that is indented with tabs, as it may be. */
const TABS = "Using tabs";

/** Stands for every other document. A resolver that throws would not do: the parser asks its own next, which fetches. */
const standIn = (schema: "file" | "http" | "https") => ({ schema, order: 1, read: () => "{}" });

/** `read` is for whoever has read the text before. */
type ReferenceCheck = (text: string, read?: YamlSourceResult) => Promise<readonly Diagnostic[]>;

/**
 * Made once a thread. Returns what finds the diagnostics of a text, each once, in the order of the text; of very many the
 * first hundred, errors before the rest. What other documents would say of it is left out.
 */
export function referenceParser(): ReferenceCheck {
  const resolvers = [standIn("file"), standIn("http"), standIn("https")];
  const parser = new Parser({
    // What is recommended (an id, tags, a license) is a matter of taste: it would hide what is wrong.
    ruleset: { core: true, recommended: false },
    __unstable: { resolver: { cache: false, resolvers } },
  });
  return async (text, read = readYamlSource(text)) => {
    const source = read.ok ? read.source : null;
    const isWhole = source === null || !refersElsewhere(source.value);
    const found = (await parser.validate(text)).map((each) => ({ ...each, path: pathIn(source, each) }));
    const byPlace = new Map<string, Diagnostic>();
    // It judges the document with and without its references, and a part once for each reference to it.
    for (const each of found.toSorted((left, right) => left.severity - right.severity)) {
      if (each.code === NEWER_VERSION || (source !== null && each.message.startsWith(TABS))) continue;
      if (!isWhole && isOfOthers(source.value, each)) continue;
      const diagnostic = diagnosticOf(each, source);
      const key = `${diagnostic.line} ${diagnostic.column} ${each.message}`;
      if (byPlace.size < MAX_FOUND && !byPlace.has(key)) byPlace.set(key, diagnostic);
    }
    return [...byPlace.values()].sort((left, right) => left.line - right.line || left.column - right.column);
  };
}

/** The parser writes an index as it writes a key. */
function pathIn(source: YamlSource | null, { path }: Found): Found["path"] {
  return source === null ? path : [...arrayAware(source.value, path.map(String))];
}

function isElsewhere(value: JsonValue): boolean {
  const ref = refOf(value);
  return ref !== null && !ref.startsWith("#");
}

function refersElsewhere(value: JsonValue): boolean {
  if (isElsewhere(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(refersElsewhere);
}

/** True where something else than this document may stand in a value, references followed. */
function holdsOthers(data: JsonValue, value: JsonValue, seen = new Set<JsonValue>()): boolean {
  if (typeof value !== "object" || value === null || seen.has(value)) return false;
  seen.add(value);
  if (isElsewhere(value)) return true;
  const ref = refOf(value);
  const target = ref === null ? null : resolvePath(data, pathOfRef(ref) ?? []);
  if (target !== null && holdsOthers(data, valueAt(data, target) ?? null, seen)) return true;
  return Object.values(value).some((member) => holdsOthers(data, member, seen));
}

/**
 * Of a document that refers to others, which nobody has read: what may be said of them, or of what they are put into. What is
 * found elsewhere in it stands.
 */
function isOfOthers(data: JsonValue, { code, path }: Found): boolean {
  if (code === RESOLVED) {
    const target = resolvePath(data, path);
    const value = target === null ? undefined : valueAt(data, target);
    if (target === null || value === undefined || holdsOthers(data, value)) return true;
    // What stands beside it may be why: a format that is of no use without the schema that it is of.
    if (refersElsewhere(valueAt(data, target.slice(0, -1)) ?? null)) return true;
  }
  if (code === UNRESOLVED) {
    const ref = valueAt(data, path);
    const target = typeof ref === "string" ? pathOfRef(ref) : null;
    if (ref === undefined || (target !== null && endsOutside(data, target))) return true;
  }
  return path.some((_step, depth) => isElsewhere(valueAt(data, path.slice(0, depth)) ?? null));
}

/**
 * Where a finding stands, at the key as our own do; one of a part that a reference leads to is at that part, and what is
 * said of a reference itself is at its `$ref`, but for what is said of its key.
 */
function placeOf({ range, path, code }: Found, source: YamlSource | null): { line: number; column: number } {
  if (source === null || code === SYNTAX)
    return { line: range.start.line + 1, column: range.start.character + 1 };
  return positionAt(source.lines, nearestOffset(source, memberOf(source.value, path, String(code))));
}

function memberOf(data: JsonValue, path: Path, code: string): Path {
  const value = valueAt(data, path);
  if (value !== undefined && code === KEY) return path;
  if (value !== undefined && code !== RESOLVED) return refOf(value) === null ? path : [...path, "$ref"];
  for (let depth = path.length; depth > 0; depth -= 1) {
    const target = resolvePath(data, path.slice(0, depth));
    if (target !== null) return target;
  }
  return [];
}

function diagnosticOf(found: Found, source: YamlSource | null): Diagnostic {
  const { code, message, severity, path } = found;
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  return {
    severity: severity === 0 ? "error" : severity === 1 ? "warning" : "info",
    code: `parser-${String(code)}`,
    message: `${where}${message.replace(STACK, "")}`.slice(0, MAX_MESSAGE),
    ...placeOf(found, source),
  };
}
