// Versions this tab saved itself. Whoever presses Deploy right after Save is ahead of the page, which is still being
// fetched anew: the version they saw is their own, and nobody else's save is to blame.

const savedEtags = new Map<string, number>();

/** After a save that arrived. Only for saves that started from the version the person saw. */
export function noteOwnSave(apiId: string, etag: number): void {
  savedEtags.set(apiId, etag);
}

/** The version the person saw last: the page's, or their own save where the page has not caught up with it. */
export function seenEtag(apiId: string, pageEtag: number): number {
  return Math.max(pageEtag, savedEtags.get(apiId) ?? 0);
}
