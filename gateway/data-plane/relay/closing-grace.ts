// How long the end of a connection may take, whatever relays it.

/** Time for a closing handshake between the two peers, after which both sockets are destroyed, in milliseconds. */
const PEERS_MS = 30_000;
/** The same once the gateway has closed, or one socket is gone altogether. */
const GATEWAY_MS = 5_000;

/** Runs from the first look at an ending connection. */
export class ClosingGrace {
  #sinceMs = -1;

  /** True once both sockets are to be destroyed; `isUrgent` where nobody is left to wait for. */
  isOver(nowMs: number, isUrgent: boolean): boolean {
    if (this.#sinceMs < 0) this.#sinceMs = nowMs;
    return nowMs - this.#sinceMs >= (isUrgent ? GATEWAY_MS : PEERS_MS);
  }
}
