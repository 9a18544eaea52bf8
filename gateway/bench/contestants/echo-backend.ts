// Process: the echo backend behind every contestant. Raw sockets, one write per read.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { EchoStream } from "#gateway/bench/contestants/echo-stream.ts";
import { listenOn } from "#gateway/data-plane/handshake/listener.ts";

/** RFC 6455 section 1.3. */
const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const server = createServer({ noDelay: true });
server.on("upgrade", (request, socket, head) => {
  socket.on("error", () => socket.destroy());
  const key = request.headers["sec-websocket-key"] ?? "";
  const accept = createHash("sha1").update(`${key}${ACCEPT_GUID}`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const stream = new EchoStream();
  const echo = (chunk: Buffer): void => {
    const isFull = !socket.write(stream.echo(chunk));
    if (stream.isClosed) socket.end();
    else if (isFull) socket.pause();
  };
  socket.on("drain", () => socket.resume());
  // Node's HTTP servers leave a socket half open when its peer has ended.
  socket.on("end", () => socket.end());
  if (head.length > 0) echo(head);
  socket.on("data", echo);
});
answerQuestions(serverAnswers({ port: await listenOn(server, "127.0.0.1", 0), tlsPort: null }));
