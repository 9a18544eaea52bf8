// Filter and order of the live connections.
import { expect, test } from "vitest";
import type { LiveConnection } from "./connection-record.ts";
import { filterLive, sortKeys, sortLive } from "./live-view.ts";

const none = { messages: 0, bytes: 0, frames: 0 };
const connection = (connectionId: string, overrides: Partial<LiveConnection> = {}): LiveConnection => ({
  connectionId,
  apiId: "a",
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
  messagesPerSecond: 0,
  bytesPerSecond: 0,
  queuedBytes: 0,
  ...overrides,
});
const idsOf = (connections: readonly LiveConnection[]) => connections.map(({ connectionId }) => connectionId);

test("every word of the filter has to occur, in whatever case and field", () => {
  const all = [
    connection("one", { topic: "/rooms/{id}", application: "Phone" }),
    connection("two", { topic: "/rooms/{id}", clientAddress: "10.0.0.7" }),
  ];
  expect(idsOf(filterLive(all, "ROOMS phone"))).toEqual(["one"]);
  expect(idsOf(filterLive(all, " 10.0.0.7 "))).toEqual(["two"]);
  expect(filterLive(all, "")).toBe(all);
});

test("orders by each column, either way, and by id where that leaves it open", () => {
  const busy = {
    clientAddress: "127.0.0.20",
    application: "b",
    path: "/z",
    openedAtMs: 1,
    fromClient: { ...none, messages: 5, bytes: 50 },
    fromBackend: { ...none, messages: 5, bytes: 50 },
    messagesPerSecond: 3,
    queuedBytes: 9,
    isInspected: false,
  };
  const rows = [
    connection("b", busy),
    connection("c", { isInspected: true, application: "a" }),
    connection("a", busy),
  ];
  for (const key of sortKeys) {
    expect(idsOf(sortLive(rows, { key, direction: "asc" })), key).toEqual(["c", "a", "b"]);
    expect(idsOf(sortLive(rows, { key, direction: "desc" })), key).toEqual(["a", "b", "c"]);
  }
});

test("addresses are ordered as people count", () => {
  const rows = [
    connection("x", { clientAddress: "10.0.0.10" }),
    connection("y", { clientAddress: "10.0.0.9" }),
  ];
  expect(idsOf(sortLive(rows, { key: "clientAddress", direction: "asc" }))).toEqual(["y", "x"]);
});
