// What the Connections and Metrics pages read holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { reportGateway } from "#lib/gateways/commands.ts";
import { requestDisconnect, watchConnections } from "#lib/gateways/control/commands.ts";
import { saveUsage } from "#lib/gateways/usage/commands.ts";
import { getUsageSeries } from "#lib/gateways/usage/repository.ts";
import { spanOf } from "#lib/gateways/usage/series.ts";
import { emptyUsage } from "#lib/gateways/usage/usage.ts";
import {
  keptPerApi,
  listDisconnectRequests,
  listWatchedApis,
  pruneLiveConnections,
  pruneRefusals,
  saveClosedConnections,
  saveLiveConnections,
  saveRefusals,
} from "./commands.ts";
import type { ClosedConnection, LiveConnection } from "./connection-record.ts";
import type { PastEntry, PastPage } from "./past-entry.ts";
import type { RefusedHandshake } from "./refused-record.ts";
import { findPast, getLiveView, listPast, listPastCodes, type PastQuery } from "./repository.ts";

const none = { messages: 0, bytes: 0, frames: 0 };
const identity = {
  apiName: "Chat",
  apiVersion: "1.0.0",
  revision: 1,
  topic: "/*",
  path: "/chat/1.0.0/rooms/blue",
  application: null,
  clientAddress: "127.0.0.1",
  subprotocol: null,
  extensions: null,
  dialMs: 4,
  attemptId: null,
  isInspected: false,
  openedAtMs: 1_000,
  fromClient: none,
  fromBackend: none,
  controls: null,
};

function live(apiId: string, connectionId: string = randomUUID()): LiveConnection {
  return { ...identity, apiId, connectionId, messagesPerSecond: 0, bytesPerSecond: 0, queuedBytes: 0 };
}

function closed(apiId: string, overrides: Partial<ClosedConnection> = {}): ClosedConnection {
  return {
    ...identity,
    apiId,
    connectionId: randomUUID(),
    closedAtMs: 5_000,
    code: 1000,
    closedBy: "client",
    why: "The client closed the connection",
    policy: null,
    droppedForType: 0,
    clientLeg: "closed",
    backendLeg: "closed",
    lastFromClient: null,
    lastFromBackend: null,
    ...overrides,
  };
}

function refused(apiId: string | null, overrides: Partial<RefusedHandshake> = {}): RefusedHandshake {
  return {
    connectionId: randomUUID(),
    apiId,
    topic: "",
    path: "/chat/1.0.0/rooms/blue",
    clientAddress: "10.0.0.9",
    refusedAtMs: 6_000,
    status: 502,
    code: "backend_refused",
    why: "The backend answered 404.",
    upstreamStatus: 404,
    attemptId: null,
    retryAfterSeconds: null,
    moreLikeIt: 0,
    ...overrides,
  };
}

const timeOf = (entry: PastEntry) =>
  entry.kind === "ended" ? entry.record.closedAtMs : entry.record.refusedAtMs;

describe.each(["sqlite", "postgresql"] as const)("connections on %s", (kind) => {
  const storage = new Storage(kind);
  const now = new Date();

  async function gatewayOf(environmentId: string, seenAt = now): Promise<string> {
    const id = randomUUID();
    const report = { startedAt: now, seenAt, routingRevision: 1, openConnections: 0, host: "here" };
    await reportGateway(storage.db, { id, environmentId, ...report });
    return id;
  }

  it("counts more than a 32-bit integer holds", async () => {
    const apiId = randomUUID();
    const bucket = {
      gatewayId: randomUUID(),
      startedAt: now,
      seconds: 10,
    };
    const many = 5_000_000_000;
    await saveUsage(storage.db, bucket, [
      { ...emptyUsage(apiId, "/*"), connections: many, messagesIn: many, messagesOut: many },
    ]);
    const row = await storage.db.usageBucket.findFirstOrThrow({ where: { apiId } });
    expect(row).toMatchObject({ connections: 5_000_000_000n, messagesIn: 5_000_000_000n });
    expect(row.messagesOut).toBe(5_000_000_000n);
  });

  it("forgets what a gateway that is gone said of live ones, and nobody else's", async () => {
    const apiId = randomUUID();
    const said = { apiId, total: 0, connections: [] };
    await saveLiveConnections(storage.db, { gatewayId: "gone", ...said }, new Date(now.getTime() - 61_000));
    await saveLiveConnections(storage.db, { gatewayId: "here", ...said }, now);
    await pruneLiveConnections(storage.db, now);
    const rows = await storage.db.liveConnections.findMany({ where: { apiId } });
    expect(rows.map(({ gatewayId }) => gatewayId)).toEqual(["here"]);
  });

  it("merges what the running gateways say of the live ones", async () => {
    const api = await storage.created();
    await storage.deployed(api);
    const { environmentId } = await storage.db.deployment.findFirstOrThrow({ where: { apiId: api.id } });
    const [one, two, silent, gone] = [
      await gatewayOf(environmentId),
      await gatewayOf(environmentId),
      await gatewayOf(environmentId),
      await gatewayOf(environmentId, new Date(now.getTime() - 60_000)),
    ];
    const say = (gatewayId: string, total: number, takenAt: Date) =>
      saveLiveConnections(
        storage.db,
        { gatewayId, apiId: api.id, total, connections: [live(api.id)] },
        takenAt,
      );
    await say(one, 700, now);
    await say(two, 1, now);
    await say(silent, 5, new Date(now.getTime() - 30_000));
    await say(gone, 5, now);
    const view = await getLiveView(storage.db, { apiId: api.id, now });
    expect(view).toMatchObject({ answeredGateways: 2, total: 701, nowMs: now.getTime() });
    expect(view.aliveGateways).toBeGreaterThanOrEqual(3);
    expect(view.connections).toHaveLength(2);
  });

  it("keeps an API watched for ten seconds after the last look", async () => {
    const apiId = randomUUID();
    await watchConnections(storage.db, { apiId, now: new Date(now.getTime() - 9_000) });
    expect(await listWatchedApis(storage.db, now)).toContain(apiId);
    await watchConnections(storage.db, { apiId, now: new Date(now.getTime() - 11_000) });
    expect(await listWatchedApis(storage.db, now)).not.toContain(apiId);
  });

  it("asks to close a connection of this API, and of no other", async () => {
    const apiId = randomUUID();
    const connection = live(apiId);
    const gatewayId = randomUUID();
    await saveLiveConnections(storage.db, { gatewayId, apiId, total: 1, connections: [connection] }, now);
    const { connectionId } = connection;
    value(await requestDisconnect(storage.context, { apiId, connectionId }));
    expect(await listDisconnectRequests(storage.db, new Date())).toContainEqual(
      expect.objectContaining({ connectionId, requestedBy: "creator" }),
    );
    const elsewhere = await requestDisconnect(storage.context, { apiId: randomUUID(), connectionId });
    expect(refusal(elsewhere).code).toBe("connection_gone");
  });

  describe("that ended", () => {
    async function saved(...connections: readonly ClosedConnection[]): Promise<void> {
      await saveClosedConnections(storage.db, "g1", connections);
    }
    function query(apiId: string, overrides: Partial<PastQuery> = {}): PastQuery {
      return { apiId, search: "", code: null, by: null, cursor: null, limit: 2, ...overrides };
    }

    it("are paged, the last one first, each once, equal moments included", async () => {
      const apiId = randomUUID();
      const times = [4_000, 9_000, 9_000, 9_000, 1_000];
      await saved(...times.map((closedAtMs) => closed(apiId, { closedAtMs })), closed(randomUUID()));
      const seen: PastEntry[] = [];
      let cursor: string | null = null;
      do {
        const page: PastPage = await listPast(storage.db, query(apiId, { cursor }));
        expect(page.total).toBe(5);
        seen.push(...page.entries);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen.map(timeOf)).toEqual([9_000, 9_000, 9_000, 4_000, 1_000]);
      expect(new Set(seen.map(({ record }) => record.connectionId)).size).toBe(5);
    });

    it("are found by words, code and who closed", async () => {
      const apiId = randomUUID();
      const kicked = closed(apiId, {
        code: 1001,
        closedBy: "gateway",
        why: "An operator closed this connection",
        application: "Phone_App",
        clientAddress: "10.1.2.3",
        topic: "/rooms/{roomID}",
      });
      await saved(kicked, closed(apiId));
      const found = async (overrides: Partial<PastQuery>) =>
        (await listPast(storage.db, query(apiId, overrides))).entries.map(({ record }) => record);
      for (const search of ["10.1.2.3", "PHONE_app", "roomid operator", "1001", kicked.connectionId]) {
        expect(await found({ search }), search).toEqual([kicked]);
      }
      expect(await found({ search: "nobody\\" })).toEqual([]);
      expect(await found({ code: 1001 })).toEqual([kicked]);
      expect(await found({ by: "gateway" })).toEqual([kicked]);
      expect(await found({ by: "backend" })).toEqual([]);
      expect(await listPastCodes(storage.db, apiId)).toEqual([1000, 1001]);
    });

    it("are kept once, however often they are told, and with any close reason", async () => {
      const apiId = randomUUID();
      const one = closed(apiId, { why: "a\0b" });
      await saved(one);
      await saved(one, closed(apiId));
      expect(await storage.db.closedConnection.count({ where: { apiId } })).toBe(2);
      const kept = await findPast(storage.db, { apiId, connectionId: one.connectionId });
      expect(kept).toEqual({ kind: "ended", record: one });
    });

    it("are opened by their id, on the page of their API", async () => {
      const apiId = randomUUID();
      const one = closed(apiId);
      await saved(one);
      const { connectionId } = one;
      expect(await findPast(storage.db, { apiId, connectionId })).toEqual({ kind: "ended", record: one });
      expect(await findPast(storage.db, { apiId: randomUUID(), connectionId })).toBeNull();
    });
  });

  describe("that were refused", () => {
    const query = { search: "", code: null, by: null, cursor: null, limit: 2 };

    it("stand among the ended ones in the order of time, each once", async () => {
      const apiId = randomUUID();
      const at = { closedAtMs: [5_000, 7_000, 9_000], refusedAtMs: [5_000, 6_000, 8_000, 9_000] };
      await saveClosedConnections(
        storage.db,
        "g1",
        at.closedAtMs.map((closedAtMs) => closed(apiId, { closedAtMs })),
      );
      await saveRefusals(
        storage.db,
        "g1",
        at.refusedAtMs.map((refusedAtMs) => refused(apiId, { refusedAtMs })),
      );
      const seen: PastEntry[] = [];
      let cursor: string | null = null;
      do {
        const page: PastPage = await listPast(storage.db, { ...query, apiId, cursor });
        expect(page.total).toBe(7);
        seen.push(...page.entries);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen.map(timeOf)).toEqual([9_000, 9_000, 8_000, 7_000, 6_000, 5_000, 5_000]);
      expect(new Set(seen.map(({ record }) => record.connectionId)).size).toBe(7);
      const count = async (by: PastQuery["by"]) =>
        (await listPast(storage.db, { ...query, apiId, by })).total;
      expect([await count("refused"), await count("client"), await count("gateway")]).toEqual([4, 3, 0]);
    });

    it("are found by id, words and status, and by their id alone where no API was found", async () => {
      const apiId = randomUUID();
      const one = refused(apiId, { path: "/chat/1.0.0/rooms/blue" });
      const [astray, elsewhere] = [refused(null), refused(randomUUID())];
      await saveRefusals(storage.db, "g1", [one, astray, elsewhere]);
      const found = async (overrides: Partial<PastQuery>) =>
        (await listPast(storage.db, { ...query, apiId, ...overrides })).entries.map(({ record }) => record);
      for (const search of [one.connectionId, "ROOMS/blue", "10.0.0.9 502", "backend_refused"]) {
        expect(await found({ search }), search).toEqual([one]);
      }
      expect(await found({ code: 502 })).toEqual([one]);
      expect(await found({ code: 1000 })).toEqual([]);
      expect(await found({ search: astray.connectionId })).toEqual([astray]);
      expect(await found({ search: elsewhere.connectionId })).toEqual([]);
      expect(await listPastCodes(storage.db, apiId)).toEqual([502]);
      const find = (connectionId: string) => findPast(storage.db, { apiId, connectionId });
      expect(await find(one.connectionId)).toEqual({ kind: "refused", record: one });
      expect(await find(astray.connectionId)).toEqual({ kind: "refused", record: astray });
      expect(await find(elsewhere.connectionId)).toBeNull();
    });

    it("are kept once, however often they are told of, and forgotten by the rule of the ended ones", async () => {
      const apiId = randomUUID();
      const week = 7 * 24 * 3_600_000;
      const [old, fresh] = [
        refused(apiId, { refusedAtMs: now.getTime() - week - 1 }),
        refused(apiId, { refusedAtMs: now.getTime() - week + 60_000 }),
      ];
      const unknown = refused(null, { refusedAtMs: now.getTime() });
      await saveRefusals(storage.db, "g1", [old, fresh]);
      await saveRefusals(storage.db, "g1", [fresh, unknown]);
      const ids = [old, fresh, unknown].map(({ connectionId }) => connectionId);
      const kept = async () =>
        (await storage.db.refusedHandshake.findMany({ where: { id: { in: ids } } }))
          .map(({ id }) => id)
          .sort();
      expect(await kept()).toEqual([...ids].sort());
      await pruneRefusals(storage.db, [apiId, null], now);
      expect(await kept()).toEqual(ids.slice(1).sort());
    });

    it("are kept up to a number at each API", async () => {
      const [apiId, other] = [randomUUID(), randomUUID()];
      const many = (count: number, of: string) =>
        Array.from({ length: count }, (_, index) => refused(of, { refusedAtMs: now.getTime() + index }));
      const newest = many(keptPerApi + 3, apiId);
      await saveRefusals(storage.db, "g1", [...many(1, other)]);
      for (let at = 0; at < newest.length; at += 1_000) {
        await saveRefusals(storage.db, "g1", newest.slice(at, at + 1_000));
      }
      await pruneRefusals(storage.db, [apiId], now);
      const count = (of: string) => storage.db.refusedHandshake.count({ where: { apiId: of } });
      expect([await count(apiId), await count(other)]).toEqual([keptPerApi, 1]);
    });
  });

  it("charts the buckets of the range and of no other length", async () => {
    const apiId = randomUUID();
    const at = (range: "15m" | "24h") => new Date(spanOf(range, now.getTime()).fromMs);
    const sample = { ...emptyUsage(apiId, "/*"), messagesIn: 20, bytesIn: 5e9, openConnections: 2 };
    for (const gatewayId of ["g1", "g2"]) {
      await saveUsage(storage.db, { gatewayId, startedAt: at("15m"), seconds: 10 }, [sample]);
      await saveUsage(storage.db, { gatewayId, startedAt: at("24h"), seconds: 60 }, [sample]);
    }
    const quarter = await getUsageSeries(storage.db, { apiId, topic: null, range: "15m", now });
    expect(quarter.points[0]).toMatchObject({ openConnections: 4, messagesInPerSecond: 4 });
    expect(quarter.totals).toMatchObject({ messagesIn: 40, bytesIn: 1e10 });
    const day = await getUsageSeries(storage.db, { apiId, topic: "/other", range: "24h", now });
    expect(day).toMatchObject({ topics: ["/*"], totals: { messagesIn: 0 } });
  });
});
