// The findings of two judges as one list.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";

/** A finding of the parser that says what one of ours says: of the same member, on the same line, or of the whole text. */
type Same = { readonly code: string; readonly says?: RegExp; readonly within: "member" | "line" | "text" };

const rule = (name: string): Same => ({ code: `parser-asyncapi3-${name}`, within: "member" });
const schema = (says: RegExp): Same => ({
  code: "parser-asyncapi-document-resolved",
  says,
  within: "member",
});
/** Found before the text is data, so that members have no places yet. */
const syntax = (says: RegExp): Same => ({ code: "parser-parser", says, within: "line" });
const noVersion: Same = { code: "parser-asyncapi-is-asyncapi", within: "text" };
/** The parser breaks off. */
const failure: Same = { code: "parser-uncaught-error", within: "text" };
const brokenRef: Same = { code: "parser-invalid-ref", within: "member" };
const strayMessage = rule("operation-messages-from-referred-channel");
const noObject = schema(/property type must be object/);

/** What the parser says of the same fault, by our codes. Findings of any other two are of different things. */
const SAME: Readonly<Record<string, readonly Same[]>> = {
  empty: [noVersion, failure],
  "not-an-object": [noVersion, failure],
  "version-missing": [noVersion, failure],
  version: [noVersion, failure],
  "duplicate-key": [syntax(/Duplicate key/)],
  "key-not-text": [syntax(/Mapping key must be a string/)],
  info: [schema(/"info"/)],
  "info-title": [schema(/"title"/)],
  "info-version": [schema(/"version"/)],
  channels: [noObject],
  // What is no object refers to no servers either.
  channel: [noObject, rule("required-channel-servers-unambiguity")],
  "channel-key": [rule("channel-no-query-nor-fragment")],
  address: [schema(/"address" property type/)],
  "parameter-unused": [rule("channel-parameters")],
  "parameter-undeclared": [rule("channel-parameters")],
  operations: [noObject],
  operation: [noObject, rule("required-operation-channel-unambiguity")],
  action: [schema(/"action"/)],
  "operation-channel": [
    schema(/required property "channel"/),
    brokenRef,
    rule("required-operation-channel-unambiguity"),
  ],
  "operation-message": [strayMessage, schema(/Item at index \d+ must be object/)],
  ref: [brokenRef, strayMessage],
};

/** Beside errors of the syntax: what the parser finds follows from these. With a repeated key there is still a document, in which the parser finds more. */
const UNREAD: ReadonlySet<string> = new Set([
  "several-documents",
  "too-deep",
  "too-large",
  "aliases",
  "unreadable",
  "invisible-mark",
  "prototype-key",
]);

/**
 * Sluice's own findings and the parser's as one list, none twice: where both say the same, ours says in plainer words what to
 * do; but the parser is right where it has an error and ours is a warning. What the parser makes of a text that is no data
 * follows from that, and is left out.
 */
export function mergeFindings(
  own: readonly Diagnostic[],
  parsers: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (own.some(isOfWholeText)) return own;
  const isStronger = (told: Diagnostic, found: Diagnostic) =>
    told.severity === "error" || told.severity === found.severity;
  const added = parsers.filter(
    (found) => !own.some((told) => isSame(told, found) && isStronger(told, found)),
  );
  const kept = own.filter((told) => !added.some((found) => isSame(told, found)));
  return [...kept, ...added].sort((left, right) => left.line - right.line || left.column - right.column);
}

/** True for an error that keeps a text from being read as one YAML document. */
function isOfWholeText({ severity, code }: Diagnostic): boolean {
  return severity === "error" && (code.startsWith("yaml-") || UNREAD.has(code));
}

function isSame(told: Diagnostic, found: Diagnostic): boolean {
  const sames = Object.hasOwn(SAME, told.code) ? SAME[told.code] : undefined;
  return (sames ?? []).some(({ code, says, within }) => {
    if (code !== found.code || says?.test(found.message) === false) return false;
    if (within === "text") return true;
    return told.line === found.line && (within === "line" || told.column === found.column);
  });
}
