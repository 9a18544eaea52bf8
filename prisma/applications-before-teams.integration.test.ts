// A database of the version before there were teams, brought up to date: SQLite makes the table of applications anew.
import { expect, it } from "vitest";
import { findApplication } from "#lib/applications/repository.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { startOldDatabase } from "#lib/db/test-kit/databases.ts";
import { applyMigrations } from "./apply-migrations.ts";

const LAST_WITHOUT_TEAMS = "20261127034617_external_issuers";

it.each(["sqlite", "postgresql"] as const)("applications keep owner and keys on %s", async (kind) => {
  const database = await startOldDatabase(kind, LAST_WITHOUT_TEAMS);
  try {
    const { db } = database;
    await db.user.create({ data: { id: "anna", name: "Anna", email: "anna@test", username: "anna" } });
    await db.$executeRaw`
      INSERT INTO "Application" ("id", "name", "nameKey", "ownerId", "updatedAt")
      VALUES ('shop', 'Shop', 'shop', 'anna', CURRENT_TIMESTAMP)`;
    const key = { id: "k", kind: "api_key", hash: "h", prefix: "slk_", environment: "production" };
    await db.credential.create({ data: { ...key, applicationId: "shop", createdBy: "anna" } });
    await db.$disconnect(); // the engine takes SQLite's lock for itself
    await applyMigrations(database.url);

    const query = { applicationId: "shop", personId: "anna" };
    expect(await findApplication(db, query)).toMatchObject({ name: "Shop" });
    expect(await listKeys(db, query)).toMatchObject([{ id: "k" }]);
  } finally {
    await database.stop();
  }
});
