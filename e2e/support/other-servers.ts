// Backends that are not one: a port where nothing listens, and a web server that knows no WebSocket.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A port of this machine where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}

/** A web server that answers every request with a page; closed at the end of the scope. */
export async function plainHttpServer(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer((_request, response) => response.end("A web page"));
  const port = await listen(server);
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a host and port has an AddressInfo; strings are for pipes.
  return (server.address() as AddressInfo).port;
}
