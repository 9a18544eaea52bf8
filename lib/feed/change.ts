// The one way to write: a transaction, and with it what the gateways have to know (DESIGN.md section 6).
// What `publish` writes and the routing revision it bumps commit together with the rest, or not at all.

import type { Db, DbReader } from "#lib/db/db.ts";
import { isBusy } from "#lib/db/failure.ts";
import { feedKey } from "#lib/feed/feed-key.ts";
import type { SealedEntry } from "#lib/routes/route-record.ts";

/** A transaction that conflicts is tried anew for so long. */
const RETRY_FOR_MS = 5_000;
const purgeAfterMs = 24 * 3_600_000;

/** Where an entry of the feed concerns; null is every environment. */
type PublishOptions = { readonly environmentId?: string };

export type Change = {
  readonly tx: DbReader;
  /** Puts an entry on the feed to the gateways; returns the routing revision it goes out with. */
  readonly publish: (entry: SealedEntry, options?: PublishOptions) => Promise<number>;
  /** Puts entries that concern every environment on the feed, each about another subject, with two queries for all of them. */
  readonly publishAll: (entries: readonly SealedEntry[]) => Promise<void>;
};

/**
 * Runs `fn` in one transaction and retries it when the database was locked by another writer.
 * A change that publishes nothing leaves the routing revision as it was.
 */
export async function change<Result>(db: Db, fn: (change: Change) => Promise<Result>): Promise<Result> {
  const deadlineMs = performance.now() + RETRY_FOR_MS;
  for (let waitMs = 40; ; waitMs *= 2) {
    try {
      return await db.$transaction((tx) => runChange(tx, fn), { maxWait: 10_000, timeout: 20_000 });
    } catch (error) {
      if (!isBusy(error) || performance.now() + waitMs > deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

async function runChange<Result>(tx: DbReader, fn: (change: Change) => Promise<Result>): Promise<Result> {
  // Writing first takes SQLite's write lock (and PostgreSQL's row lock) before anything is read, so that changes
  // commit in the order of their revisions and never fail half way for having read an older state.
  await tx.routingState.updateMany({ where: { id: 1 }, data: { revision: { increment: 0 } } });
  let revision = 0;
  const publish: Change["publish"] = async (entry, options) => {
    if (revision === 0) revision = await bumpRevision(tx);
    const { id, ...row } = rowOf(entry, options?.environmentId ?? null, revision);
    await tx.routingEntry.upsert({ where: { id }, create: { id, ...row }, update: row });
    return revision;
  };
  const publishAll: Change["publishAll"] = async (entries) => {
    if (entries.length === 0) return;
    if (revision === 0) revision = await bumpRevision(tx);
    const rows = entries.map((entry) => rowOf(entry, null, revision));
    await tx.routingEntry.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    await tx.routingEntry.createMany({ data: rows });
  };
  return fn({ tx, publish, publishAll });
}

function rowOf(entry: SealedEntry, environmentId: string | null, revision: number) {
  return {
    id: feedKey(entry, environmentId),
    kind: entry.kind,
    environmentId,
    revision,
    body: entry.record === null ? null : JSON.stringify(entry.record),
    changedAt: new Date(),
  };
}

async function bumpRevision(tx: DbReader): Promise<number> {
  const state = await tx.routingState.update({ where: { id: 1 }, data: { revision: { increment: 1 } } });
  const purgeBefore = new Date(Date.now() - purgeAfterMs);
  const old = await tx.routingEntry.aggregate({
    where: { body: null, changedAt: { lt: purgeBefore } },
    _max: { revision: true },
  });
  if (old._max.revision !== null) {
    await tx.routingState.update({ where: { id: 1 }, data: { horizon: old._max.revision } });
    await tx.routingEntry.deleteMany({ where: { body: null, revision: { lte: old._max.revision } } });
  }
  return state.revision;
}
