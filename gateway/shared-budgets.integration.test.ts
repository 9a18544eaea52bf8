// Limits that gateways share through Redis, on real processes: two gateways, a Redis, and clients of one subscription.
import { expect, it, vi } from "vitest";
import { type PlanLimits, unlimited } from "#lib/routes/plan-record.ts";
import { type GatewayProcess, readiness } from "./test-kit/gateway-process.ts";
import { describeWithRedis } from "./test-kit/redis-server.ts";
import { countEchoes, hammer, SharingFixture, send } from "./test-kit/sharing-fixture.ts";
import { subscribedEcho } from "./test-kit/subscribed-echo.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new SharingFixture();
/** For what takes seconds: a lease that ends, a Redis that is found again. */
const soon = { timeout: 15_000, interval: 50 };

// Each test starts two gateways and a Redis, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

/** A rate of messages that a subscription's clients share. */
function rateOf(perSecond: number, burst: number, action: "close" | "drop" | "slow"): PlanLimits {
  const rate = { unit: "messages", perSecond, burst, directions: "fromClient", action } as const;
  return { ...unlimited, rates: [{ scope: "subscription", ...rate }] };
}

async function metrics({ opsUrl }: GatewayProcess): Promise<string> {
  return (await fetch(`${opsUrl}/metrics`)).text();
}

describeWithRedis("a rate of two gateways", () => {
  it("is all one client's that is alone, and a raised one acts at once on both", async () => {
    const [one, two] = await Promise.all([fixture.startSharing(), fixture.startSharing()]);
    const closing = await subscribedEcho(fixture, rateOf(1, 50, "close"));
    const client = await connectWhenReady(one.wsUrl + closing.path, closing.key);
    const echoes = countEchoes(client);
    await send(client, 50);
    await expect.poll(echoes).toBe(50);
    // Nothing is left for who comes to the other gateway.
    const late = await connectWhenReady(two.wsUrl + closing.path, closing.key);
    for (let sent = 0; sent < 20; sent += 1) late.socket.send("too much");
    expect(await late.closed()).toMatchObject({ code: 4429 });

    const startMs = performance.now();
    const dropping = await subscribedEcho(fixture, rateOf(1, 20, "drop"));
    const { path, key } = dropping;
    const both = await Promise.all([one, two].map((it) => connectWhenReady(it.wsUrl + path, key)));
    const counts = both.map(countEchoes);
    const total = () => counts.reduce((sum, count) => sum + count(), 0);
    await Promise.all(both.map((it) => send(it, 200)));
    expect(total()).toBeLessThan(25 + (performance.now() - startMs) / 1_000);
    await dropping.changePlan(rateOf(1, 220, "drop"));
    // What was taken out was not charged: all of what is new can be had, by both.
    const sendSome = () => Promise.all(both.map((it) => send(it, 10))).then(total);
    await expect.poll(sendSome, soon).toBeGreaterThanOrEqual(215);
    expect(total()).toBeLessThanOrEqual(222 + (performance.now() - startMs) / 1_000);
    expect(Math.min(...counts.map((count) => count()))).toBeGreaterThan(50);
  });

  it("is kept by both together, and each gets a part", async () => {
    const [one, two] = await Promise.all([fixture.startSharing(), fixture.startSharing()]);
    const { path, key } = await subscribedEcho(fixture, rateOf(500, 100, "drop"));
    const clients = await Promise.all([one, two].map((it) => connectWhenReady(it.wsUrl + path, key)));
    const echoes = clients.map(countEchoes);
    const startMs = performance.now();
    await Promise.all(clients.map((client) => hammer(client, 4_000)));
    const allowed = 100 + ((performance.now() - startMs) * 500) / 1_000;
    const [ofOne = 0, ofTwo = 0] = echoes.map((count) => count());
    expect(ofOne + ofTwo).toBeLessThanOrEqual(allowed * 1.01);
    expect(ofOne + ofTwo).toBeGreaterThan(allowed * 0.6);
    expect(Math.min(ofOne, ofTwo)).toBeGreaterThan(allowed * 0.15);
  });
});

describeWithRedis("connections of two gateways", () => {
  it("are let in wherever they come, and a killed one's go to the other, but not its tokens", async () => {
    const [one, two] = await Promise.all([fixture.startSharing(), fixture.startSharing()]);
    const limits = { ...rateOf(1, 40, "drop"), maxConnections: 10 };
    const { path, key } = await subscribedEcho(fixture, limits);
    const connect = ({ wsUrl }: GatewayProcess) => connectWhenReady(wsUrl + path, key, 20_000);
    const isFull = ({ wsUrl }: GatewayProcess) =>
      expect(TestClient.connect(wsUrl + path, key)).rejects.toThrow("too_many_connections_of_plan");
    const startMs = performance.now();
    const [first, second] = [await connect(one), await connect(two)];
    // More than its half: the other gives back what it had ahead.
    for (let open = 1; open < 9; open += 1) await connect(one);
    for (const gateway of [one, two]) await isFull(gateway);
    await send(first, 5);
    one.kill("SIGKILL");
    await one.ended();
    for (let open = 1; open < 10; open += 1) await connect(two);
    await isFull(two);
    const echoes = countEchoes(second);
    await send(second, 60);
    // Half of the burst was the dead one's, and is lost but for what has grown back.
    expect(echoes()).toBeLessThanOrEqual(21 + (performance.now() - startMs) / 1_000);
    expect(echoes()).toBeGreaterThanOrEqual(19);
  });
});

describeWithRedis("gateways without Redis", () => {
  it("go on with their share, then by the policy, and share again when it is back", async () => {
    const grace = { REDIS_GRACE_SECONDS: "4" };
    const [strict, lenient] = await Promise.all([
      fixture.startSharing({ ...grace, REDIS_LOSS: "refuse" }),
      fixture.startSharing({ ...grace, REDIS_LOSS: "allow" }),
    ]);
    const limits = { ...rateOf(1, 40, "drop"), maxConnections: 2 };
    const { path, key } = await subscribedEcho(fixture, limits);
    const [refused, allowed] = [
      await connectWhenReady(strict.wsUrl + path, key),
      await connectWhenReady(lenient.wsUrl + path, key),
    ];
    const counts = [refused, allowed].map(countEchoes);
    const echoes = () => counts.map((count) => count());
    expect(await metrics(strict)).toContain("sluice_redis_up 1");
    await fixture.redis.kill();
    await expect
      .poll(() => readiness(strict))
      .toMatchObject({ status: 200, troubles: expect.stringContaining("last share") });
    await Promise.all([refused, allowed].map((client) => send(client, 5)));
    expect(echoes()).toEqual([5, 5]);

    const byPolicy = (gateway: GatewayProcess) => expect.poll(() => readiness(gateway), soon);
    await byPolicy(strict).toMatchObject({ status: 503, troubles: expect.stringContaining("is refused") });
    await byPolicy(lenient).toMatchObject({ status: 200, troubles: expect.stringContaining("by itself") });
    expect(await metrics(strict)).toContain("sluice_redis_up 0");
    await expect
      .poll(() =>
        send(refused, 5)
          .then(() => send(allowed, 2))
          .then(echoes),
      )
      .toSatisfy(([ofStrict = 0, ofLenient = 0]) => ofStrict < 20 && ofLenient > 25);
    const third = await connectWhenReady(lenient.wsUrl + path, key);

    await fixture.redis.start();
    for (const gateway of [strict, lenient]) {
      await expect.poll(() => readiness(gateway), soon).toEqual({ status: 200, troubles: "" });
    }
    third.socket.close();
    await third.closed();
    // Each has one, which is all that both together may have.
    const refusal = () =>
      TestClient.connect(lenient.wsUrl + path, key).then(
        ({ socket }) => socket.terminate(),
        (error: unknown) => String(error),
      );
    await expect.poll(refusal, soon).toContain("too_many_connections_of_plan");
    const said = strict.lines.map(({ msg }) => msg).filter((msg) => msg.startsWith("Redis is"));
    expect(said).toEqual([expect.stringContaining("away"), expect.stringContaining("back")]);
  });
});
