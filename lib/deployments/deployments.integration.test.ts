// What deploying, the lifecycle and the feed to the gateways promise holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { designOf } from "#lib/apis/api-row.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import * as credentials from "#lib/credentials/commands.ts";
import { plainEndpoint, refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import * as deployments from "#lib/deployments/commands.ts";
import { countServing, getDeploymentOverview } from "#lib/deployments/repository.ts";
import { change } from "#lib/feed/change.ts";
import { getRoutingRevision, readRoutingUpdate } from "#lib/feed/repository.ts";
import { reportGateway } from "#lib/gateways/commands.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { findPersonById } from "#lib/identity/repository.ts";
import * as lifecycle from "#lib/lifecycle/commands.ts";
import { listHistory } from "#lib/lifecycle/repository.ts";

const localUrls = { ws: "ws://localhost:9099", wss: "wss://localhost:8099" };

describe.each(["sqlite", "postgresql"] as const)("deployments on %s", (kind) => {
  const storage = new Storage(kind);

  it("names a row of the feed that does not parse, and reads the others", async () => {
    const api = await storage.created();
    await storage.deployed(api);
    const before = await getRoutingRevision(storage.db);
    const row = {
      kind: "route",
      environmentId: "default",
      revision: before,
      body: '{"state":"of the future"}',
    };
    await storage.db.routingEntry.create({ data: { id: "route:default:future", ...row } });
    const { update, unreadable } = await readRoutingUpdate(storage.db, "default", -1);
    await storage.db.routingEntry.delete({ where: { id: "route:default:future" } });
    expect(unreadable).toMatchObject([{ kind: "route", id: "future" }]);
    expect(update.entries.some((entry) => entry.id === api.id)).toBe(true);
  });

  describe("deploying", () => {
    it("refuses topics from before the editor judged them, and names topic and line", async () => {
      const api = await storage.created();
      const definition = api.definition.replace("address: /*", "address: /d?x=1");
      await storage.db.api.update({ where: { id: api.id }, data: { definition } });
      const line = definition.split("\n").findIndex((text) => text.includes("/d?x=1")) + 1;
      const input = { apiId: api.id, etag: 1, note: "", environmentIds: [] };
      const refused = refusal(await deployments.deployCurrent(storage.context, input));
      expect(refused.code).toBe("topics_invalid");
      expect(refused.message).toContain(`line ${line}: Topic /d?x=1: Remove the ?`);
    });

    it("leaves out channels that the gateway cannot serve", async () => {
      const api = await storage.created();
      const more =
        "channels:\n  lights: { address: 'lights.{id}.on', parameters: { id: {} } }\n  later: { address: null }\n";
      const text = api.definition.replace("channels:\n", more);
      const { etag } = value(
        await apis.saveDefinition(storage.context, { apiId: api.id, etag: api.etag, text }),
      );
      const before = await getRoutingRevision(storage.db);
      await storage.deployed({ id: api.id, etag });
      const { entries } = await storage.feedSince(before);
      const routes = entries.flatMap((entry) =>
        entry.kind === "route" && entry.record ? [entry.record] : [],
      );
      expect(routes.map(({ topics }) => topics.map(({ address }) => address))).toEqual([["/*"]]);
      expect((await findApi(storage.db, api.id))?.definition).toContain("lights.{id}.on");
    });

    it("refuses a definition of which nothing can be served, and names what is in it", async () => {
      const api = await storage.created();
      const text = api.definition.replace(
        "address: /*",
        "address: 'lights.{id}.on'\n    parameters: { id: {} }",
      );
      const { etag } = value(
        await apis.saveDefinition(storage.context, { apiId: api.id, etag: api.etag, text }),
      );
      const input = { apiId: api.id, etag, note: "", environmentIds: [] };
      const refused = refusal(await deployments.deployCurrent(storage.context, input));
      expect(refused.code).toBe("topics_invalid");
      expect(refused.message).toContain("no topic to deploy, and the gateway cannot serve lights.{id}.on");
    });

    it("puts one route on the feed and tells when it is served", async () => {
      const api = await storage.created();
      const before = await getRoutingRevision(storage.db);
      const deployment = await storage.deployed(api);
      expect(deployment).toEqual({ revisionNumber: 1, routingRevision: before + 1, isNoop: false });
      const { entries } = await storage.feedSince(before);
      expect(entries).toMatchObject([
        { kind: "route", record: { apiId: api.id, basePaths: [api.basePath], revision: 1 } },
      ]);
      const now = new Date();
      const served = { apiId: api.id, routingRevision: deployment.routingRevision, now };
      const report = {
        id: randomUUID(),
        environmentId: "default",
        startedAt: now,
        seenAt: now,
        openConnections: 0,
        host: "h",
      };
      await reportGateway(storage.db, { ...report, routingRevision: deployment.routingRevision - 1 });
      expect(await countServing(storage.db, served)).toEqual({
        alive: 1,
        serving: 0,
      });
      await reportGateway(storage.db, { ...report, routingRevision: deployment.routingRevision });
      expect(await countServing(storage.db, served)).toEqual({
        alive: 1,
        serving: 1,
      });
    });

    it("changes nothing when the same design is live already", async () => {
      const api = await storage.created();
      await storage.deployed(api);
      const before = await getRoutingRevision(storage.db);
      expect(await storage.deployed(api)).toMatchObject({ revisionNumber: 1, isNoop: true });
      expect(await getRoutingRevision(storage.db)).toBe(before);
    });

    it("refuses to deploy a version nobody looked at", async () => {
      const api = await storage.created();
      const endpoints = { production: plainEndpoint("ws://two.example"), sandbox: plainEndpoint("") };
      const saved = value(
        await apis.saveEndpoints(storage.context, { apiId: api.id, etag: api.etag, ...endpoints }),
      );
      const before = await getRoutingRevision(storage.db);
      await expect(storage.deployed(api)).rejects.toThrow("stale");
      expect(await getRoutingRevision(storage.db)).toBe(before);
      expect(await storage.db.revision.count({ where: { apiId: api.id } })).toBe(0);
      expect((await storage.deployed({ ...api, etag: saved.etag })).revisionNumber).toBe(1);
    });

    it("keeps the notes of a revision that is deployed again and again within bounds, and loses none unseen", async () => {
      const api = await storage.created();
      const deploy = { apiId: api.id, etag: api.etag, environmentIds: ["default"] };
      const long = (number: number) => `${number} ${"n".repeat(250)}`;
      const outcomes: string[] = [];
      for (let number = 0; number < 12; number += 1) {
        const outcome = await deployments.deployCurrent(storage.context, { ...deploy, note: long(number) });
        outcomes.push(outcome.ok ? "ok" : outcome.code);
      }
      expect(outcomes).toEqual([...Array(7).fill("ok"), ...Array(5).fill("note_full")]);
      const [revision] = await storage.db.revision.findMany({ where: { apiId: api.id } });
      expect(revision?.note.split("\n")).toEqual([0, 1, 2, 3, 4, 5, 6].map(long));
      const again = value(await deployments.deployCurrent(storage.context, { ...deploy, note: "" }));
      expect(again).toMatchObject({ revisionNumber: 1, isNoop: true });
    });

    it("numbers revisions, shows what is not deployed yet, and restores one", async () => {
      const api = await storage.created();
      const deploy = { apiId: api.id, etag: api.etag, note: "first", environmentIds: ["default"] };
      value(await deployments.deployCurrent(storage.context, deploy));
      value(
        await apis.saveEndpoints(storage.context, {
          apiId: api.id,
          etag: 1,
          production: plainEndpoint("ws://two.example"),
          sandbox: plainEndpoint(""),
        }),
      );
      const overview = async () => {
        const current = await findApi(storage.db, api.id);
        if (!current) throw new Error("gone");
        return getDeploymentOverview(storage.db, {
          apiId: api.id,
          digest: deployments.designDigest(designOf(current)),
          localUrls,
          now: new Date(),
        });
      };
      expect((await overview()).hasUndeployedChanges).toBe(true);
      value(await deployments.deployCurrent(storage.context, { ...deploy, etag: 2, note: "second" }));
      const after = await overview();
      expect(after.hasUndeployedChanges).toBe(false);
      expect(after.revisions.map(({ number, note }) => [number, note])).toEqual([
        [2, "second"],
        [1, "first"],
      ]);
      const first = after.revisions[1];
      value(
        await deployments.restoreRevision(storage.context, {
          apiId: api.id,
          etag: 2,
          revisionId: first?.id ?? "",
        }),
      );
      expect((await findApi(storage.db, api.id))?.productionEndpoint).toBe("ws://localhost:9097");
    });

    it("leaves a tombstone when an API is undeployed or deleted", async () => {
      const api = await storage.created();
      await storage.deployed(api);
      value(await credentials.createTestKey(storage.context, { apiId: api.id, environment: "production" }));
      const before = await getRoutingRevision(storage.db);
      value(await creation.deleteApi(storage.context, { apiId: api.id }));
      const { entries } = await storage.feedSince(before);
      expect(entries.map((entry) => [entry.kind, entry.record]).sort()).toEqual([
        ["credential", null],
        ["route", null],
      ]);
    });
  });

  describe("lifecycle", () => {
    it("publishes a deployed API, tells the gateways, and takes it back", async () => {
      const api = await storage.created();
      const publish = { apiId: api.id, action: "publish", note: "" } as const;
      expect(refusal(await lifecycle.changeLifecycle(storage.context, publish)).code).toBe(
        "requirements_missing",
      );
      await storage.deployed(api);
      const before = await getRoutingRevision(storage.db);
      value(await lifecycle.changeLifecycle(storage.context, publish));
      expect((await storage.feedSince(before)).entries).toMatchObject([{ record: { state: "published" } }]);
      value(
        await lifecycle.changeLifecycle(storage.context, { ...publish, action: "demote", note: "not yet" }),
      );
      expect(await listHistory(storage.db, api.id)).toMatchObject([
        { from: "published", to: "created", note: "not yet" },
        { from: "created", to: "published" },
        { from: null, to: "created" },
      ]);
    });
  });

  describe("test keys", () => {
    it("never store the key, and tell the gateways its hash", async () => {
      const api = await storage.created();
      const before = await getRoutingRevision(storage.db);
      const { key } = value(
        await credentials.createTestKey(storage.context, { apiId: api.id, environment: "production" }),
      );
      const rows = await storage.db.credential.findMany({ where: { apiId: api.id } });
      expect(JSON.stringify(rows)).not.toContain(key);
      const update = await storage.feedSince(before);
      expect(update.entries).toMatchObject([
        { record: { hash: rows[0]?.hash, application: "test:creator" } },
      ]);
      expect(JSON.stringify(update)).not.toContain(key);
    });

    it("refuse a sandbox that is not there", async () => {
      const api = await storage.created();
      const outcome = await credentials.createTestKey(storage.context, {
        apiId: api.id,
        environment: "sandbox",
      });
      expect(refusal(outcome).code).toBe("no_sandbox");
    });
  });

  describe("the routing feed", () => {
    it("gives a newcomer everything that is live", async () => {
      const api = await storage.created();
      await storage.deployed(api);
      const update = await storage.feedSince(-1);
      expect(update.isFull).toBe(true);
      expect(update.entries.some((entry) => entry.kind === "route" && entry.record?.apiId === api.id)).toBe(
        true,
      );
      expect(update.entries.every((entry) => entry.record !== null)).toBe(true);
    });

    it("counts every one of many simultaneous changes", async () => {
      const before = await getRoutingRevision(storage.db);
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          change(storage.db, ({ publish }) =>
            publish({ kind: "credential", id: `none-${index}`, record: null }),
          ),
        ),
      );
      expect(await getRoutingRevision(storage.db)).toBe(before + 8);
    });

    it("rolls everything back together", async () => {
      const before = await getRoutingRevision(storage.db);
      const failing = change(storage.db, async ({ publish }) => {
        await publish({ kind: "credential", id: "never", record: null });
        throw new Error("half way");
      });
      await expect(failing).rejects.toThrow("half way");
      expect(await getRoutingRevision(storage.db)).toBe(before);
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
    expect(await ensureAccount(storage.db, account, circumstances)).toBe(true);
    expect(await ensureAccount(storage.db, account, circumstances)).toBe(false);
    const row = await storage.db.user.findUnique({ where: { username: "ana" } });
    const person = await findPersonById(storage.db, row?.id ?? "");
    expect(person).toMatchObject({ username: "ana" });
    expect(person?.roles.toSorted()).toEqual(["creator", "publisher"]);
  });
});
