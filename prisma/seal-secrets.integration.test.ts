// A database of the version before secrets had a table: made from its migrations, filled as it filled it, brought up to
// date. Whatever held a secret in the clear holds none afterwards, and what is deployed goes on as it was.
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultRuntime } from "#lib/apis/api-fields.ts";
import { designOf } from "#lib/apis/api-row.ts";
import { findApi } from "#lib/apis/repository.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { startOldDatabase, type TestDatabase } from "#lib/db/test-kit/databases.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import { value } from "#lib/db/test-kit/storage.ts";
import { deployCurrent, designDigest, restoreRevision } from "#lib/deployments/commands.ts";
import { readRoutingUpdate } from "#lib/feed/repository.ts";
import type { SealedRoute } from "#lib/routes/route-record.ts";
import { randomKeyring, unwrapDataKey } from "#lib/secrets/envelope.ts";
import { openRoute } from "#lib/secrets/open-route.ts";
import { openText } from "#lib/secrets/open-text.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { ensureFeedRows } from "./base-rows.ts";
import { sealSecrets } from "./seal-secrets.ts";

const LAST_CLEAR = "20261124010737_gateway_reports";
const [now, former, removed, pem] = [
  "clear-now-4711",
  "clear-former-4711",
  "clear-removed-4711",
  "clear-key-4711",
];
const clear = [now, former, removed, pem];

const pool = { strategy: "round_robin", health: {}, passive: {}, slowStartMs: 0, connectTimeoutMs: 3_000 };
const options = (headers: object[], key = "") => ({
  ...pool,
  headers,
  tls: { ca: "", cert: "", key, serverName: "" },
  first: { weight: 1, maxConnections: 0 },
  others: [],
});
const header = (text: string) => ({ name: "Authorization", value: text });

describe.each(["sqlite", "postgresql"] as const)("secrets in the clear on %s", (kind) => {
  const keyring = randomKeyring();
  const apiId = randomUUID();
  let database: TestDatabase;
  const definition = newDefinition({ title: "Old", version: "1.0.0" });
  const snapshot = (endpoint: string, production: object) =>
    JSON.stringify({
      definition,
      productionEndpoint: endpoint,
      sandboxEndpoint: "",
      productionOptions: production,
      sandboxOptions: options([]),
      ...defaultRuntime,
    });

  beforeAll(async () => {
    database = await startOldDatabase(kind, LAST_CLEAR);
    const { db } = database;
    await ensureFeedRows(db);
    await fill();
  });
  afterAll(() => database?.stop());

  async function fill(): Promise<void> {
    const { db } = database;
    const current = options([header(now)], pem);
    await db.apiFamily.create({ data: { id: "f", nameKey: "old", contextKey: "/old" } });
    // In SQL: the client of today knows columns that the table did not have yet.
    const endpointOptions = JSON.stringify({ production: current, sandbox: options([]) });
    const [security, limits] = [
      JSON.stringify(defaultRuntime.security),
      JSON.stringify(defaultRuntime.limits),
    ];
    await db.$executeRaw`
      INSERT INTO "Api" ("id", "familyId", "name", "displayName", "context", "version", "basePath",
        "productionEndpoint", "endpointOptions", "security", "limits", "definition", "createdById", "createdBy",
        "updatedAt", "searchText")
      VALUES (${apiId}, 'f', 'Old', 'Old', '/old', '1.0.0', '/old/1.0.0',
        'wss://one.example/a', ${endpointOptions}, ${security}, ${limits}, ${definition}, 'u', 'creator',
        CURRENT_TIMESTAMP, 'old')`;
    const revisions = [
      snapshot("wss://one.example/a", options([header(removed)])),
      snapshot("wss://former.example", options([header(former), { name: "X", value: now }])),
      snapshot("wss://one.example/a", current),
    ];
    for (const [index, text] of revisions.entries()) {
      const digest = createHash("sha256").update(text).digest("hex");
      const row = {
        id: `r${index + 1}`,
        apiId,
        number: index + 1,
        snapshot: text,
        digest,
        createdBy: "creator",
      };
      await db.revision.create({ data: row });
    }
    await db.$executeRaw`
      INSERT INTO "Deployment" ("apiId", "environmentId", "revisionId", "deployedBy", "routingRevision")
      VALUES (${apiId}, 'default', 'r3', 'creator', 1)`;
    const { first: _first, others: _others, ...rest } = current;
    const record = {
      apiId,
      name: "Old",
      version: "1.0.0",
      revision: 3,
      state: "created",
      basePaths: ["/old/1.0.0"],
      topics: [],
      endpoints: {
        production: { ...rest, backends: [{ url: "wss://one.example/a", weight: 1, maxConnections: 0 }] },
        sandbox: null,
      },
      ...defaultRuntime,
    };
    await db.routingEntry.create({
      data: {
        id: `route:default:${apiId}`,
        kind: "route",
        environmentId: "default",
        revision: 1,
        body: JSON.stringify(record),
      },
    });
    await db.routingState.update({ where: { id: 1 }, data: { revision: 1 } });
  }

  async function deployedRoute(): Promise<SealedRoute> {
    const { update, unreadable } = await readRoutingUpdate(database.db, "default", -1);
    expect(unreadable).toEqual([]);
    const [entry] = update.entries;
    if (entry?.kind !== "route" || entry.record === null) throw new Error("not deployed");
    return entry.record;
  }

  const open = (route: SealedRoute) =>
    openRoute(route, (secret, binding) => {
      const dataKey = unwrapDataKey(secret.dataKey, keyring);
      return dataKey && openText(dataKey, secret.sealed, binding);
    });

  const context = () => ({
    db: database.db,
    actor: { id: "u", username: "creator" },
    now: () => new Date(),
    newId: randomUUID,
    keyring,
  });

  it("are there before", async () => {
    expect((await scanTables(database.db, kind, clear)).length).toBeGreaterThan(0);
  });

  it("are encrypted, once, and are in no table and no file any more", async () => {
    await database.db.$disconnect(); // the engine takes SQLite's lock for itself
    await applyMigrations(database.url);
    expect(await sealSecrets(database.db, database.url, keyring)).toBe(5);
    expect(await sealSecrets(database.db, database.url, keyring)).toBeNull();
    expect(await scanTables(database.db, kind, clear)).toEqual([]);
    if (kind === "sqlite") {
      const folder = dirname(database.url.slice("file:".length));
      const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
      for (const secret of clear) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });

  it("find nothing more where it was broken off at the end and is run again", async () => {
    await database.db.dataMigration.deleteMany();
    const before = await database.db.revision.findMany({ orderBy: { number: "asc" } });
    expect(await sealSecrets(database.db, database.url, keyring)).toBe(0);
    expect(await database.db.revision.findMany({ orderBy: { number: "asc" } })).toEqual(before);
  });

  it("go on being sent by what is deployed, which still counts as current", async () => {
    const { record, problems } = open(await deployedRoute());
    expect(problems).toEqual([]);
    expect(record.endpoints.production).toMatchObject({ headers: [header(now)], tls: { key: pem } });
    const api = await findApi(database.db, apiId);
    if (!api) throw new Error("gone");
    const live = await database.db.revision.findUniqueOrThrow({ where: { id: "r3" } });
    expect(live.digest).toBe(designDigest(designOf(api)));
    const deployed = await deployCurrent(context(), { apiId, etag: api.etag, note: "", environmentIds: [] });
    expect(value(deployed)).toMatchObject({ revisionNumber: 3, isNoop: true });
  });

  it("come back with an old revision, each for the backends it stood beside", async () => {
    const { etag } = value(await restoreRevision(context(), { apiId, revisionId: "r2", etag: 1 }));
    value(await deployCurrent(context(), { apiId, etag, note: "", environmentIds: [] }));
    const { record } = open(await deployedRoute());
    expect(record.endpoints.production).toMatchObject({
      backends: [{ url: "wss://former.example" }],
      headers: [header(former), { name: "X", value: now }],
    });
  });
});
