// Sums of what workers count.
import type { WorkerStats } from "../contract.ts";

export const noStats: WorkerStats = {
  openConnections: 0,
  acceptedConnections: 0,
  refusedHandshakes: 0,
  failedConnections: 0,
  shortages: 0,
  messagesIn: 0,
  messagesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  queuedBytes: 0,
};

export function addStats(one: WorkerStats, other: WorkerStats): WorkerStats {
  return {
    openConnections: one.openConnections + other.openConnections,
    acceptedConnections: one.acceptedConnections + other.acceptedConnections,
    refusedHandshakes: one.refusedHandshakes + other.refusedHandshakes,
    failedConnections: one.failedConnections + other.failedConnections,
    shortages: one.shortages + other.shortages,
    messagesIn: one.messagesIn + other.messagesIn,
    messagesOut: one.messagesOut + other.messagesOut,
    bytesIn: one.bytesIn + other.bytesIn,
    bytesOut: one.bytesOut + other.bytesOut,
    queuedBytes: one.queuedBytes + other.queuedBytes,
  };
}
