// A database of the version before the displayed path could be searched for, brought up to date.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listApis } from "#lib/apis/repository.ts";
import { startOldDatabase, type TestDatabase } from "#lib/db/test-kit/databases.ts";
import { applyMigrations } from "./apply-migrations.ts";

const LAST_WITHOUT_PATH = "20261125120831_pass_rules";

describe.each(["sqlite", "postgresql"] as const)("APIs from before on %s", (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startOldDatabase(kind, LAST_WITHOUT_PATH);
    const { db } = database;
    await db.apiFamily.create({ data: { id: "f", nameKey: "old", contextKey: "/old" } });
    await db.$executeRaw`
      INSERT INTO "Api" ("id", "familyId", "name", "displayName", "context", "version", "basePath", "security",
        "limits", "definition", "createdById", "createdBy", "updatedAt", "searchText")
      VALUES ('a', 'f', 'Old', 'Old', '/Old_%', '1.0.0', '/Old_%/1.0.0', '{}', '{}', '', 'u', 'creator',
        CURRENT_TIMESTAMP, 'old')`;
    await db.$disconnect(); // the engine takes SQLite's lock for itself
    await applyMigrations(database.url);
  });
  afterAll(() => database?.stop());

  it.each(["/old_%/1.0.0", "OLD", "%/1"])("are found by %s", async (search) => {
    const { items } = await listApis(database.db, { search, state: null, cursor: null, limit: 10 });
    expect(items.map(({ id }) => id)).toEqual(["a"]);
  });

  it("are sorted by what the list shows of them", async () => {
    const keys = { nameKey: true, pathKey: true };
    const row = await database.db.api.findUniqueOrThrow({ where: { id: "a" }, select: keys });
    expect(row).toEqual({ nameKey: "old", pathKey: "/old_%/1.0.0" });
  });

  it("are not found by what stands nowhere in their path", async () => {
    const { total } = await listApis(database.db, { search: "/oldx%", state: null, cursor: null, limit: 10 });
    expect(total).toBe(0);
  });
});
