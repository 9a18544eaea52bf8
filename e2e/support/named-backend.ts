// A backend that greets every connection with its name and one header of the handshake, then echoes.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

export type NamedBackend = { readonly url: string } & AsyncDisposable;

/** Closed, with its connections, at the end of the scope. */
export async function namedBackend(name: string, header: string): Promise<NamedBackend> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket, request) => {
    socket.on("error", () => {}); // "close" follows
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.send(`${name} ${request.headers[header] ?? "-"}`);
  });
  await once(server, "listening");
  // A server that listens on a host and port has an AddressInfo; strings are for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
