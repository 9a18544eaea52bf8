// Plain sockets read into one slab that all connections of the worker share: that saves Node an allocation of 64 KB per
// read, and an idle connection any buffer at all.
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

const SLAB_BYTES = 65_536;
const slab = Buffer.allocUnsafeSlow(SLAB_BYTES);

/** The `onread` option of a socket whose bytes go to a function. */
export function readIntoSlab(receive: (chunk: Buffer) => void) {
  return {
    buffer: slab,
    // The slab is overwritten by the next read of any connection, while a write that could not finish at once still
    // points into its chunk: hence the copy. Small ones come from Buffer's pool.
    callback: (size: number): boolean => {
      const chunk = Buffer.allocUnsafe(size);
      slab.copy(chunk, 0, 0, size);
      receive(chunk);
      return true;
    },
  };
}

/** An accepted socket in a new guise, and what the old one had read already. */
export type TakenOver = { readonly socket: Socket; readonly rest: Buffer | null };

/** What Node keeps behind a socket; see {@link takeOver}. */
type WithHandle = { _handle: object | null };

/**
 * Has an accepted socket read into the slab too. Node offers `onread` for sockets that connect only, so the system's
 * handle moves to a new Socket, and the old one is left without. Null where that is not possible, for TLS, for streams of
 * HTTP/2, and where the old one is not idle; then nothing has changed. The new one does not read before `resume`.
 */
export function takeOver(client: Duplex, receive: (chunk: Buffer) => void): TakenOver | null {
  if (!(client instanceof Socket) || client instanceof TLSSocket || client.destroyed) return null;
  client.uncork();
  const old = client as unknown as WithHandle; // the only property of Node's that is not public here
  if (!old._handle || client.writableLength > 0 || client.readableEnded) return null;
  const rest: unknown = client.read();
  if (client.readableEnded) return null;
  const options = {
    handle: old._handle,
    allowHalfOpen: true,
    manualStart: true,
    onread: readIntoSlab(receive),
  };
  old._handle = null;
  client.destroy();
  // `handle` and `manualStart` are what net.Server itself passes; the types have only what is documented.
  const socket = new Socket(options as ConstructorParameters<typeof Socket>[0]);
  return { socket, rest: Buffer.isBuffer(rest) ? rest : null };
}
