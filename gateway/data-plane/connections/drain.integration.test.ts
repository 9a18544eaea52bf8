// The end of a worker: nobody new gets in, and those who are in are asked to come again, little by little.
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
} from "#gateway/data-plane/test-kit/wire.ts";

async function start() {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))]);
  return { gateway, open: () => openPair(gateway.wsPort, backend) };
}

describe("the drain", () => {
  it("closes every connection with 1012, spread over the window, and then resolves", async () => {
    const { gateway, open } = await start();
    const pairs = [await open(), await open(), await open(), await open()];
    const closedAt: number[] = [];
    const codes = pairs.map(async ({ client, upstream }) => {
      const code = (await client.readAll()).readUInt16BE(2);
      closedAt.push(performance.now());
      client.socket.end();
      upstream.socket.end();
      return code;
    });
    const drained = gateway.plane.drain(400);
    expect(await Promise.all(codes)).toEqual([1012, 1012, 1012, 1012]);
    await drained;
    expect(gateway.plane.stats().openConnections).toBe(0);
    expect((closedAt.at(-1) ?? 0) - (closedAt[0] ?? 0)).toBeGreaterThan(50);
  });

  it("answers 503 to a handshake that was under way", async () => {
    const { gateway } = await start();
    const client = await dialWire(gateway.wsPort);
    const request = upgradeRequest("/echo/1.0.0/other");
    client.send(request.slice(0, 20));
    // An answered request on another socket is the sign that the first bytes have been read.
    await refusalTo(gateway.wsPort, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const drained = gateway.plane.drain(0);
    client.send(request.slice(20));
    const answer = (await client.readAll()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 503 .*\r\n(.*\r\n)*Retry-After: 1\r\n/);
    await drained;
  });

  it("answers 503 where the backend is silent, lets go of it, and waits for the client", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0"));
    const upstream = await backend.accept();
    await upstream.readHead();
    let hasDrained = false;
    const drained = gateway.plane.drain(0).then(() => {
      hasDrained = true;
    });
    const answer = (await client.readAll()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 503 .*\r\n(.*\r\n)*Retry-After: 1\r\n/);
    expect(answer).toContain('"code":"draining"');
    await upstream.ended();
    expect(hasDrained).toBe(false);
    client.socket.end();
    await drained;
  });

  it("does not wait for a refused client that never leaves", async () => {
    const { gateway } = await start();
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/nowhere"));
    await client.ended();
    const drained = gateway.plane.drain(0);
    gateway.advance(2_000);
    await drained;
    expect(client.socket.writable).toBe(true);
  });

  it("accepts nobody any more, and resolves at once where nobody is connected", async () => {
    const { gateway } = await start();
    await gateway.plane.drain(10_000);
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0/other`);
    const [error] = await once(socket, "error");
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
  });
});
