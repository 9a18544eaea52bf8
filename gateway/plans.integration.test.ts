// Plans on real processes: a quota over two workers, through the death of one, and through a restart of the gateway.
import { expect, it, vi } from "vitest";
import { type PlanLimits, unlimited } from "#lib/routes/plan-record.ts";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { subscribedEcho } from "./test-kit/subscribed-echo.ts";
import { connectWhenReady } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
/** For what travels at a pace of a second. */
const soon = { timeout: 15_000, interval: 50 };
const AMOUNT = 40;
const quotas: PlanLimits["quotas"] = [
  { unit: "messages", amount: AMOUNT, per: "month", directions: "fromClient", action: "close" },
];

// A test starts a gateway twice, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

it("lets a quota pass once over two workers, and keeps what was used through a restart", async () => {
  const gateway = await fixture.start();
  const { path, key, usedUp } = await subscribedEcho(fixture, { ...unlimited, quotas });
  // Connections go to the workers in turn.
  const clients = [];
  for (let made = 0; made < 4; made += 1) clients.push(await connectWhenReady(gateway.wsUrl + path, key));
  for (let sent = 0; sent < AMOUNT / 2; sent += 1) await clients[sent % 4]?.echo(String(sent));
  await expect.poll(usedUp, soon).toBe(AMOUNT / 2);
  gateway.kill("SIGTERM");
  await gateway.ended();

  const next = await fixture.start();
  const client = await connectWhenReady(next.wsUrl + path, key);
  for (let sent = 0; sent < AMOUNT / 2; sent += 1) await client.echo(String(sent));
  client.socket.send("one too many");
  expect(await client.closed()).toMatchObject({ code: 4429, reason: expect.stringContaining("40 messages") });
  await expect.poll(usedUp, soon).toBe(AMOUNT);
});

it("gives one connection the whole rate of its plan, whatever the number of workers", async () => {
  const gateway = await fixture.start();
  const rates: PlanLimits["rates"] = [
    {
      scope: "subscription",
      unit: "messages",
      perSecond: 1,
      burst: 50,
      directions: "fromClient",
      action: "close",
    },
  ];
  const { path, key } = await subscribedEcho(fixture, { ...unlimited, rates });
  const client = await connectWhenReady(gateway.wsUrl + path, key);
  for (let sent = 0; sent < 50; sent += 1) await client.echo(String(sent));
});
