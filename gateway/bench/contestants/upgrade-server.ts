// What the contestants written in JavaScript share: a process that serves upgrades on a plain port and on a TLS port.
// Arguments: the backend's port, and the folder of the certificate.
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Socket } from "node:net";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { readCertificate } from "#gateway/bench/contestants/certificate.ts";
import { listenOn } from "#gateway/data-plane/handshake/listener.ts";

/** Port of the echo backend, on the loopback address. */
export const backendPort = Number(process.argv[2]);

/** Serves until the parent is gone; `relay` takes over each socket that asks for an upgrade. */
export async function serveUpgrades(
  relay: (request: IncomingMessage, socket: Socket, head: Buffer) => void,
): Promise<void> {
  const plain = createServer();
  const secure = createTlsServer(readCertificate(process.argv[3] ?? ""));
  for (const server of [plain, secure]) {
    server.on("upgrade", (request, socket, head) => {
      // Node's servers hand out nothing else; the check is for the compiler.
      if (socket instanceof Socket) relay(request, socket, head);
    });
  }
  const port = await listenOn(plain, "127.0.0.1", 0);
  const tlsPort = await listenOn(secure, "127.0.0.1", 0);
  answerQuestions(serverAnswers({ port, tlsPort }));
}
