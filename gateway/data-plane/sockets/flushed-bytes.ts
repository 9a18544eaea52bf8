// How far a peer has come with what was written to it.
import { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What Node keeps behind a socket; net's own time-outs go by the same number. */
type WithHandle = { readonly _handle?: { readonly writeQueueSize?: number } | null };

/**
 * A number that grows with every byte the system takes of what waits for the peer, also within one large write; null where
 * nothing waits. What the system has taken a peer that is gone may never get, but the system takes only so much.
 */
export function flushedBytes(socket: Duplex): number | null {
  const waitingBytes = socket.writableLength;
  if (waitingBytes === 0) return null;
  if (!(socket instanceof Socket)) return 0;
  const { _handle: handle } = socket as unknown as WithHandle; // not public: no public number moves within a write
  return socket.bytesWritten - waitingBytes - (handle?.writeQueueSize ?? 0);
}
