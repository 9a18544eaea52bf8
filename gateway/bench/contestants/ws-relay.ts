// Process, contestant: the relay that everyone writes first, a `ws` server and a `ws` client per connection that hand
// each other their messages.
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { backendPort, serveUpgrades } from "#gateway/bench/contestants/upgrade-server.ts";

const options = { perMessageDeflate: false } as const;
const sockets = new WebSocketServer({ noServer: true, ...options });

await serveUpgrades((request, socket, head) => {
  const backend = new WebSocket(`ws://127.0.0.1:${backendPort}${request.url ?? "/"}`, options);
  backend.on("error", () => socket.destroy());
  backend.on("open", () => {
    sockets.handleUpgrade(request, socket, head, (client) => {
      relay(client, backend);
      relay(backend, client);
    });
  });
});

function relay(from: WebSocket, to: WebSocket): void {
  from.on("error", () => to.terminate());
  from.on("message", (data: RawData, isBinary: boolean) => to.send(data, { binary: isBinary }));
  from.on("close", (code: number, reason: Buffer) => {
    if (code === 1005) to.close();
    else if (code === 1006) to.terminate();
    else to.close(code, reason);
  });
}
