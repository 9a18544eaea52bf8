// The findings of two judges as one list.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";

/**
 * Sluice's own findings and the parser's as one list, none twice: where both have an error at a line, ours says in plainer
 * words what to do.
 */
export function mergeFindings(
  own: readonly Diagnostic[],
  parsers: readonly Diagnostic[],
): readonly Diagnostic[] {
  const told = new Set(own.map(({ severity, line }) => `${severity} ${line}`));
  const added = parsers.filter(({ severity, line }) => !told.has(`${severity} ${line}`));
  return [...own, ...added].sort((left, right) => left.line - right.line || left.column - right.column);
}
