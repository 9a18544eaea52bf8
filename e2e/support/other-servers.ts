// Servers beside the product: a port where nothing listens, a web server that knows no WebSocket, one that has documents.
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
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
export function plainHttpServer(): Promise<{ port: number } & AsyncDisposable> {
  return httpServer((_request, response) => response.end("A web page"));
}

/** A web server that has these documents by path, and for all else a 404 with a secret; closed at the end of the scope. */
export function documentServer(
  documents: Readonly<Record<string, string>>,
): Promise<{ port: number } & AsyncDisposable> {
  return httpServer(({ url = "" }, response) => {
    const document = documents[url];
    if (document === undefined) response.writeHead(404).end("the secret of the server");
    else response.end(document);
  });
}

async function httpServer(answer: RequestListener): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer(answer);
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
