// Chooses what relays a connection: bytes as they are, or messages that are read.
import { InspectedRelay } from "#gateway/data-plane/relay/inspected-relay.ts";
import type { Relay, RelayParts } from "#gateway/data-plane/relay/relay.ts";
import { Tunnel } from "#gateway/data-plane/relay/tunnel.ts";

/**
 * Begins to relay at once. `isInspected` has messages read instead of bytes passed; it is settled for the life of the
 * connection, since the two ends have negotiated their extensions for it.
 */
export function createRelay(parts: RelayParts, isInspected: boolean): Relay {
  return isInspected ? new InspectedRelay(parts) : new Tunnel(parts);
}
