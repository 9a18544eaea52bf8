// Keys of the feed's rows. A route has one row per environment, everything else one for all.
import type { SealedEntry } from "#lib/routes/route-record.ts";

/** Key of the row that holds an entry. */
export function feedKey(entry: Pick<SealedEntry, "kind" | "id">, environmentId: string | null): string {
  return environmentId === null ? `${entry.kind}:${entry.id}` : `${entry.kind}:${environmentId}:${entry.id}`;
}

/** The id of the API, credential or whatever else an entry is about, in its key. */
export function subjectOf(key: string): string {
  return key.slice(key.lastIndexOf(":") + 1);
}
