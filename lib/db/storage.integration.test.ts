// One suite over every database: what the commands and repositories promise holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApiSchema } from "#lib/apis/api-fields.ts";
import { designOf } from "#lib/apis/api-row.ts";
import * as apis from "#lib/apis/commands.ts";
import * as creation from "#lib/apis/creation/commands.ts";
import { findApi, listApis } from "#lib/apis/repository.ts";
import * as credentials from "#lib/credentials/commands.ts";
import * as deployments from "#lib/deployments/commands.ts";
import { countServing, getDeploymentOverview } from "#lib/deployments/repository.ts";
import { reportGateway } from "#lib/gateways/commands.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { findPersonById } from "#lib/identity/repository.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import * as lifecycle from "#lib/lifecycle/commands.ts";
import { listHistory } from "#lib/lifecycle/repository.ts";
import { getRoutingRevision, readRoutingUpdate } from "#lib/routing/repository.ts";
import { change } from "./change.ts";
import { startTestDatabase, type TestDatabase } from "./test-kit/databases.ts";

const localUrls = { ws: "ws://localhost:9099", wss: "wss://localhost:8099" };
let nextName = 0;

describe.each(["sqlite", "postgresql"] as const)("storage on %s", (kind) => {
  let database: TestDatabase;
  let context: CommandContext;

  beforeAll(async () => {
    database = await startTestDatabase(kind);
  });
  afterAll(() => database.stop());
  beforeEach(() => {
    context = {
      db: database.db,
      actor: { id: "u1", username: "creator" },
      now: () => new Date(),
      newId: randomUUID,
    };
  });

  function value<Value>(outcome: Outcome<Value>): Value {
    if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
    return outcome.value;
  }

  function refusal(outcome: Outcome<unknown>) {
    if (outcome.ok) throw new Error("expected a refusal");
    return outcome;
  }

  function input(overrides: Record<string, string> = {}) {
    nextName += 1;
    const name = `Api${nextName}`;
    return createApiSchema.parse({
      name,
      context: `/api${nextName}`,
      version: "1.0.0",
      endpoint: "ws://localhost:9097",
      ...overrides,
    });
  }

  async function created(overrides: Record<string, string> = {}) {
    const { apiId } = value(
      await creation.createApi(context, { input: input(overrides), operationKey: randomUUID() }),
    );
    const api = await findApi(database.db, apiId);
    if (!api) throw new Error("not created");
    return api;
  }

  const everything = async (since: number) =>
    readRoutingUpdate(database.db, "default", since, (id, problem) => {
      throw new Error(`${id}: ${problem}`);
    });

  describe("creating", () => {
    it("gives a new API the default topic, its base path and a history", async () => {
      const api = await created({ context: "/{version}/templated" });
      expect(api).toMatchObject({
        basePath: "/1.0.0/templated",
        state: "created",
        etag: 1,
        createdBy: "creator",
      });
      expect(api.definition).toContain("/*");
      expect(await listHistory(database.db, api.id)).toMatchObject([
        { from: null, to: "created", by: "creator" },
      ]);
    });

    it("refuses a name and version that exist, at the version", async () => {
      const api = await created();
      const again = input({ name: api.name, context: api.context });
      const { code, fields } = refusal(
        await creation.createApi(context, { input: again, operationKey: randomUUID() }),
      );
      expect(code).toBe("taken");
      expect(fields?.version?.[0]).toContain("already exists");
    });

    it("refuses a context of another API, whatever its case", async () => {
      const api = await created();
      const { fields } = refusal(
        await creation.createApi(context, {
          input: input({ context: api.context.toUpperCase() }),
          operationKey: randomUUID(),
        }),
      );
      expect(fields?.context?.[0]).toContain(api.name);
    });

    it("takes a second version of a name on the same context", async () => {
      const api = await created();
      const second = await created({ name: api.name, context: api.context, version: "2.0.0" });
      expect(second.basePath).toBe(`${api.context}/2.0.0`);
    });

    it("lets only one of two simultaneous creations of a name win", async () => {
      const twice = input();
      const outcomes = await Promise.all(
        [1, 2].map(() => creation.createApi(context, { input: twice, operationKey: randomUUID() })),
      );
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    });

    it("answers a retried request with the API it made before", async () => {
      const request = { input: input(), operationKey: randomUUID() };
      const first = value(await creation.createAndPublish(context, request));
      const second = value(await creation.createAndPublish(context, request));
      expect(second).toEqual(first);
    });

    it("does not take the answer of another operation or person for its own", async () => {
      const operationKey = randomUUID();
      const first = value(await creation.createApi(context, { input: input(), operationKey }));
      const published = value(await creation.createAndPublish(context, { input: input(), operationKey }));
      const other = { ...context, actor: { id: "u2", username: "other" } };
      const theirs = value(await creation.createApi(other, { input: input(), operationKey }));
      expect(new Set([first.apiId, published.apiId, theirs.apiId]).size).toBe(3);
    });

    it("creates, deploys and publishes in one go, or leaves nothing behind", async () => {
      const { apiId } = value(
        await creation.createAndPublish(context, { input: input(), operationKey: randomUUID() }),
      );
      expect(await findApi(database.db, apiId)).toMatchObject({ state: "published" });
      const without = input({ endpoint: "" });
      expect(
        refusal(await creation.createAndPublish(context, { input: without, operationKey: randomUUID() }))
          .code,
      ).toBe("endpoint_missing");
      const page = await listApis(database.db, {
        search: without.name,
        state: null,
        cursor: null,
        limit: 10,
      });
      expect(page.items.filter((item) => item.name === without.name)).toEqual([]);
    });
  });

  describe("saving", () => {
    it("refuses a save that started from an older version", async () => {
      const api = await created();
      const save = { apiId: api.id, etag: api.etag, production: "ws://one.example", sandbox: "" };
      expect(value(await apis.saveEndpoints(context, save))).toEqual({ etag: 2 });
      expect(
        refusal(await apis.saveEndpoints(context, { ...save, production: "ws://two.example" })).code,
      ).toBe("stale");
      expect((await findApi(database.db, api.id))?.productionEndpoint).toBe("ws://one.example");
    });

    it("says when the API was deleted meanwhile", async () => {
      const api = await created();
      value(await creation.deleteApi(context, { apiId: api.id }));
      const save = { apiId: api.id, etag: api.etag, production: "", sandbox: "" };
      expect(refusal(await apis.saveEndpoints(context, save)).code).toBe("not_found");
    });

    it("patches topics into the definition and keeps comments", async () => {
      const api = await created();
      const text = `# ours\n${api.definition}`;
      const { etag } = value(await apis.saveDefinition(context, { apiId: api.id, etag: 1, text }));
      const saved = value(
        await apis.saveTopics(context, {
          apiId: api.id,
          etag,
          topics: [
            {
              channelKey: null,
              address: "/rooms/{roomID}",
              types: ["subscribe", "publish"],
              description: "",
              parameters: [],
              uriMapping: "/rooms?room={roomID}",
              isSecured: true,
            },
          ],
        }),
      );
      expect(saved.topics.map((topic) => topic.address)).toEqual(["/rooms/{roomID}"]);
      expect((await findApi(database.db, api.id))?.definition).toMatch(/^# ours\n/);
    });

    it("refuses a definition with errors and keeps the stored one", async () => {
      const api = await created();
      const broken = refusal(await apis.saveDefinition(context, { apiId: api.id, etag: 1, text: "a: [" }));
      expect(broken.code).toBe("definition_invalid");
      expect(broken.fields?.text?.[0]).toMatch(/^\d+:\d+ /);
      expect((await findApi(database.db, api.id))?.definition).toBe(api.definition);
    });

    it("finds an API by its new display name and tags", async () => {
      const api = await created();
      const tag = `tag-${randomUUID().slice(0, 8)}`;
      value(
        await apis.saveBasicInfo(context, {
          apiId: api.id,
          etag: 1,
          displayName: "Harbour",
          description: "d",
          tags: [tag],
        }),
      );
      const page = await listApis(database.db, {
        search: `HARBOUR ${tag}`,
        state: null,
        cursor: null,
        limit: 10,
      });
      expect(page.items.map((item) => item.id)).toEqual([api.id]);
    });
  });

  describe("listing", () => {
    it("pages through everything once, newest first, and filters by state", async () => {
      const mark = `Mark${randomUUID().slice(0, 8)}`;
      for (let index = 0; index < 5; index += 1) await created({ name: `${mark} ${index}` });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listApis(database.db, {
          search: mark.toLowerCase(),
          state: "created",
          cursor,
          limit: 2,
        });
        expect(page.total).toBe(5);
        seen.push(...page.items.map((item) => item.name));
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(5);
      expect(seen[0]).toBe(`${mark} 4`);
      expect(
        await listApis(database.db, { search: mark, state: "published", cursor: null, limit: 2 }),
      ).toMatchObject({
        total: 0,
        items: [],
      });
    });
  });

  describe("deploying", () => {
    it("puts one route on the feed and tells when it is served", async () => {
      const api = await created();
      const before = await getRoutingRevision(database.db);
      const deployed = value(
        await deployments.deployCurrent(context, { apiId: api.id, note: "", environmentIds: [] }),
      );
      expect(deployed).toEqual({ revisionNumber: 1, routingRevision: before + 1, isNoop: false });
      const { entries } = await everything(before);
      expect(entries).toMatchObject([
        { kind: "route", record: { apiId: api.id, basePaths: [api.basePath], revision: 1 } },
      ]);
      const now = new Date();
      const report = {
        id: randomUUID(),
        environmentId: "default",
        startedAt: now,
        seenAt: now,
        openConnections: 0,
        host: "h",
      };
      await reportGateway(database.db, { ...report, routingRevision: deployed.routingRevision - 1 });
      expect(await countServing(database.db, deployed.routingRevision, now)).toEqual({
        alive: 1,
        serving: 0,
      });
      await reportGateway(database.db, { ...report, routingRevision: deployed.routingRevision });
      expect(await countServing(database.db, deployed.routingRevision, now)).toEqual({
        alive: 1,
        serving: 1,
      });
    });

    it("changes nothing when the same design is live already", async () => {
      const api = await created();
      const deploy = { apiId: api.id, note: "", environmentIds: [] };
      value(await deployments.deployCurrent(context, deploy));
      const before = await getRoutingRevision(database.db);
      expect(value(await deployments.deployCurrent(context, deploy))).toMatchObject({
        revisionNumber: 1,
        isNoop: true,
      });
      expect(await getRoutingRevision(database.db)).toBe(before);
    });

    it("numbers revisions, shows what is not deployed yet, and restores one", async () => {
      const api = await created();
      const deploy = { apiId: api.id, note: "first", environmentIds: ["default"] };
      value(await deployments.deployCurrent(context, deploy));
      value(
        await apis.saveEndpoints(context, {
          apiId: api.id,
          etag: 1,
          production: "ws://two.example",
          sandbox: "",
        }),
      );
      const overview = async () => {
        const current = await findApi(database.db, api.id);
        if (!current) throw new Error("gone");
        return getDeploymentOverview(database.db, {
          apiId: api.id,
          digest: deployments.designDigest(designOf(current)),
          localUrls,
          now: new Date(),
        });
      };
      expect((await overview()).hasUndeployedChanges).toBe(true);
      value(await deployments.deployCurrent(context, { ...deploy, note: "second" }));
      const after = await overview();
      expect(after.hasUndeployedChanges).toBe(false);
      expect(after.revisions.map(({ number, note }) => [number, note])).toEqual([
        [2, "second"],
        [1, "first"],
      ]);
      const first = after.revisions[1];
      value(
        await deployments.restoreRevision(context, { apiId: api.id, etag: 2, revisionId: first?.id ?? "" }),
      );
      expect((await findApi(database.db, api.id))?.productionEndpoint).toBe("ws://localhost:9097");
    });

    it("leaves a tombstone when an API is undeployed or deleted", async () => {
      const api = await created();
      value(await deployments.deployCurrent(context, { apiId: api.id, note: "", environmentIds: [] }));
      value(await credentials.createTestKey(context, { apiId: api.id, environment: "production" }));
      const before = await getRoutingRevision(database.db);
      value(await creation.deleteApi(context, { apiId: api.id }));
      const { entries } = await everything(before);
      expect(entries.map((entry) => [entry.kind, entry.record]).sort()).toEqual([
        ["credential", null],
        ["route", null],
      ]);
    });
  });

  describe("lifecycle", () => {
    it("publishes a deployed API, tells the gateways, and takes it back", async () => {
      const api = await created();
      const publish = { apiId: api.id, action: "publish", note: "" } as const;
      expect(refusal(await lifecycle.changeLifecycle(context, publish)).code).toBe("requirements_missing");
      value(await deployments.deployCurrent(context, { apiId: api.id, note: "", environmentIds: [] }));
      const before = await getRoutingRevision(database.db);
      value(await lifecycle.changeLifecycle(context, publish));
      expect((await everything(before)).entries).toMatchObject([{ record: { state: "published" } }]);
      value(await lifecycle.changeLifecycle(context, { ...publish, action: "demote", note: "not yet" }));
      expect(await listHistory(database.db, api.id)).toMatchObject([
        { from: "published", to: "created", note: "not yet" },
        { from: "created", to: "published" },
        { from: null, to: "created" },
      ]);
    });
  });

  describe("test keys", () => {
    it("never store the key, and tell the gateways its hash", async () => {
      const api = await created();
      const before = await getRoutingRevision(database.db);
      const { key } = value(
        await credentials.createTestKey(context, { apiId: api.id, environment: "production" }),
      );
      const rows = await database.db.credential.findMany({ where: { apiId: api.id } });
      expect(JSON.stringify(rows)).not.toContain(key);
      const update = await everything(before);
      expect(update.entries).toMatchObject([
        { record: { hash: rows[0]?.hash, application: "test:creator" } },
      ]);
      expect(JSON.stringify(update)).not.toContain(key);
    });

    it("refuse a sandbox that is not there", async () => {
      const api = await created();
      const outcome = await credentials.createTestKey(context, { apiId: api.id, environment: "sandbox" });
      expect(refusal(outcome).code).toBe("no_sandbox");
    });
  });

  describe("the routing feed", () => {
    it("gives a newcomer everything that is live", async () => {
      const api = await created();
      value(await deployments.deployCurrent(context, { apiId: api.id, note: "", environmentIds: [] }));
      const update = await everything(-1);
      expect(update.isFull).toBe(true);
      expect(update.entries.some((entry) => entry.kind === "route" && entry.record?.apiId === api.id)).toBe(
        true,
      );
      expect(update.entries.every((entry) => entry.record !== null)).toBe(true);
    });

    it("counts every one of many simultaneous changes", async () => {
      const before = await getRoutingRevision(database.db);
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          change(database.db, ({ publish }) =>
            publish({ kind: "credential", id: `none-${index}`, record: null }),
          ),
        ),
      );
      expect(await getRoutingRevision(database.db)).toBe(before + 8);
    });

    it("rolls everything back together", async () => {
      const before = await getRoutingRevision(database.db);
      const failing = change(database.db, async ({ publish }) => {
        await publish({ kind: "credential", id: "never", record: null });
        throw new Error("half way");
      });
      await expect(failing).rejects.toThrow("half way");
      expect(await getRoutingRevision(database.db)).toBe(before);
    });
  });

  it("keeps accounts with their roles, once each", async () => {
    const account = {
      username: "Ana",
      name: "Ana",
      email: "ana@example.com",
      password: "correct horse",
      roles: ["creator", "publisher"] as const,
    };
    const circumstances = { now: new Date(), newId: randomUUID };
    expect(await ensureAccount(database.db, account, circumstances)).toBe(true);
    expect(await ensureAccount(database.db, account, circumstances)).toBe(false);
    const row = await database.db.user.findUnique({ where: { username: "ana" } });
    const person = await findPersonById(database.db, row?.id ?? "");
    expect(person).toMatchObject({ username: "ana" });
    expect(person?.roles.toSorted()).toEqual(["creator", "publisher"]);
  });
});
