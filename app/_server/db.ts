// The portal's one database client, kept across hot reloads.
import "server-only";
import { type Db, openDb } from "#lib/db/db.ts";
import { getSettings } from "./env.ts";

const holder = globalThis as typeof globalThis & { sluiceDb?: Db }; // survives module reloads in development

export function getDb(): Db {
  holder.sluiceDb ??= openDb(getSettings().DATABASE_URL);
  return holder.sluiceDb;
}
