// What a client is told of the scopes that a direction of a topic requires. Pure.

/**
 * The sentence for what it wants to do; `scopes` are those of which one is enough, and not empty. The empty name, which nobody
 * has, stands for a list that cannot be read.
 */
export function scopeWords(verb: "send" | "receive", scopes: readonly string[]): string {
  const names = scopes.filter((name) => name !== "");
  if (names.length === 0) return `Nobody can ${verb}: the x-scopes are no list of names.`;
  const what = names.length === 1 ? `the scope ${names[0]}` : `one of the scopes ${names.join(", ")}`;
  return `To ${verb} you need ${what}.`;
}
