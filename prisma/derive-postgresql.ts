// Derives the PostgreSQL schema from the canonical SQLite one. A provider cannot come from the environment
// (Prisma 7), so both schemas are checked in; `schemas.test.ts` fails when they drift apart.
import { readFileSync, writeFileSync } from "node:fs";

const canonicalPath = new URL("./schema.prisma", import.meta.url);
const derivedPath = new URL("./postgresql/schema.prisma", import.meta.url);

/** The PostgreSQL schema for a given SQLite one. */
export function derivePostgresql(canonical: string): string {
  return canonical
    .replace(
      /^\/\/ The canonical schema.*$/m,
      "// Derived from ../schema.prisma by `npm run db:derive`; do not edit.",
    )
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"./generated/sqlite"', '"../generated/postgresql"');
}

/** Both schema texts as they are on disk. */
export function readSchemas(): { canonical: string; derived: string } {
  return { canonical: readFileSync(canonicalPath, "utf8"), derived: readFileSync(derivedPath, "utf8") };
}

if (import.meta.main) {
  writeFileSync(derivedPath, derivePostgresql(readFileSync(canonicalPath, "utf8")));
}
