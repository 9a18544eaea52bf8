// How many connections an API may have: in all, from one address, and how many new ones in a second.
import { describe, expect, it } from "vitest";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
} from "#gateway/data-plane/test-kit/wire.ts";
import { parseTrustedProxies } from "#lib/network/trusted-proxies.ts";
import type { RuntimeLimits } from "#lib/routes/limits.ts";

async function start(limits: Partial<RuntimeLimits>) {
  const backend = await startRawBackend();
  const record = route(backend.url, { limits });
  const bystander = route(backend.url, { apiId: "api-bystander", basePaths: ["/bystander"] });
  const gateway = await startGateway([routeEntry(record), routeEntry(bystander)], {
    trustedProxies: parseTrustedProxies("127.0.0.1"),
  });
  return {
    backend,
    record,
    gateway,
    client: (address: string) => ({ "X-Forwarded-For": address }),
    open: (path = "/echo/1.0.0") => openPair(gateway.wsPort, backend, path),
    refusal: () => refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0")),
    /** A handshake that waits for its backend. */
    begin: async () => {
      const client = await dialWire(gateway.wsPort);
      client.send(upgradeRequest("/echo/1.0.0"));
      const upstream = await backend.accept();
      await upstream.readHead();
      return { client, upstream };
    },
  };
}

describe("the number of an API's connections", () => {
  it("is limited with 429 and Retry-After, for this API alone", async () => {
    const { gateway, open, refusal } = await start({ maxConnections: 2 });
    const first = await open();
    await open();
    const { status, headers, problem } = await refusal();
    expect([status, problem.code]).toEqual([429, "too_many_connections"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    await open("/bystander");
    first.client.socket.destroy();
    first.upstream.socket.destroy();
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(2);
    await open();
  });

  it("counts handshakes that wait for their backend, until it refuses", async () => {
    const { begin, open, refusal } = await start({ maxConnections: 1 });
    const { client, upstream } = await begin();
    expect((await refusal()).problem.code).toBe("too_many_connections");
    upstream.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    expect(await client.readHead()).toContain("502");
    const pair = await open();
    pair.client.send(clientFrame("a"));
    await pair.upstream.read(7);
    expect((await refusal()).problem.code).toBe("too_many_connections");
  });

  it("counts them until their client leaves", async () => {
    const { begin, open } = await start({ maxConnections: 1 });
    const { client, upstream } = await begin();
    client.socket.destroy();
    await upstream.ended();
    await open();
  });

  it("counts them until the API is gone meanwhile", async () => {
    const { begin, gateway, record, open } = await start({ maxConnections: 1 });
    const { client, upstream } = await begin();
    gateway.apply({ kind: "route", id: record.apiId, record: null });
    upstream.send(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
    );
    expect(await client.readHead()).toContain("404");
    gateway.apply(routeEntry(record));
    await open();
  });

  it("holds for the connections that were there when the limit came", async () => {
    const { gateway, record, open, refusal } = await start({});
    await open();
    gateway.apply(routeEntry({ ...record, limits: { ...record.limits, maxConnections: 1 } }));
    expect((await refusal()).problem.code).toBe("too_many_connections");
    gateway.apply(routeEntry(record));
    await open();
  });
});

describe("the number of connections from one address", () => {
  it("is limited, other workers' included", async () => {
    const { gateway, open, refusal } = await start({ maxConnectionsPerAddress: 2 });
    gateway.plane.setOtherCounts([["address:api-echo:192.0.2.1", 5]]);
    await open();
    expect(gateway.plane.takeCountChanges()).toEqual([["address:api-echo:127.0.0.1", 1]]);
    gateway.plane.setOtherCounts([["address:api-echo:127.0.0.1", 1]]);
    const { status, problem } = await refusal();
    expect([status, problem.code]).toEqual([429, "too_many_connections_from_address"]);
    gateway.plane.setOtherCounts([["address:api-echo:127.0.0.1", 0]]);
    await open();
  });

  it.each([
    ["addresses of one IPv6 /64", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"],
    ["spellings of an IPv6 address", "2001:db8::1", "2001:0DB8:0000::0001"],
    ["spellings of an IPv4 address", "192.0.2.1", "::FFFF:192.0.2.1"],
  ])("takes %s for one, until the connection is over", async (_name, first, second) => {
    const { gateway, backend, client } = await start({ maxConnectionsPerAddress: 1 });
    const { upstream, client: socket } = await openPair(
      gateway.wsPort,
      backend,
      "/echo/1.0.0",
      client(first),
    );
    const again = upgradeRequest("/echo/1.0.0", client(second));
    expect((await refusalTo(gateway.wsPort, again)).problem.code).toBe("too_many_connections_from_address");
    socket.socket.destroy();
    upstream.socket.destroy();
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(0);
    await openPair(gateway.wsPort, backend, "/echo/1.0.0", client(second));
  });

  it("leaves the next IPv6 /64 alone", async () => {
    const { gateway, backend, client } = await start({ maxConnectionsPerAddress: 1 });
    await openPair(gateway.wsPort, backend, "/echo/1.0.0", client("2001:db8:1:2::1"));
    await openPair(gateway.wsPort, backend, "/echo/1.0.0", client("2001:db8:1:3::1"));
  });

  it("is told to other workers by network", async () => {
    const { gateway, backend, client } = await start({ maxConnectionsPerAddress: 2 });
    await openPair(gateway.wsPort, backend, "/echo/1.0.0", client("2001:db8:1:2::1"));
    expect(gateway.plane.takeCountChanges()).toEqual([["address:api-echo:2001:db8:1:2::/64", 1]]);
    gateway.plane.setOtherCounts([["address:api-echo:2001:db8:1:2::/64", 1]]);
    const again = upgradeRequest("/echo/1.0.0", client("2001:db8:1:2::2"));
    expect((await refusalTo(gateway.wsPort, again)).problem.code).toBe("too_many_connections_from_address");
  });
});

describe("the number of new connections in a second", () => {
  it("is limited, and says when there may be one again", async () => {
    const { gateway, open, refusal } = await start({ maxNewConnectionsPerSecond: 1 });
    await open();
    const { status, headers, problem } = await refusal();
    expect([status, problem.code]).toEqual([429, "too_many_new_connections"]);
    expect(headers.get("retry-after")).toBe("1");
    gateway.advance(2_000);
    await open();
  });
});
