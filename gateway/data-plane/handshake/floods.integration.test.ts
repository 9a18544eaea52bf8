// More handshakes, or connections, than a worker can hold: the rest is told so at once, and nobody who is in suffers.
import { expect, it } from "vitest";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, type TestGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  type RawBackend,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
  type Wire,
} from "#gateway/data-plane/test-kit/wire.ts";

type Flood = { readonly paths: readonly string[]; readonly from: (index: number) => string };

/** Handshakes with a backend that does not answer, one after another up to the first that is refused; `next` is
 * the connection that the backend gets after them. */
async function flood(gateway: TestGateway, hanging: RawBackend, { paths, from }: Flood) {
  const held: { readonly client: Wire; readonly upstream: Wire }[] = [];
  for (;;) {
    const client = await dialWire(gateway.wsPort, from(held.length));
    client.send(upgradeRequest(paths[held.length % paths.length] ?? ""));
    const next = hanging.accept();
    const upstream = await Promise.race([next, client.ended()]);
    if (upstream === undefined) return { held, refusal: (await client.readAll()).toString("latin1"), next };
    held.push({ client, upstream });
  }
}

function api(apiId: string, backend: RawBackend) {
  return routeEntry(route(backend.url, { apiId, name: apiId, basePaths: [`/${apiId}`] }));
}

it("lets an API whose backend hangs not take the places of another API's clients", async () => {
  const [hanging, quick] = [await startRawBackend(), await startRawBackend()];
  const entries = [api("hanging", hanging), api("quick", quick)];
  const gateway = await startGateway(entries, { maxPendingHandshakes: 100 });
  const { held, refusal, next } = await flood(gateway, hanging, {
    paths: ["/hanging"],
    from: (index) => `127.0.1.${index + 1}`,
  });
  expect(held).toHaveLength(75);
  expect(refusal).toMatch(
    /^HTTP\/1\.1 503 [\s\S]*Retry-After: 1\r\n[\s\S]*"As many handshakes of this API wait/,
  );
  await openPair(gateway.wsPort, quick, "/quick");
  // What is over gives its place back.
  const [first] = held;
  first?.upstream.send(upgradeResponse(await first.upstream.readHead()));
  expect(await first?.client.readHead()).toMatch(/^HTTP\/1\.1 101 /);
  const late = await dialWire(gateway.wsPort);
  late.send(upgradeRequest("/hanging"));
  await next;
});

it("lets an address that floods many APIs not take the places of other addresses", async () => {
  const [hanging, quick] = [await startRawBackend(), await startRawBackend()];
  const names = Array.from({ length: 8 }, (_, index) => `hanging${index}`);
  const entries = [...names.map((name) => api(name, hanging)), api("quick", quick)];
  const gateway = await startGateway(entries, { maxPendingHandshakes: 100 });
  const { held, refusal } = await flood(gateway, hanging, {
    paths: names.map((name) => `/${name}`),
    from: () => "127.0.0.2",
  });
  expect(held).toHaveLength(87);
  expect(refusal).toContain("As many handshakes from your address wait");
  await openPair(gateway.wsPort, quick, "/quick");
});

it("refuses everybody where every place is taken, until one of them is free", async () => {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))], { maxPendingHandshakes: 1 });
  const client = await dialWire(gateway.wsPort);
  client.send(upgradeRequest("/echo/1.0.0"));
  const upstream = await backend.accept();
  const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
  expect(refusal).toMatchObject({ status: 503, problem: { code: "overloaded" } });
  expect(refusal.problem.detail).toMatch(/than this gateway can hold/);
  expect(refusal.headers.get("retry-after")).toBe("1");
  upstream.send(upgradeResponse(await upstream.readHead()));
  expect(await client.readHead()).toMatch(/^HTTP\/1\.1 101 /);
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
