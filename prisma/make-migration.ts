// `npm run db:migration -- NAME`: writes the SQL that leads from the last migration's schema to the present one, for
// both databases. Each migration keeps the schema it leads to, so no shadow database is needed (the engine cannot
// describe a PostgreSQL database through the pg adapter: its "char" columns do not come across).
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { databaseKind } from "#lib/db/adapter.ts";
import { migrationsFolder, withEngine } from "./migration-engine.ts";
import { startPostgres } from "./postgres-for-tests.ts";

function lastSchema(folder: URL): string | null {
  const last = existsSync(folder) ? readdirSync(folder).sort().at(-1) : undefined;
  return last ? readFileSync(new URL(`${last}/schema.prisma`, folder), "utf8") : null;
}

async function writeMigration(url: string, name: string): Promise<void> {
  const kind = databaseKind(url);
  const folder = migrationsFolder(kind);
  mkdirSync(folder, { recursive: true });
  const previous = lastSchema(folder);
  const from = previous
    ? { tag: "schemaDatamodel" as const, files: [{ path: "previous.prisma", content: previous }] }
    : { tag: "empty" as const };
  const { diff, schema } = await withEngine(url, async (opened) => ({
    schema: opened.schema,
    diff: await opened.engine.diff({
      from,
      to: { tag: "schemaDatamodel", files: [opened.schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  }));
  if (!diff.stdout || diff.stdout.includes("This is an empty migration")) {
    console.log(`${kind}: nothing to migrate`);
    return;
  }
  const target = new URL(`${name}/`, folder);
  mkdirSync(target, { recursive: true });
  writeFileSync(new URL("migration.sql", target), diff.stdout);
  writeFileSync(new URL("schema.prisma", target), schema.content);
  console.log(`${kind}: wrote ${name}`);
}

const label = process.argv[2];
if (!label || !/^[a-z0-9_]+$/.test(label)) {
  console.error("Say what the migration does: npm run db:migration -- add_topics");
  process.exit(2);
}
const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
await writeMigration("file::memory:", `${stamp}_${label}`);
const postgres = await startPostgres();
await writeMigration(postgres.url, `${stamp}_${label}`).finally(postgres.stop);
