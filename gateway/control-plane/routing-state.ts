// What the gateway knows of the feed, kept so that new workers and a restart without a database can be served. Pure.
import type { RoutingEntry, RoutingUpdate } from "#lib/routes/route-record.ts";

export type RoutingState = {
  readonly revision: number;
  /** By kind and id. */
  readonly entries: ReadonlyMap<string, RoutingEntry>;
};

/** Key of an entry in a {@link RoutingState}. */
export function entryKey(entry: { readonly kind: string; readonly id: string }): string {
  return `${entry.kind}:${entry.id}`;
}

export const emptyRouting: RoutingState = { revision: -1, entries: new Map() };

/**
 * The state after an update, and what of it is new to workers that serve the state before: a full update becomes
 * tombstones for what it lacks and only those entries that differ, so that no untouched connection hears of it.
 * What stands under a key in `kept` stays as it is known.
 */
export function applyUpdate(
  state: RoutingState,
  update: RoutingUpdate,
  kept: readonly string[] = [],
): { readonly state: RoutingState; readonly delta: RoutingUpdate } {
  const entries = new Map(state.entries);
  const changed: RoutingEntry[] = [];
  const named = new Set<string>(kept);
  for (const entry of update.entries) {
    const key = entryKey(entry);
    named.add(key);
    if (isSame(entries.get(key), entry)) continue;
    changed.push(entry);
    if (entry.record === null) entries.delete(key);
    else entries.set(key, entry);
  }
  if (update.isFull) {
    for (const [key, entry] of state.entries) {
      if (named.has(key)) continue;
      changed.push({ ...entry, record: null });
      entries.delete(key);
    }
  }
  return {
    state: { revision: update.revision, entries },
    delta: { revision: update.revision, isFull: false, entries: changed },
  };
}

function isSame(known: RoutingEntry | undefined, entry: RoutingEntry): boolean {
  return JSON.stringify(known?.record ?? null) === JSON.stringify(entry.record);
}

/** A state in batches for a worker that knows nothing yet; the last one carries the revision. */
export function* inBatches(state: RoutingState, size: number): Generator<RoutingUpdate> {
  const all = [...state.entries.values()];
  for (let start = 0; start < all.length || start === 0; start += size) {
    const isLast = start + size >= all.length;
    yield { revision: isLast ? state.revision : -1, isFull: false, entries: all.slice(start, start + size) };
  }
}
