// Who stands at the other end of a socket.
import type { Socket } from "node:net";

/** The client's IP address, IPv4 in its own notation; empty where the socket is gone already. */
export function clientAddress(socket: Socket): string {
  const address = socket.remoteAddress ?? "";
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}
