// Process: follows a database of its own as a gateway's primary does, which also accepts connections, and says how long
// its event loop stood still. No workers: what they would be sent is counted only.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { z } from "zod";
import { answerQuestions } from "#gateway/bench/answering.ts";
import { benchApi } from "#gateway/bench/contestants/bench-routes.ts";
import { createDatabase } from "#gateway/control-plane/database.ts";
import { LastKnownGood } from "#gateway/control-plane/last-known-good.ts";
import { RoutingSync } from "#gateway/control-plane/routing-sync.ts";
import { SecretOpener } from "#gateway/control-plane/secret-opener.ts";
import { databasePathIn, makeDatabase } from "#gateway/test-kit/fresh-database.ts";
import { change } from "#lib/feed/change.ts";
import { feedKey } from "#lib/feed/feed-key.ts";
import { type SealedRoute, sealedRouteSchema } from "#lib/routes/route-record.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";

const RESOLUTION_MS = 1;
const ROWS_AT_A_TIME = 500;
/** What is read is saved within so long. */
const SAVED_WITHIN_MS = 30_000;

const folder = mkdtempSync(join(tmpdir(), "sluice-routing-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const db = await makeDatabase(folder);
const keyring = randomKeyring();
const log = pino({ level: "silent" });
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let current: RoutingSync | null = null;

function recordOf(number: number, revision: number): SealedRoute {
  return sealedRouteSchema.parse({ ...benchApi(number, "ws://127.0.0.1:9"), revision });
}

async function fill(count: number): Promise<void> {
  const environmentId = "default";
  for (let start = 0; start < count; start += ROWS_AT_A_TIME) {
    const data = Array.from({ length: Math.min(ROWS_AT_A_TIME, count - start) }, (_, index) => {
      const record = recordOf(start + index, 1);
      const id = feedKey({ kind: "route", id: record.apiId }, environmentId);
      return { id, kind: "route", environmentId, revision: 1, body: JSON.stringify(record) };
    });
    await db.routingEntry.createMany({ data });
  }
  await db.routingState.update({ where: { id: 1 }, data: { revision: 1 } });
}

/** Starts to follow; what was followed before is given up. */
async function follow(url: string): Promise<{ readonly revision: number; readonly entries: number }> {
  current?.stop();
  const saved = new LastKnownGood(folder, "default", keyring, log);
  const opener = new SecretOpener(keyring, () => {});
  const database = createDatabase(url);
  const sync = new RoutingSync({
    database,
    environment: "default",
    lastKnownGood: saved,
    opener,
    log,
    onDelta: () => {},
  });
  current = sync;
  await sync.start();
  return { revision: sync.state.revision, entries: sync.state.entries.size };
}

async function until(isReached: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + SAVED_WITHIN_MS;
  while (!isReached() && performance.now() < deadlineMs) await wait(RESOLUTION_MS);
}

/** Runs something with the clock on; the histogram holds the time between two ticks, the timer's own period included. */
async function paused<Result>(work: () => Promise<Result>): Promise<Result & { readonly pauseMs: number }> {
  delay.reset();
  delay.enable();
  await wait(20 * RESOLUTION_MS);
  const result = await work();
  await wait(20 * RESOLUTION_MS);
  await setImmediate();
  delay.disable();
  return { ...result, pauseMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS) };
}

function savedRevision(): number {
  return new LastKnownGood(folder, "default", keyring, log).read()?.revision ?? -1;
}

answerQuestions({
  fill: (question) => fill(z.object({ count: z.int() }).parse(question).count).then(() => ({})),
  /** Everything from the database. */
  full: () => paused(() => follow(`file:${databasePathIn(folder)}`)),
  /** What a deployment of one API costs, the save included. */
  change: () =>
    paused(async () => {
      const record = recordOf(7, 2);
      await change(db, ({ publish }) =>
        publish({ kind: "route", id: record.apiId, record }, { environmentId: "default" }),
      );
      await until(() => current?.state.revision === 2);
      await wait(2_000);
      return { revision: current?.state.revision ?? -1, entries: current?.state.entries.size ?? 0 };
    }),
  saved: async () => {
    current?.stop();
    return { revision: savedRevision() };
  },
  /** From the file alone: there is no database. */
  file: () => paused(() => follow(`file:${join(folder, "none", "none.db")}`)),
});
