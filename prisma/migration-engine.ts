// Prisma's own schema engine, compiled to WebAssembly: migrations without a downloaded binary (TOOLCHAIN).
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import * as engineBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { createAdapter, type DatabaseKind, databaseKind } from "#lib/db/adapter.ts";

const require = createRequire(import.meta.url);
let isLoaded = false;

async function loadEngine(): Promise<void> {
  if (isLoaded) return;
  const wasmPath = require
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace("schema_engine_bg.js", "schema_engine_bg.wasm");
  const module = { "./schema_engine_bg.js": engineBindings } as unknown as WebAssembly.Imports; // wasm-bindgen's own shape
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), module);
  engineBindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  isLoaded = true;
}

/** Path and text of the schema for a kind of database. */
function schemaFile(kind: DatabaseKind): { path: string; content: string } {
  const name = kind === "sqlite" ? "./schema.prisma" : "./postgresql/schema.prisma";
  const url = new URL(name, import.meta.url);
  return { path: url.pathname, content: readFileSync(url, "utf8") };
}

/** Folder of the migrations for a kind of database. */
export function migrationsFolder(kind: DatabaseKind): URL {
  return new URL(`./migrations/${kind}/`, import.meta.url);
}

/**
 * Runs `use` with an engine bound to the database at `url`, then closes its connections: the engine takes SQLite's
 * lock for itself and would keep it as long as they are open.
 */
export async function withEngine<Result>(
  url: string,
  use: (opened: OpenedEngine) => Promise<Result>,
): Promise<Result> {
  await loadEngine();
  const kind = databaseKind(url);
  const schema = schemaFile(kind);
  const connections: SqlDriverAdapter[] = [];
  const remember = async <Adapter extends SqlDriverAdapter>(
    connecting: Promise<Adapter>,
  ): Promise<Adapter> => {
    const connection = await connecting;
    connections.push(connection);
    return connection;
  };
  const factory = createAdapter(url);
  const tracked = bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => remember(factory.connect()),
    connectToShadowDb: () => remember(factory.connectToShadowDb()),
  });
  const engine = await engineBindings.SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => {},
    tracked,
  );
  try {
    return await use({ engine, schema, migrations: listMigrations(kind) });
  } finally {
    engine.free();
    for (const connection of connections) await connection.dispose();
  }
}

type OpenedEngine = {
  readonly engine: engineBindings.SchemaEngine;
  readonly schema: { readonly path: string; readonly content: string };
  readonly migrations: ReturnType<typeof listMigrations>;
};

function listMigrations(kind: DatabaseKind) {
  const folder = migrationsFolder(kind);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder.pathname,
    lockfile: { path: "migration_lock.toml", content: `provider = "${kind}"\n` },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: readFileSync(new URL(`${name}/migration.sql`, folder), "utf8"),
        },
      },
    })),
  };
}
