"use server";
// What the console of an API asks the server for, beside a key: why a connection did not come about, or ended.

import { action } from "#app/_server/action.ts";
import { findOnRecord } from "#app/_server/attempt-record.ts";
import { attemptSchema, onRecordSchema, told } from "#lib/gateways/connections/explain-attempt.ts";
import type { PastEntry } from "#lib/gateways/connections/past-entry.ts";
import { listPast } from "#lib/gateways/connections/repository.ts";
import { done } from "#lib/kernel/outcome.ts";

/** Clocks of browser and gateway differ by this at most; a record of before an attempt began is another's. */
const CLOCKS_MS = 2_000;
const LOOKED_AT = 50;

/**
 * What became of an attempt. One that has a name is found by it; the last time that it is asked for, and one without a
 * name, by what is near: the newest record of the person's own connection at the path since it began, or of a handshake
 * that was refused there, which had no person. Null where there is none.
 */
export const explainAttempt = action("api:test", attemptSchema, async ({ db, actor }, input) => {
  const { apiId, path, sinceMs, attemptId, isLastTry } = input;
  const look = (search: string) =>
    // By the path, or the name: of a busy API the newest records are others'.
    listPast(db, { apiId, search, code: null, by: null, cursor: null, limit: LOOKED_AT });
  const named = attemptId === null ? null : await look(attemptId);
  const own = named?.entries.find(({ record }) => record.attemptId === attemptId);
  if (own) return done(told(own, { isCertain: true, audience: "publisher" }));
  if (attemptId !== null && !isLastTry) return done(null);
  const near = (await look(path)).entries.find(
    (entry) => isAt(entry, path, sinceMs - CLOCKS_MS) && isOwn(entry, `test:${actor.username}`),
  );
  return done(near ? told(near, { isCertain: false, audience: "publisher" }) : null);
});

/** What the gateways have on record of a connection that came about, found by its name alone. */
export const lookUpConnection = action("api:test", onRecordSchema, async ({ db, now }, input) =>
  done(await findOnRecord(db, { ...input, now: now() })),
);

function isAt(entry: PastEntry, path: string, sinceMs: number): boolean {
  const atMs = entry.kind === "refused" ? entry.record.refusedAtMs : entry.record.openedAtMs;
  return entry.record.path === path && atMs >= sinceMs;
}

function isOwn(entry: PastEntry, application: string): boolean {
  return entry.kind === "refused" || entry.record.application === application;
}
