// One who takes the bytes of a socket: first the handshake's reader, then the tunnel's leg.

/** Receives chunks that it may keep: nobody else writes into them. */
export type ByteSink = { receive(chunk: Buffer): void };
