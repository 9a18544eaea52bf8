// More handshakes, or connections, than a worker can hold: the rest is told so at once, and nobody who is in suffers.
import { expect, it } from "vitest";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";

it("refuses handshakes beyond those that already wait for their backend, until one of them is done", async () => {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))], { maxPendingHandshakes: 3 });
  const waiting = await Promise.all(
    [1, 2, 3].map(async () => {
      const client = await dialWire(gateway.wsPort);
      client.send(upgradeRequest("/echo/1.0.0"));
      return { client, upstream: await backend.accept() };
    }),
  );
  const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
  expect(refusal).toMatchObject({ status: 503, problem: { code: "overloaded" } });
  expect(refusal.headers.get("retry-after")).toBe("1");
  for (const { upstream } of waiting) upstream.send(upgradeResponse(await upstream.readHead()));
  for (const { client } of waiting) expect(await client.readHead()).toMatch(/^HTTP\/1.1 101 /);
  await openPair(gateway.wsPort, backend);
});

it("refuses connections beyond its limit, and takes new ones when others have gone", async () => {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))], { maxConnections: 2 });
  const first = await openPair(gateway.wsPort, backend);
  const second = await openPair(gateway.wsPort, backend);
  expect(await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"))).toMatchObject({
    status: 503,
    problem: { code: "gateway_full" },
  });
  first.client.socket.destroy();
  first.upstream.socket.destroy();
  await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(1);
  await openPair(gateway.wsPort, backend);
  second.client.send(clientFrame("undisturbed"));
  expect(await second.upstream.read(17)).toEqual(clientFrame("undisturbed"));
});
