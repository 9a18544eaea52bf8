// When a socket has handed all that was written to it to the system.
import type { Duplex } from "node:stream";

/** Calls back at once where nothing waits, else when what waits now has gone out; never where the socket is gone first. */
export function whenDrained(socket: Duplex, taken: () => void): void {
  if (socket.writableLength === 0) taken();
  else if (socket.writable) socket.write("", taken);
}
