// A connection that ended, as a gateway tells of it, for tests that are about something else of it.
import { randomUUID } from "node:crypto";
import type { ClosedConnection } from "#lib/gateways/connections/connection-record.ts";

const none = { messages: 0, bytes: 0, frames: 0 };
/** What an open one and one that ended have in common. */
export const connectionIdentity = {
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

/** One that its client closed. */
export function closedConnection(apiId: string, overrides: Partial<ClosedConnection> = {}): ClosedConnection {
  return {
    ...connectionIdentity,
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
