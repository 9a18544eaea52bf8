// Patterns for texts of which only the beginning matters.

/** Matches texts that begin with `text`, taken literally. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}
