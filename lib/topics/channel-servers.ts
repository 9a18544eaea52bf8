// The servers a channel is on, and whether the gateway speaks to any of them.
import { isJsonObject, type JsonObject, type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { resolveValue } from "#lib/asyncapi/local-ref.ts";

/** More are not read. */
const MAX_SERVERS = 100;

/** Whether a server speaks what the gateway speaks to backends. */
export function isWebSocketProtocol(protocol: string): boolean {
  return /^wss?$/i.test(protocol);
}

/**
 * What the servers of a channel speak where none speaks WebSocket: `kafka, mqtt`. Null where one does, where there is none, and
 * where one stands in another document, so that nobody can tell. A channel is on the servers it names, or on all where it names none (AsyncAPI 3.0.0, Channel Object).
 */
export function otherProtocols(root: JsonValue, { servers: named }: JsonObject): string | null {
  const isNaming = Array.isArray(named) && named.length > 0;
  const listed = isNaming ? named : Object.values(objectAt(root, ["servers"]));
  const servers = listed.slice(0, MAX_SERVERS).map((server) => resolveValue(root, server));
  if (servers.length === 0 || !servers.every(isJsonObject)) return null;
  const protocols = servers.map((server) => textAt(server, ["protocol"]) ?? "");
  if (protocols.some(isWebSocketProtocol)) return null;
  return [...new Set(protocols.map((protocol) => protocol || "an unnamed protocol"))].join(", ");
}
