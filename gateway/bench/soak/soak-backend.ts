// Process: a backend of the soak. It says its name on every connection, checks the order of what comes and echoes it.
// Arguments: its name, and its port, 0 for any.
import { createServer } from "node:http";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { SequenceCheck } from "#gateway/bench/soak/sequence-check.ts";
import { numberOf } from "#gateway/bench/soak/soak-message.ts";
import { listenOn } from "#gateway/data-plane/handshake/listener.ts";

const name = process.argv[2] ?? "";
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
const wrong = { lost: 0, duplicated: 0, reordered: 0, altered: 0 };

sockets.on("connection", (socket: WebSocket) => {
  const check = new SequenceCheck();
  socket.send(name);
  socket.on("message", (data: RawData) => {
    const text = String(data);
    const number = numberOf(text);
    if (Number.isNaN(number)) wrong.altered += 1;
    else check.take(number);
    socket.send(text);
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    wrong.lost += check.lost;
    wrong.duplicated += check.duplicated;
    wrong.reordered += check.reordered;
  });
});

const port = await listenOn(server, "127.0.0.1", Number(process.argv[3]));
answerQuestions({ ...serverAnswers({ port, tlsPort: null }), wrong: () => wrong });
