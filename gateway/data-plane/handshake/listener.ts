// The HTTP servers in front of the handshakes: limits against slow and oversized requests, and an answer for whatever
// is not a WebSocket handshake. Node's parser (llhttp, strict) reads the bytes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import { type AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TlsMaterial } from "#gateway/contract.ts";
import type { Upgrades } from "#gateway/data-plane/handshake/upgrade.ts";
import { Refusal, refusalBody, refusalHeaders } from "#gateway/data-plane/http/refusal.ts";

const SERVER_OPTIONS = {
  /** Request line and headers together, in bytes; more gets 431. */
  maxHeaderSize: 32_768,
  /** Time for a whole request: a head that drips in is cut off with 408. */
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 1_000,
  noDelay: true,
  /** TCP keep-alive: the kernel finds out about clients whose network is gone, idle timeout or not. */
  keepAlive: true,
  keepAliveInitialDelay: 60_000,
  insecureHTTPParser: false,
  /** Off: our own answer to a missing Host says more than Node's. */
  requireHostHeader: false,
} as const;

const TLS_OPTIONS = {
  ALPNProtocols: ["http/1.1"],
  minVersion: "TLSv1.2",
  /** Time for the TLS handshake, in milliseconds; Node's own is 120 s, and `headersTimeout` begins only after it. */
  handshakeTimeout: 10_000,
} as const;

/** The `ws` listener. */
export function createWsServer(upgrades: Upgrades): Server {
  return prepare(createServer(SERVER_OPTIONS), upgrades);
}

/** The `wss` listener; `setSecureContext` on it replaces the certificate for new connections. */
export function createWssServer(upgrades: Upgrades, tls: TlsMaterial): TlsServer {
  const server = createTlsServer({ ...SERVER_OPTIONS, ...TLS_OPTIONS, ...tls });
  // As plain listeners do by themselves: who has said all it had to say still gets its answer. Not before the TLS
  // handshake, when there is none to get, and who has left would hold a descriptor until it times out.
  server.prependListener("secureConnection", (socket) => {
    socket.allowHalfOpen = true;
  });
  return prepare(server, upgrades);
}

/** The same material for `setSecureContext`, which forgets all former options. */
export function secureContextOptions(tls: TlsMaterial): TlsMaterial & { readonly minVersion: "TLSv1.2" } {
  return { ...tls, minVersion: TLS_OPTIONS.minVersion };
}

/** Listens; resolves to the port. */
export async function listenOn(server: Server | TlsServer, host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen({ host, port }, resolve);
  await promise;
  server.off("error", reject);
  // An IP server that listens has an AddressInfo; strings are for pipes.
  return (server.address() as AddressInfo).port;
}

function prepare<AnyServer extends Server | TlsServer>(server: AnyServer, upgrades: Upgrades): AnyServer {
  // Sockets with their final answer: nothing that stands behind it is handled (RFC 9112 section 9.6).
  const answered = new WeakSet<Duplex>();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (answered.has(request.socket)) return;
    answered.add(request.socket);
    answerPlainRequest(upgrades, request, response);
  };
  server.on("connection", (socket: Socket) => upgrades.room.enter(socket));
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (answered.has(socket)) dropRest(socket);
    else upgrades.handle(request, socket, head);
  };
  server.on("upgrade", onUpgrade).on("connect", onUpgrade);
  server.on("request", onRequest).on("checkContinue", onRequest).on("checkExpectation", onRequest);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (answered.has(socket)) dropRest(socket);
    else answerBrokenRequest(upgrades, error, socket);
  });
  return server;
}

/** The answer ends the socket; until then what comes is read, so that no reset overtakes it. */
function dropRest(socket: Duplex): void {
  socket.on("error", () => {}).resume();
}

function answerPlainRequest(upgrades: Upgrades, request: IncomingMessage, response: ServerResponse): void {
  const refusal = new Refusal(
    "upgrade_required",
    "This address speaks WebSocket: connect with a WebSocket client.",
  );
  const connectionId = upgrades.countPlainRequest(request, request.socket, refusal);
  const body = refusalBody(refusal, connectionId);
  response.writeHead(refusal.status, refusalHeaders(refusal, body));
  response.end(request.method === "HEAD" ? undefined : body);
}

function answerBrokenRequest(upgrades: Upgrades, error: NodeJS.ErrnoException, socket: Duplex): void {
  // Without a finished TLS handshake there is no way to say anything.
  const isMute = error.code === "ECONNRESET" || error.code === "ERR_TLS_HANDSHAKE_TIMEOUT";
  if (!(socket instanceof Socket) || isMute || !socket.writable) {
    socket.destroy();
    return;
  }
  upgrades.refuseUnread(socket, refusalOf(error, socket.bytesRead));
}

function refusalOf(error: NodeJS.ErrnoException, bytesRead: number): Refusal {
  if (error.code === "HPE_HEADER_OVERFLOW") {
    // Node says the same of too many bytes and of too many lines.
    const detail =
      bytesRead < SERVER_OPTIONS.maxHeaderSize
        ? "The request has too many headers. Send fewer."
        : `URL and headers may have ${SERVER_OPTIONS.maxHeaderSize} bytes together.`;
    return new Refusal("headers_too_large", detail);
  }
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new Refusal("request_timeout", "The request did not arrive in time.");
  }
  const cause = error.code ?? "unknown";
  return new Refusal("malformed_handshake", "The request is not well-formed HTTP/1.1.", { cause });
}
