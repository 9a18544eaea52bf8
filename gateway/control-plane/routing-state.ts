// What the gateway knows of the feed, kept so that new workers and a restart without a database can be served. Pure.
import { setImmediate } from "node:timers/promises";
import type { RouteRecord, RoutingEntry, RoutingUpdate, SealedEntry } from "#lib/routes/route-record.ts";
import type { BackendName } from "../contract.ts";

type StateOf<Entry> = {
  readonly revision: number;
  /** By kind and id. */
  readonly entries: ReadonlyMap<string, Entry>;
};

/** As it came from the feed: this is what may be written down. */
export type SealedState = StateOf<SealedEntry>;
/** With secrets in the clear, for the workers: in memory only. */
export type RoutingState = StateOf<RoutingEntry>;

type UpdateOf<Entry> = {
  readonly revision: number;
  readonly isFull: boolean;
  readonly entries: readonly Entry[];
};

type Applied<Entry> = { readonly state: StateOf<Entry>; readonly delta: UpdateOf<Entry> };

/** Entries that are opened or compared in one go where there is other work. */
export const ENTRIES_A_STEP = 200;

/** Key of an entry in a {@link RoutingState}. */
export function entryKey(entry: { readonly kind: string; readonly id: string }): string {
  return `${entry.kind}:${entry.id}`;
}

export const emptyRouting: SealedState & RoutingState = { revision: -1, entries: new Map() };

/**
 * The state after an update, and what of it is new to workers that serve the state before: a full update becomes
 * tombstones for what it lacks and only those entries that differ, so that no untouched connection hears of it.
 * What stands under a key in `kept` stays as it is known.
 */
export function applyUpdate<Entry extends SealedEntry | RoutingEntry>(
  state: StateOf<Entry>,
  update: UpdateOf<Entry>,
  kept: readonly string[] = [],
): Applied<Entry> {
  const steps = applySteps(state, update, kept);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same with time for other things now and then. */
export async function applyPatiently<Entry extends SealedEntry | RoutingEntry>(
  state: StateOf<Entry>,
  update: UpdateOf<Entry>,
  kept: readonly string[] = [],
): Promise<Applied<Entry>> {
  const steps = applySteps(state, update, kept);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function* applySteps<Entry extends SealedEntry | RoutingEntry>(
  state: StateOf<Entry>,
  update: UpdateOf<Entry>,
  kept: readonly string[],
): Generator<undefined, Applied<Entry>> {
  const entries = new Map(state.entries);
  const changed: Entry[] = [];
  const named = new Set<string>(kept);
  let step = 0;
  for (const entry of update.entries) {
    step += 1;
    if (step % ENTRIES_A_STEP === 0) yield;
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

/** True where there is anything to connect to. */
export function hasRoutes({ entries }: SealedState): boolean {
  for (const { kind } of entries.values()) if (kind === "route") return true;
  return false;
}

/** True where a deployed API has this backend. */
export function isBackendDeployed(state: RoutingState, { apiId, environment, url }: BackendName): boolean {
  const pool = findRoute(state, apiId)?.endpoints[environment];
  return pool?.backends.some((backend) => backend.url === url) ?? false;
}

/** True where a deployed API has this topic; the empty one stands for the API itself. */
export function isTopicDeployed(state: RoutingState, apiId: string, topic: string): boolean {
  const route = findRoute(state, apiId);
  return route !== null && (topic === "" || route.topics.some(({ address }) => address === topic));
}

function findRoute(state: RoutingState, apiId: string): RouteRecord | null {
  const entry = state.entries.get(entryKey({ kind: "route", id: apiId }));
  return entry?.kind === "route" ? entry.record : null;
}

type AnyEntry = SealedEntry | RoutingEntry;

function isSame(known: AnyEntry | undefined, entry: AnyEntry): boolean {
  if (known === undefined) return entry.record === null;
  return JSON.stringify(known.record) === JSON.stringify(entry.record);
}

/** An update in batches; the last one carries its revision, those before it the one that is served until then. */
export function* inBatches(
  { revision, entries }: Pick<RoutingUpdate, "revision" | "entries">,
  size: number,
  before = -1,
): Generator<RoutingUpdate> {
  for (let start = 0; start < entries.length || start === 0; start += size) {
    const isLast = start + size >= entries.length;
    yield {
      revision: isLast ? revision : before,
      isFull: false,
      entries: entries.slice(start, start + size),
    };
  }
}

/** A whole state as one update, for who knows nothing yet. */
export function wholeOf({ revision, entries }: RoutingState): Pick<RoutingUpdate, "revision" | "entries"> {
  return { revision, entries: [...entries.values()] };
}
