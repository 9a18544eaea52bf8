import { copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import { change } from "#lib/feed/change.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { applyMigrations } from "#prisma/apply-migrations.ts";
import { ensureBaseRows } from "#prisma/base-rows.ts";
import { type Db, openDb } from "./db.ts";
import { isBusy, isDatabaseGone, isDiskFull } from "./failure.ts";

let folder: string;
let path: string;
let db: Db;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-patient-"));
  path = join(folder, "test.db");
  await applyMigrations(`file:${path}`);
  db = openDb(`file:${path}`, { patienceMs: 400 });
  await ensureBaseRows(db);
});

afterEach(async () => {
  await db.$disconnect();
  await removeFolder(folder);
});

/** Takes the write lock as another process would, and returns what lets it go. */
function lock(): () => void {
  const other = new Database(path);
  other.exec("BEGIN IMMEDIATE");
  return () => {
    other.exec("ROLLBACK");
    other.close();
  };
}

const save = (id: string) =>
  change(db, ({ tx }) => tx.apiFamily.create({ data: { id, nameKey: id, contextKey: id } }));

const forget = () => {
  for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
};

describe("a lock held by another process", () => {
  it("lets reads go on while a save waits, and the save go through when it is gone", async () => {
    const revision = await getRoutingRevision(db);
    const unlock = lock();
    const saving = save("a");
    for (let read = 0; read < 20; read += 1) expect(await getRoutingRevision(db)).toBe(revision);
    unlock();
    await saving;
    expect(await db.apiFamily.count()).toBe(1);
  });

  it("leaves the event loop free while a save waits", async () => {
    const unlock = lock();
    const saving = save("a");
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
      if (turns === 5) unlock();
    }, 1);
    await saving;
    clearInterval(turn);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it("refuses a save as busy when it lasts, and a later one succeeds", async () => {
    const patient = openDb(`file:${path}`, { patienceMs: 0 });
    const unlock = lock();
    const failure = await patient.apiFamily
      .create({ data: { id: "a", nameKey: "a", contextKey: "a" } })
      .catch((error: unknown) => error);
    expect(isBusy(failure)).toBe(true);
    unlock();
    await patient.apiFamily.create({ data: { id: "a", nameKey: "a", contextKey: "a" } });
    await patient.$disconnect();
  });

  it("does not put a query beside a transaction into it", async () => {
    const failed = change(db, async ({ tx }) => {
      await tx.apiFamily.create({ data: { id: "a", nameKey: "a", contextKey: "a" } });
      expect(await db.apiFamily.count()).toBe(0);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect(await db.apiFamily.count()).toBe(0);
  });

  it("keeps the saves of one process in a row", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => save(`f${index}`)));
    expect(await db.apiFamily.count()).toBe(20);
  });
});

describe("a file that is gone", () => {
  it("is said by reads and saves, not written into", async () => {
    await save("a");
    forget();
    expect(isDatabaseGone(await save("b").catch((error: unknown) => error))).toBe(true);
    expect(isDatabaseGone(await getRoutingRevision(db).catch((error: unknown) => error))).toBe(true);
  });

  it("counts as gone when it was emptied", async () => {
    truncateSync(path, 0);
    expect(isDatabaseGone(await save("b").catch((error: unknown) => error))).toBe(true);
  });

  it("is used again when it comes back", async () => {
    await save("a");
    await db.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
    copyFileSync(path, `${path}.copy`);
    forget();
    await expect(save("b")).rejects.toThrow();
    renameSync(`${path}.copy`, path);
    await save("c");
    expect((await db.apiFamily.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("refuses the save during which it was replaced", async () => {
    await db.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
    copyFileSync(path, `${path}.copy`);
    const failure = await change(db, async ({ tx }) => {
      await tx.apiFamily.create({ data: { id: "a", nameKey: "a", contextKey: "a" } });
      forget();
      renameSync(`${path}.copy`, path);
    }).catch((error: unknown) => error);
    expect(isDatabaseGone(failure)).toBe(true);
    expect(await db.apiFamily.count()).toBe(0);
    await save("b");
    expect(await db.apiFamily.count()).toBe(1);
  });
});

it("tells a full disk from other failures", async () => {
  await db.$executeRawUnsafe("PRAGMA max_page_count = 1"); // SQLite answers as on a disk that takes no more
  const failure = await db.apiFamily
    .create({ data: { id: "a", nameKey: "a".repeat(1_000_000), contextKey: "a" } })
    .catch((error: unknown) => error);
  expect(isDiskFull(failure)).toBe(true);
  expect(isBusy(failure)).toBe(false);
});
