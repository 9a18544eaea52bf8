// What a plan lets pass: rates and quotas of a subscription, over connections, directions and workers.
import { describe, expect, it } from "vitest";
import { apiKey, applicationEntry, planEntry, subscription } from "#gateway/data-plane/test-kit/consumers.ts";
import { clientFrame, frame } from "#gateway/data-plane/test-kit/frames.ts";
import { credentialEntry, route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  type Wire,
} from "#gateway/data-plane/test-kit/wire.ts";
import type { PlanLimits, PlanRate, Quota } from "#lib/routes/plan-record.ts";
import { quotaWindowAt } from "#lib/routes/quota-window.ts";

const headers = { apikey: "secret" };

function quota(overrides: Partial<Quota> = {}): Quota {
  return { unit: "messages", amount: 3, per: "month", directions: "both", action: "close", ...overrides };
}

function rate(overrides: Partial<PlanRate> = {}): PlanRate {
  return {
    scope: "subscription",
    unit: "messages",
    perSecond: 1,
    burst: 3,
    directions: "fromClient",
    action: "close",
    ...overrides,
  };
}

async function start(limits: Partial<PlanLimits>) {
  const backend = await startRawBackend();
  const record = route(backend.url, { security: { apiKey: true } });
  const gateway = await startGateway([
    planEntry(limits),
    applicationEntry(),
    credentialEntry(apiKey("secret")),
    routeEntry(record),
  ]);
  return { gateway, open: () => openPair(gateway.wsPort, backend, "/echo/1.0.0", headers) };
}

/** Code and reason of the Close frame that is all a client still gets. */
async function closeOf(client: Wire): Promise<string> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}

describe("a quota", () => {
  it("lets exactly so many messages pass, both ways and on all connections together, then closes", async () => {
    const { open } = await start({ quotas: [quota()] });
    const one = await open();
    const other = await open();
    one.client.send(clientFrame("1"));
    await one.upstream.read(7);
    one.upstream.send(frame("2"));
    await one.client.read(3);
    other.client.send(Buffer.concat([clientFrame("3"), clientFrame("4"), clientFrame("5")]));
    expect(await other.upstream.read(7)).toBeDefined();
    expect(await closeOf(other.client)).toMatch(/^4429 .*3 messages a month: the next month begins in \d+ s/);
    one.client.send(clientFrame("6"));
    expect(await closeOf(one.client)).toMatch(/^4429/);
  });

  it("counts what other workers took", async () => {
    const { gateway, open } = await start({ quotas: [quota()] });
    const { client, upstream } = await open();
    client.send(clientFrame("1"));
    await upstream.read(7);
    const [taken] = gateway.plane.takeAllowanceChanges();
    expect(taken).toMatchObject({ used: 1 });
    gateway.plane.setOtherAllowances([
      { ...taken, key: taken?.key ?? "", used: 2, endsAtMs: Date.now() + 1e6 },
    ]);
    client.send(clientFrame("2"));
    expect(await closeOf(client)).toMatch(/^4429/);
  });

  it("begins anew with the next window", async () => {
    const { gateway, open } = await start({ quotas: [quota({ amount: 1, per: "minute", action: "drop" })] });
    const { client, upstream } = await open();
    client.send(Buffer.concat([clientFrame("1"), clientFrame("2")]));
    await upstream.read(7);
    gateway.advance(60_000);
    client.send(clientFrame("3"));
    expect((await upstream.read(7)).length).toBe(7);
    expect(gateway.plane.stats().messagesIn).toBe(2);
  });

  it("begins anew by the clocks of the plan's zone, at once where the plan gets another", async () => {
    const daily = [quota({ amount: 1, per: "day", action: "drop" })];
    const kolkata = { quotas: daily, timeZone: "Asia/Kolkata" };
    const { gateway, open } = await start(kolkata);
    const { client, upstream } = await open();
    const pass = async () => {
      client.send(Buffer.concat([clientFrame("passes"), clientFrame("dropped")]));
      await upstream.read(12);
      return gateway.plane.takeAllowanceChanges().map(({ key }) => Number(key.split(" ").at(-1)));
    };
    const { endMs: midnightMs } = quotaWindowAt("day", "Asia/Kolkata", Date.now());
    gateway.advance(midnightMs - Date.now());
    expect(await pass()).toEqual([midnightMs]);
    gateway.apply(planEntry({ quotas: daily }));
    expect(await pass()).toEqual([quotaWindowAt("day", "UTC", midnightMs).startMs]);
    gateway.apply(planEntry(kolkata));
    gateway.advance(24 * 3_600_000);
    expect(await pass()).toEqual([midnightMs + 24 * 3_600_000]);
  });

  it("is another one at once where the plan is raised, with what was used so far", async () => {
    const { gateway, open } = await start({ quotas: [quota({ amount: 2, action: "drop" })] });
    const { client, upstream } = await open();
    client.send(Buffer.concat([clientFrame("1"), clientFrame("2"), clientFrame("3")]));
    await upstream.read(14);
    gateway.apply(planEntry({ quotas: [quota({ amount: 3, action: "close" })] }));
    client.send(clientFrame("4"));
    await upstream.read(7);
    client.send(clientFrame("5"));
    expect(await closeOf(client)).toMatch(/^4429/);
  });
});

describe("connections of a plan", () => {
  const refusal = async (gateway: { readonly wsPort: number }) => {
    const {
      status,
      problem,
      headers: answered,
    } = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0", headers));
    return [status, problem.code, Number(answered.get("retry-after")) > 0];
  };

  it("are so many at a time, and one that ends makes room", async () => {
    const { gateway, open } = await start({ maxConnections: 2 });
    const first = await open();
    await open();
    expect(await refusal(gateway)).toEqual([429, "too_many_connections_of_plan", true]);
    first.client.socket.destroy();
    first.upstream.socket.destroy();
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(1);
    await open();
  });

  it("are opened at a rate", async () => {
    const { gateway, open } = await start({ maxNewConnectionsPerSecond: 2 });
    await open();
    await open();
    expect(await refusal(gateway)).toEqual([429, "too_many_new_connections_of_plan", true]);
    gateway.advance(1_000);
    await open();
  });

  it("are opened at a rate also by who closes each at once", async () => {
    const { gateway, open } = await start({ maxNewConnectionsPerSecond: 2 });
    for (let opened = 0; opened < 2; opened += 1) {
      const { client, upstream } = await open();
      client.socket.destroy();
      upstream.socket.destroy();
      await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(0);
    }
    expect((await refusal(gateway))[1]).toBe("too_many_new_connections_of_plan");
  });

  it("may be more at once where the plan is raised", async () => {
    const { gateway, open } = await start({ maxConnections: 1 });
    await open();
    expect((await refusal(gateway))[0]).toBe(429);
    gateway.apply(planEntry({ maxConnections: 2 }));
    await open();
  });
});

describe("a rate", () => {
  it("is one of all connections of a subscription", async () => {
    const { open } = await start({ rates: [rate()] });
    const one = await open();
    const other = await open();
    one.client.send(Buffer.concat([clientFrame("1"), clientFrame("2")]));
    await one.upstream.read(14);
    other.client.send(Buffer.concat([clientFrame("3"), clientFrame("4")]));
    await other.upstream.read(7);
    expect(await closeOf(other.client)).toMatch(/^4429 .*1 messages per second on this subscription/);
  });

  it("of each connection counts both directions where it says so", async () => {
    const { open } = await start({ rates: [rate({ scope: "connection", directions: "both", burst: 2 })] });
    const one = await open();
    const other = await open();
    one.client.send(clientFrame("1"));
    await one.upstream.read(7);
    one.upstream.send(Buffer.concat([frame("2"), frame("3")]));
    await one.client.read(3);
    expect(await closeOf(one.client)).toMatch(/^4429/);
    other.client.send(clientFrame("4"));
    await other.upstream.read(7);
  });

  it("limits nobody of another plan, nor who needs no subscription", async () => {
    const { gateway, open } = await start({ rates: [rate({ burst: 1 })] });
    gateway.apply(planEntry({}, "free"), applicationEntry([subscription({ planId: "free" })]));
    const { client, upstream } = await open();
    client.send(Buffer.concat([clientFrame("1"), clientFrame("2"), clientFrame("3")]));
    await upstream.read(21);
  });
});
