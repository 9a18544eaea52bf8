// The findings of two judges as one list.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";

/** Two judges place the same fault at a key and at its value; in a document of one long line others stand further apart. */
const NEAR_COLUMNS = 60;

/**
 * Sluice's own findings and the parser's as one list, none twice: where both have an error at a place, ours says in plainer
 * words what to do; where the parser has an error, a warning of ours there says less.
 */
export function mergeFindings(
  own: readonly Diagnostic[],
  parsers: readonly Diagnostic[],
): readonly Diagnostic[] {
  const errors = parsers.filter(({ severity }) => severity === "error");
  const added = parsers.filter(
    (found) => !own.some((told) => told.severity === found.severity && isNear(told, found)),
  );
  const kept = own.filter(
    (told) => told.severity !== "warning" || !errors.some((error) => isAt(told, error)),
  );
  return [...kept, ...added].sort((left, right) => left.line - right.line || left.column - right.column);
}

function isNear(one: Diagnostic, other: Diagnostic): boolean {
  return one.line === other.line && Math.abs(one.column - other.column) <= NEAR_COLUMNS;
}

function isAt(one: Diagnostic, other: Diagnostic): boolean {
  return one.line === other.line && one.column === other.column;
}
