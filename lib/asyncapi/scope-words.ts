// What a client is told of the scopes that a direction of a topic requires. Pure.

/** The sentence for what it wants to do; `scopes` are those of which one is enough, and not empty. */
export function scopeWords(verb: "send" | "receive", scopes: readonly string[]): string {
  const what = scopes.length === 1 ? `the scope ${scopes[0]}` : `one of the scopes ${scopes.join(", ")}`;
  return `To ${verb} you need ${what}.`;
}
