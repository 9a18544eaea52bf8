// What an API itself limits, shared by gateways through Redis: two real gateways, a Redis, and clients of one API.
import { expect, it, vi } from "vitest";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { PublishedEcho } from "./test-kit/gateway-fixture.ts";
import { type GatewayProcess, readiness } from "./test-kit/gateway-process.ts";
import { limitedEcho } from "./test-kit/limited-echo.ts";
import { describeWithRedis } from "./test-kit/redis-server.ts";
import { countEchoes, hammer, SharingFixture } from "./test-kit/sharing-fixture.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new SharingFixture();

// Each test starts two gateways and a Redis, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

function startTwo(): Promise<[GatewayProcess, GatewayProcess]> {
  return Promise.all([fixture.startSharing(), fixture.startSharing()]);
}

/** What becomes of an attempt to connect: "open", or why it was refused. */
function attempt(gateway: GatewayProcess, { path, key }: PublishedEcho): Promise<string> {
  return TestClient.connect(gateway.wsUrl + path, key).then(() => "open", String);
}

describeWithRedis("the connections of an API on two gateways", () => {
  it("are as many as it may have, wherever they come, and a killed one's go to the other", async () => {
    const echo = await limitedEcho(fixture, { maxConnections: 6 });
    const [one, two] = await startTwo();
    const connect = ({ wsUrl }: GatewayProcess) => connectWhenReady(wsUrl + echo.path, echo.key, 20_000);
    await connect(two);
    // More than its half: the other gives back what it had ahead.
    for (let open = 0; open < 5; open += 1) await connect(one);
    for (const gateway of [one, two]) expect(await attempt(gateway, echo)).toContain("too_many_connections");
    one.kill("SIGKILL");
    await one.ended();
    for (let open = 1; open < 6; open += 1) await connect(two);
    expect(await attempt(two, echo)).toContain("too_many_connections");
  });

  it("are free for the other where one of them is closed", async () => {
    const echo = await limitedEcho(fixture, { maxConnections: 1 });
    const [one, two] = await startTwo();
    const first = await connectWhenReady(one.wsUrl + echo.path, echo.key);
    expect(await attempt(two, echo)).toContain("too_many_connections");
    first.socket.close();
    await first.closed();
    await expect.poll(() => attempt(two, echo)).toBe("open");
  });

  it("are refused without Redis where the policy says so", async () => {
    const echo = await limitedEcho(fixture, { maxConnections: 1_000 });
    const gateway = await fixture.startSharing({ REDIS_GRACE_SECONDS: "1", REDIS_LOSS: "refuse" });
    await connectWhenReady(gateway.wsUrl + echo.path, echo.key);
    await fixture.redis.kill();
    await expect.poll(() => readiness(gateway), { timeout: 15_000 }).toMatchObject({ status: 503 });
    // A worker hears of it within a second.
    await expect.poll(() => attempt(gateway, echo), { timeout: 5_000 }).toContain("too_many_connections");
  });
});

describeWithRedis("new connections of an API on two gateways", () => {
  it("are as many in a second as it allows, by both together", async () => {
    const echo = await limitedEcho(fixture, { maxNewConnectionsPerSecond: 10 });
    const gateways = await startTwo();
    await Promise.all(gateways.map(({ wsUrl }) => connectWhenReady(wsUrl + echo.path, echo.key)));
    const startMs = performance.now();
    const outcomes: string[] = [];
    while (performance.now() - startMs < 2_000) {
      outcomes.push(...(await Promise.all(gateways.map((gateway) => attempt(gateway, echo)))));
    }
    const opened = outcomes.filter((outcome) => outcome === "open").length;
    const refused = outcomes.filter((outcome) => outcome.includes("too_many_new_connections")).length;
    expect(opened + refused).toBe(outcomes.length);
    const allowed = 10 + ((performance.now() - startMs) * 10) / 1_000;
    // Each gateway may have one that it does not know the other to have taken.
    expect(opened).toBeLessThanOrEqual(allowed + 2);
    expect(opened).toBeGreaterThan(allowed * 0.5);
  });
});

describeWithRedis("a rate on two gateways", () => {
  const rate = {
    direction: "fromClient",
    unit: "messages",
    perSecond: 500,
    burst: 100,
    action: "drop",
  } as const;
  const ofApi: RateLimit = { scope: "api", ...rate };
  const ofTopic: RateLimit = { scope: "topic", ...rate };

  it.each([
    ["an API", { rateLimits: [ofApi] }],
    ["each topic of an API", { rateLimits: [ofTopic] }],
    ["a topic", { ofTopic: [ofTopic] }],
  ])("of %s is kept by both together, and each gets a part", async (_, limits) => {
    const { path, key } = await limitedEcho(fixture, limits);
    const gateways = await startTwo();
    const clients = await Promise.all(gateways.map(({ wsUrl }) => connectWhenReady(wsUrl + path, key)));
    const echoes = clients.map(countEchoes);
    const startMs = performance.now();
    await Promise.all(clients.map((client) => hammer(client, 3_000)));
    const allowed = 100 + ((performance.now() - startMs) * 500) / 1_000;
    const [ofOne = 0, ofTwo = 0] = echoes.map((count) => count());
    expect(ofOne + ofTwo).toBeLessThanOrEqual(allowed * 1.01);
    expect(ofOne + ofTwo).toBeGreaterThan(allowed * 0.6);
    expect(Math.min(ofOne, ofTwo)).toBeGreaterThan(allowed * 0.15);
  });
});
