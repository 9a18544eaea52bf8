"use server";
// What the console of an API asks the server for, beside a key: why a connection did not come about, or ended.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { explainClose } from "#lib/gateways/connections/explain-close.ts";
import { explainRefusal } from "#lib/gateways/connections/explain-refusal.ts";
import type { PastEntry } from "#lib/gateways/connections/past-entry.ts";
import { listPast } from "#lib/gateways/connections/repository.ts";
import { done } from "#lib/kernel/outcome.ts";

const attemptSchema = z.object({
  apiId: z.string().min(1).max(64),
  path: z.string().min(1).max(4000),
  sinceMs: z.number().min(0),
});

/** Clocks of browser and gateway differ by this at most; a record of before an attempt began is another's. */
const CLOCKS_MS = 2_000;
const LOOKED_AT = 50;

/**
 * The newest record of the person's own connection at a path since a moment, or of a handshake that was refused there, which
 * had no person; null where there is none.
 */
export const explainAttempt = action("api:test", attemptSchema, async ({ db, actor }, input) => {
  const { apiId, path, sinceMs } = input;
  const { entries } = await listPast(db, {
    // By the path, which the search covers: of a busy API the newest records are others'.
    ...{ apiId, search: path, code: null, by: null, cursor: null, limit: LOOKED_AT },
  });
  const found = entries.find(
    (entry) => isAt(entry, path, sinceMs - CLOCKS_MS) && isOwn(entry, `test:${actor.username}`),
  );
  if (!found) return done(null);
  const told = found.kind === "refused" ? explainRefusal(found.record) : explainClose(found.record);
  return done({ connectionId: found.record.connectionId, happened: told.happened, advice: told.advice });
});

function isAt(entry: PastEntry, path: string, sinceMs: number): boolean {
  const atMs = entry.kind === "refused" ? entry.record.refusedAtMs : entry.record.openedAtMs;
  return entry.record.path === path && atMs >= sinceMs;
}

function isOwn(entry: PastEntry, application: string): boolean {
  return entry.kind === "refused" || entry.record.application === application;
}
