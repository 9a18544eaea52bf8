// Records of ended connections reach the database once, whatever becomes of an answer or of one record.
import { randomUUID } from "node:crypto";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openDb } from "#lib/db/db.ts";
import { startTestDatabase } from "#lib/db/test-kit/databases.ts";
import { Storage } from "#lib/db/test-kit/storage.ts";
import type { ClosedConnection } from "#lib/gateways/connections/connection-record.ts";
import { ConnectionReports } from "./connection-reports.ts";

const storage = new Storage("sqlite");
const none = { messages: 0, bytes: 0, frames: 0 };

function ended(apiId: string, code = 1000): ClosedConnection {
  return {
    apiId,
    connectionId: randomUUID(),
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
    openedAtMs: Date.now(),
    closedAtMs: Date.now(),
    fromClient: none,
    fromBackend: none,
    controls: null,
    code,
    closedBy: "client",
    why: "",
    policy: null,
    droppedForType: 0,
    clientLeg: "closed",
    backendLeg: "closed",
    lastFromClient: null,
    lastFromBackend: null,
  };
}

const reports = (): ConnectionReports =>
  new ConnectionReports({ gatewayId: "g", now: () => new Date(), tell: () => {} });

const countOf = (apiId: string): Promise<number> => storage.db.closedConnection.count({ where: { apiId } });

it("goes on behind records that are there already, since only the answer was lost", async () => {
  const apiId = randomUUID();
  const connections = [ended(apiId), ended(apiId)];
  const before = reports();
  before.hearClosed(connections, 0);
  await before.flushClosed(storage.db);
  const after = reports();
  after.hearClosed([...connections, ended(apiId)], 0);
  await after.flushClosed(storage.db);
  expect([await countOf(apiId), after.leftOut]).toEqual([3, 0]);
});

it("leaves out the one record that the database does not take, and counts it", async () => {
  const apiId = randomUUID();
  await storage.db.$executeRawUnsafe(
    "CREATE TRIGGER refuse BEFORE INSERT ON ClosedConnection WHEN NEW.code = 4999 BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  const all = reports();
  const others = Array.from({ length: 500 }, () => ended(apiId));
  all.hearClosed([...others.slice(0, 70), ended(apiId, 4999), ...others.slice(70)], 0);
  let failures = 0;
  for (let turn = 0; turn < 20; turn += 1) {
    await all.flushClosed(storage.db).catch(() => {
      failures += 1;
    });
  }
  expect([await countOf(apiId), all.leftOut]).toEqual([500, 1]);
  expect(failures).toBeGreaterThan(0);
});

it("leaves no record out for a database that is away", async () => {
  const apiId = randomUUID();
  const all = reports();
  all.hearClosed([ended(apiId)], 0);
  const away = new Proxy(storage.db, {
    get: () => {
      throw new Error("away");
    },
  });
  for (let turn = 0; turn < 20; turn += 1) await expect(all.flushClosed(away)).rejects.toThrow("away");
  await all.flushClosed(storage.db);
  expect([await countOf(apiId), all.leftOut]).toEqual([1, 0]);
});

it("keeps every record while another process holds the lock to write", async () => {
  const apiId = randomUUID();
  const { url, stop } = await startTestDatabase("sqlite");
  onTestFinished(stop);
  const db = openDb(url, { patienceMs: 50 });
  const other = new Database(url.replace("file:", ""));
  other.exec("BEGIN IMMEDIATE");
  const all = reports();
  all.hearClosed([ended(apiId), ended(apiId), ended(apiId)], 0);
  for (let turn = 0; turn < 12; turn += 1) await expect(all.flushClosed(db)).rejects.toThrow();
  other.exec("ROLLBACK");
  other.close();
  await all.flushClosed(db);
  expect([await db.closedConnection.count({ where: { apiId } }), all.leftOut]).toEqual([3, 0]);
  await db.$disconnect();
});
