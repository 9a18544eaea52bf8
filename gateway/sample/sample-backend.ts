// The sample backend behind the tutorial: an echo and chat rooms. For trying things out, never for production.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type RawData, WebSocket, WebSocketServer } from "ws";

/** Where to listen; a port of 0 asks for a free one. `log` gets a line per connection that says something. */
export type SampleBackendOptions = {
  readonly host: string;
  readonly port: number;
  readonly log?: (line: string) => void;
};

/** A running sample backend. */
export type SampleBackend = { readonly port: number; close(): Promise<void> };

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const DEFAULT_ROOM = "lobby";

/**
 * Starts the sample backend and resolves once it listens. Paths: `/`, `/echo` and whatever is below it echo;
 * `/notifications` tells who joins which room; `/rooms?room=NAME` is a chat room; anything else is 404.
 */
export async function startSampleBackend(options: SampleBackendOptions): Promise<SampleBackend> {
  const log = options.log ?? (() => {});
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: true,
  });
  const chat = new Chat();
  const server = createServer((_request, response) => {
    response.writeHead(426, {
      "Content-Type": "text/plain",
      Upgrade: "websocket",
      Connection: "Upgrade, close",
    });
    response.end("This is a WebSocket server.\n");
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", ignoreError);
    const url = new URL(request.url ?? "/", "ws://sample");
    const serve = handlerOf(url, chat);
    if (serve === null) log(`${url.pathname} not found`);
    if (serve === null)
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    else
      sockets.handleUpgrade(request, socket, head, (client) => {
        logOnce(client, () => log(url.pathname));
        serve(client);
      });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen({ host: options.host, port: options.port }, resolve);
  await promise;
  return {
    // A server that listens on a host and port has an AddressInfo; strings are for pipes.
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

/** A connection is worth a line once something comes over it: health checks say nothing, every few seconds. */
function logOnce(client: WebSocket, log: () => void): void {
  client.once("message", log);
}

function handlerOf(url: URL, chat: Chat): ((socket: WebSocket) => void) | null {
  if (url.pathname.startsWith("/echo/")) return echo;
  switch (url.pathname.replace(/(.)\/$/, "$1")) {
    case "/":
    case "/echo":
      return echo;
    case "/notifications":
      return (socket) => chat.subscribe(socket);
    case "/rooms":
      return (socket) => chat.join(socket, url.searchParams.get("room") || DEFAULT_ROOM);
    default:
      return null;
  }
}

function echo(socket: WebSocket): void {
  socket.on("error", ignoreError);
  socket.on("message", (data: RawData, isBinary: boolean) => socket.send(data, { binary: isBinary }));
}

/** Who listens to the announcements, and who is in which room. */
class Chat {
  readonly #listeners = new Set<WebSocket>();
  readonly #rooms = new Map<string, Set<WebSocket>>();

  subscribe(socket: WebSocket): void {
    socket.on("error", ignoreError);
    this.#listeners.add(socket);
    socket.on("close", () => this.#listeners.delete(socket));
    socket.send("Subscribed to notifications!");
  }

  join(socket: WebSocket, name: string): void {
    socket.on("error", ignoreError);
    const room = this.#rooms.get(name) ?? new Set();
    this.#rooms.set(name, room);
    room.add(socket);
    socket.on("message", (data: RawData, isBinary: boolean) => {
      for (const other of room) if (other !== socket) sendTo(other, data, isBinary);
    });
    socket.on("close", () => {
      room.delete(socket);
      if (room.size === 0 && this.#rooms.get(name) === room) this.#rooms.delete(name);
    });
    socket.send(`You joined ${name}!`);
    for (const listener of this.#listeners) sendTo(listener, `Someone joined ${name}!`, false);
  }
}

function sendTo(socket: WebSocket, data: RawData | string, isBinary: boolean): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(data, { binary: isBinary });
}

/** "close" follows and does the clearing up. */
function ignoreError(): void {}
