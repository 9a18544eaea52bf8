// Probes that end their side behind the request, as `nc` and some load balancers do, still get their answer.
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { Counter, Registry } from "prom-client";
import { expect, it, onTestFinished } from "vitest";
import { startOpsServer } from "#gateway/ops/ops-server.ts";

it.each([
  ["/healthz", 200, '"status":"ok"'],
  ["/readyz", 503, '"status":"not ready"'],
  ["/metrics", 200, "probes_total 0"],
  ["/other", 404, "{}"],
])("answers a half-closed %s", async (path, status, part) => {
  const registry = new Registry();
  const half = Promise.withResolvers<void>();
  // A metric that takes its time: until the FIN has come.
  new Counter({ name: "probes_total", help: "Probes", registers: [registry], collect: () => half.promise });
  const state = { isReady: () => false, describe: () => ({}) };
  const server = await startOpsServer("127.0.0.1", 0, state, registry);
  onTestFinished(() => void server.close());
  server.on("connection", (accepted) => accepted.once("end", half.resolve));
  const { port } = server.address() as AddressInfo; // listening on a port
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  await once(socket, "connect");
  // One write and the FIN, before anything is answered.
  socket.end(`GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`);
  const answer = await text(socket);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain(part);
});
