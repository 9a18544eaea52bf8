// Limits that gateways share through Redis, on real processes: two gateways, a Redis, and clients of one subscription.
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PlanLimits, unlimited } from "#lib/routes/plan-record.ts";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import type { GatewayProcess } from "./test-kit/gateway-process.ts";
import { RedisServer } from "./test-kit/redis-server.ts";
import { subscribedEcho } from "./test-kit/subscribed-echo.ts";
import { connectWhenReady, type TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
let redis: RedisServer;

beforeEach(async () => {
  redis = await RedisServer.start();
});
afterEach(() => redis.stop());

/** A rate of messages that a subscription's clients share. */
function rateOf(perSecond: number, burst: number, action: "close" | "drop" | "slow"): PlanLimits {
  const rate = { unit: "messages", perSecond, burst, directions: "fromClient", action } as const;
  return { ...unlimited, rates: [{ scope: "subscription", ...rate }] };
}

function start(): Promise<GatewayProcess> {
  return fixture.start(undefined, { REDIS_URL: redis.url, GATEWAY_WORKERS: "1" });
}

/** Counts what comes back to a client. */
function countEchoes({ socket }: TestClient): () => number {
  let count = 0;
  socket.on("message", () => {
    count += 1;
  });
  return () => count;
}

/** Sends far more than may pass, for a while. */
async function hammer({ socket }: TestClient, untilMs: number): Promise<void> {
  while (performance.now() < untilMs) {
    for (let sent = 0; sent < 20; sent += 1) socket.send("x");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const ponged = once(socket, "pong");
  socket.ping();
  await ponged;
}

describe("a rate of two gateways", () => {
  it("is all one client's that is alone, in one burst", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const { path, key } = await subscribedEcho(fixture, rateOf(1, 50, "close"));
    const client = await connectWhenReady(one.wsUrl + path, key);
    const echoes = countEchoes(client);
    for (let sent = 0; sent < 50; sent += 1) client.socket.send(String(sent));
    await expect.poll(echoes).toBe(50);
    // Nothing is left for who comes to the other gateway.
    const late = await connectWhenReady(two.wsUrl + path, key);
    for (let sent = 0; sent < 5; sent += 1) late.socket.send("too much");
    expect(await late.closed()).toMatchObject({ code: 4429 });
  });

  it("is kept by both together, and each gets a part", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const { path, key } = await subscribedEcho(fixture, rateOf(500, 100, "drop"));
    const clients = await Promise.all([one, two].map((it) => connectWhenReady(it.wsUrl + path, key)));
    const echoes = clients.map(countEchoes);
    const startMs = performance.now();
    await Promise.all(clients.map((client) => hammer(client, startMs + 4_000)));
    const allowed = 100 + ((performance.now() - startMs) * 500) / 1_000;
    const [ofOne = 0, ofTwo = 0] = echoes.map((count) => count());
    expect(ofOne + ofTwo).toBeLessThanOrEqual(allowed * 1.01);
    expect(ofOne + ofTwo).toBeGreaterThan(allowed * 0.6);
    expect(Math.min(ofOne, ofTwo)).toBeGreaterThan(allowed * 0.15);
  });
});
