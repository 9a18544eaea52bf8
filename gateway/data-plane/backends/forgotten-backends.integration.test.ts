// What a worker still knows of backends that a deployment removed: their last numbers until these are told, then nothing.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";

async function startBackend(name: string): Promise<{ readonly url: string }> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => socket.on("error", () => {}).send(name));
  await once(server, "listening");
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  // Listening on a port, it has an AddressInfo.
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function open(wsPort: number): Promise<{ readonly socket: WebSocket; readonly name: string }> {
  const socket = new WebSocket(`ws://127.0.0.1:${wsPort}/echo/1.0.0`);
  onTestFinished(() => socket.terminate());
  const [data]: unknown[] = await once(socket, "message");
  return { socket, name: String(data) };
}

it("tells the last number of connections of a removed backend before it forgets it", async () => {
  const [a, b] = [await startBackend("a"), await startBackend("b")];
  const gateway = await startGateway([routeEntry(route({ backends: [a] }))]);
  const { socket } = await open(gateway.wsPort);
  expect(gateway.plane.takeBackendReports()).toMatchObject([{ url: a.url, connections: 1 }]);
  gateway.apply(routeEntry(route({ backends: [b] })));
  expect(gateway.plane.takeBackendReports()).toEqual([]);
  socket.close();
  await expect.poll(() => gateway.plane.stats().openConnections).toBe(0);
  // Another deployment before the number is told: it must not go with the backend.
  gateway.apply(routeEntry(route({ backends: [b] })));
  expect(gateway.plane.takeBackendReports()).toMatchObject([{ url: a.url, connections: 0 }]);
  expect(gateway.plane.takeBackendReports()).toEqual([]);
});

it("keeps no verdict on a backend that is not deployed, so that a later deployment starts without it", async () => {
  const backends = [await startBackend("a"), await startBackend("b")];
  const [a] = backends;
  const gateway = await startGateway([routeEntry(route({ backends }))]);
  gateway.apply({ kind: "route", id: "api-echo", record: null });
  gateway.plane.setBackendVerdicts([
    { apiId: "api-echo", environment: "production", url: a?.url ?? "", isHealthy: false },
  ]);
  gateway.apply(routeEntry(route({ backends })));
  const names = [(await open(gateway.wsPort)).name, (await open(gateway.wsPort)).name];
  expect(names.sort()).toEqual(["a", "b"]);
});
