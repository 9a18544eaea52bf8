// What a person sees of the scopes that a topic requires: what of two counts as different, and the words for it. Pure, and
// without the schema library.
import { scopeWords } from "#lib/asyncapi/scope-words.ts";
import type { Topic, TopicType } from "./topic.ts";

export type TopicScopes = NonNullable<Topic["scopes"]>;

/** The scopes of a topic that requires none. */
export const NO_SCOPES: TopicScopes = { subscribe: [], publish: [] };

/** The names of both directions as text; neither their order nor naming one twice counts. */
export function scopesFingerprint(scopes: TopicScopes | undefined): string {
  const { subscribe, publish } = scopes ?? NO_SCOPES;
  return JSON.stringify([namesOf(subscribe), namesOf(publish)]);
}

export function isSameScopes(left: readonly string[], right: readonly string[]): boolean {
  return namesOf(left).join("\n") === namesOf(right).join("\n");
}

function namesOf(scopes: readonly string[]): string[] {
  return [...new Set(scopes)].sort();
}

const verbs = { subscribe: "receive", publish: "send" } as const satisfies Record<TopicType, string>;

/** What a client needs for each direction that a topic has, a sentence each; none where nothing is required. */
export function scopeSentences({ types, scopes = NO_SCOPES }: Pick<Topic, "types" | "scopes">): string[] {
  return types.flatMap((type) => {
    const names = scopes[type];
    return names.length === 0 ? [] : [scopeWords(verbs[type], names)];
  });
}
