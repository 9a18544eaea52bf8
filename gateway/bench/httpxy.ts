// Process, contestant: httpxy, unjs's proxy. Argument: the backend's port.
import { createServer } from "node:http";
import { Socket } from "node:net";
import { createProxyServer } from "httpxy";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { listenOn } from "#gateway/data-plane/listener.ts";

const backendPort = Number(process.argv[2]);
const proxy = createProxyServer({ target: `http://127.0.0.1:${backendPort}`, ws: true });
proxy.on("error", () => {});
const server = createServer();

server.on("upgrade", (request, socket, head) => {
  // Node's servers hand out nothing else; the check is for the compiler.
  if (socket instanceof Socket) proxy.ws(request, socket, {}, head).catch(() => socket.destroy());
});

answerQuestions(serverAnswers(await listenOn(server, "127.0.0.1", 0)));
