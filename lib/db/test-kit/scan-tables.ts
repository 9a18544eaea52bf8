// Looks for texts in every column of every table, whatever tables there are.
import { z } from "zod";
import type { DatabaseKind } from "../adapter.ts";
import type { Db } from "../db.ts";

const namesSchema = z.array(z.object({ name: z.string() }));

const listTables: Readonly<Record<DatabaseKind, string>> = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'",
  postgresql: "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'",
};

/** Names of the tables that hold one of the texts. */
export async function scanTables(db: Db, kind: DatabaseKind, texts: readonly string[]): Promise<string[]> {
  const tables = namesSchema.parse(await db.$queryRawUnsafe(listTables[kind]));
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = JSON.stringify(
      await db.$queryRawUnsafe(`SELECT * FROM "${name}"`),
      (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    );
    if (texts.some((text) => rows.includes(text))) found.push(name);
  }
  return found;
}
