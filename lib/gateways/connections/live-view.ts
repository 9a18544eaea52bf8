// The live connections of an API as the portal shows them: merged over gateways, filtered and sorted. Pure.
import type { LiveConnection } from "./connection-record.ts";

export type LiveView = {
  /** Running gateways of the environments where the API is deployed. */
  readonly aliveGateways: number;
  /** How many of them have said something of this API in the last seconds. */
  readonly answeredGateways: number;
  /** All there are; the list holds the first of each gateway. */
  readonly total: number;
  readonly connections: readonly LiveConnection[];
  /** The portal's clock when it answered: ages are counted from it, whatever the browser's clock says. */
  readonly nowMs: number;
};

export const sortKeys = [
  "clientAddress",
  "application",
  "path",
  "openedAtMs",
  "messagesIn",
  "messagesOut",
  "bytes",
  "messagesPerSecond",
  "queuedBytes",
  "isInspected",
] as const;
export type SortKey = (typeof sortKeys)[number];
export type Sorting = { readonly key: SortKey; readonly direction: "asc" | "desc" };

/** Payload bytes of both directions. */
export function bytesOf({ fromClient, fromBackend }: LiveConnection): number {
  return fromClient.bytes + fromBackend.bytes;
}

const sortValue: Readonly<Record<SortKey, (connection: LiveConnection) => string | number>> = {
  clientAddress: ({ clientAddress }) => clientAddress,
  application: ({ application }) => application ?? "",
  path: ({ path, topic }) => path || topic,
  // The column shows the age.
  openedAtMs: ({ openedAtMs }) => -openedAtMs,
  messagesIn: ({ fromClient }) => fromClient.messages,
  messagesOut: ({ fromBackend }) => fromBackend.messages,
  bytes: bytesOf,
  messagesPerSecond: ({ messagesPerSecond }) => messagesPerSecond,
  queuedBytes: ({ queuedBytes }) => queuedBytes,
  isInspected: ({ isInspected }) => (isInspected ? "inspected" : "raw"),
};

/** Those in which every word of the filter occurs. */
export function filterLive(
  connections: readonly LiveConnection[],
  filter: string,
): readonly LiveConnection[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return connections;
  return connections.filter(({ connectionId, clientAddress, application, topic, path }) => {
    const text = [connectionId, clientAddress, application ?? "", topic, path].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** In the order of one column; rows that are equal there keep one order from second to second. */
export function sortLive(
  connections: readonly LiveConnection[],
  { key, direction }: Sorting,
): readonly LiveConnection[] {
  const sign = direction === "asc" ? 1 : -1;
  const columnOf = sortValue[key];
  return [...connections].sort(
    (left, right) =>
      sign * compare(columnOf(left), columnOf(right)) || compare(left.connectionId, right.connectionId),
  );
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right), "en", { numeric: true });
}
