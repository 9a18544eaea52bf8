// How long the end of a connection may take, whatever relays it.
import type { Ending } from "#gateway/data-plane/relay/relay.ts";

/** Time for a closing handshake between the two peers, after which both sockets are destroyed, in milliseconds. */
const PEERS_MS = 30_000;
/** The same once the gateway has closed, or one side is gone, or has ended without a Close frame. */
const GATEWAY_MS = 5_000;

type Ender = { readonly isLost: boolean; readonly isClosed: boolean };

/** Runs from the first look at an ending connection. */
export class ClosingGrace {
  #sinceMs = -1;

  /** True once both sockets are to be destroyed. */
  isOver(nowMs: number, ending: Ending, client: Ender, backend: Ender): boolean {
    if (this.#sinceMs < 0) this.#sinceMs = nowMs;
    const isUrgent = ending.closedBy === "gateway" || client.isLost || client.isClosed || backend.isClosed;
    return nowMs - this.#sinceMs >= (isUrgent ? GATEWAY_MS : PEERS_MS);
  }
}
