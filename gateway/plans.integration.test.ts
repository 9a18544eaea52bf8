// Plans on real processes: a quota over two workers, through the death of one, and through a restart of the gateway.
import { execFileSync } from "node:child_process";
import { expect, it, vi } from "vitest";
import { type PlanLimits, unlimited } from "#lib/routes/plan-record.ts";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { countEchoes, hammer, send } from "./test-kit/sharing-fixture.ts";
import { subscribedEcho } from "./test-kit/subscribed-echo.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

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

/** Clients of one subscription, on all four workers: connections go to them in turn. */
async function clientsOf(limits: Partial<PlanLimits>, count: number): Promise<TestClient[]> {
  const gateway = await fixture.start(undefined, { GATEWAY_WORKERS: "4" });
  const { path, key } = await subscribedEcho(fixture, { ...unlimited, ...limits });
  const clients = [await connectWhenReady(gateway.wsUrl + path, key)];
  while (clients.length < count) clients.push(await TestClient.connect(gateway.wsUrl + path, key));
  return clients;
}

function quotasOf(amount: number, action: "close" | "drop"): Pick<PlanLimits, "quotas"> {
  return { quotas: [{ unit: "messages", amount, per: "month", directions: "fromClient", action }] };
}

it("lets a burst on all workers at once have no more than the quota, and nearly all of it", async () => {
  const clients = await clientsOf(quotasOf(100, "drop"), 4);
  const counts = clients.map(countEchoes);
  const total = () => counts.reduce((sum, count) => sum + count(), 0);
  await Promise.all(clients.map((client) => send(client, 100)));
  expect(total()).toBeLessThanOrEqual(101);
  // What is left over at one goes to who asks for it: each of the others may keep its last one.
  await expect
    .poll(() => Promise.all(clients.map((it) => send(it, 5))).then(total), soon)
    .toBeGreaterThan(96);
  expect(total()).toBeLessThanOrEqual(101);
});

it("charges nothing of the messages over a quota that closes", async () => {
  const gateway = await fixture.start(undefined, { GATEWAY_WORKERS: "4" });
  const { path, key, usedUp } = await subscribedEcho(fixture, { ...unlimited, ...quotasOf(100, "close") });
  const clients = [await connectWhenReady(gateway.wsUrl + path, key)];
  while (clients.length < 4) clients.push(await TestClient.connect(gateway.wsUrl + path, key));
  for (const { socket } of clients) for (let sent = 0; sent < 100; sent += 1) socket.send("x");
  for (const client of clients) expect(await client.closed()).toMatchObject({ code: 4429 });
  // What was refused is not charged, and what was left with each of them is there for who comes next.
  const takeRest = async (): Promise<number> => {
    const late = await connectWhenReady(gateway.wsUrl + path, key);
    for (let sent = 0; sent < 110; sent += 1) late.socket.send("x");
    expect(await late.closed()).toMatchObject({ code: 4429 });
    return usedUp();
  };
  await expect.poll(takeRest, soon).toBe(100);
});

it("opens as many of sixty connections at once as the plan allows", async () => {
  const gateway = await fixture.start(undefined, { GATEWAY_WORKERS: "4" });
  const { path, key } = await subscribedEcho(fixture, { ...unlimited, maxConnections: 10 });
  const first = await connectWhenReady(gateway.wsUrl + path, key);
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, () =>
      TestClient.connect(gateway.wsUrl + path, key).then(() => "open", String),
    ),
  );
  const opened = outcomes.filter((it) => it === "open");
  const refused = outcomes.filter((it) => it.includes("too_many_connections_of_plan"));
  expect([opened.length, refused.length]).toEqual([9, 51]);
  // All that one leaves free can be had again, on whichever worker.
  first.socket.close();
  await first.closed();
  await connectWhenReady(gateway.wsUrl + path, key);
});

it("gives one connection the whole rate of its plan as time goes by, with others that say nothing", async () => {
  const rate = {
    unit: "messages",
    perSecond: 400,
    burst: 200,
    directions: "fromClient",
    action: "drop",
  } as const;
  const [client, ...silent] = await clientsOf({ rates: [{ scope: "subscription", ...rate }] }, 4);
  if (client === undefined) throw new Error("no client");
  const echoes = countEchoes(client);
  const startMs = performance.now();
  await hammer(client, 3_000);
  const allowed = 200 + ((performance.now() - startMs) * 400) / 1_000;
  expect(echoes()).toBeLessThanOrEqual(allowed * 1.01);
  expect(echoes()).toBeGreaterThan(allowed * 0.8);
  expect(silent.map(({ socket }) => socket.readyState)).toEqual([1, 1, 1]);
});

it("gives back what a worker that dies held, and what it had leased only with time", async () => {
  const gateway = await fixture.start(undefined, { GATEWAY_WORKERS: "4" });
  const { path, key } = await subscribedEcho(fixture, {
    ...unlimited,
    ...quotasOf(100, "drop"),
    maxConnections: 4,
  });
  const clients = [await connectWhenReady(gateway.wsUrl + path, key)];
  while (clients.length < 4) clients.push(await TestClient.connect(gateway.wsUrl + path, key));
  const counts = clients.map(countEchoes);
  await Promise.all(clients.map((it) => send(it, 5)));
  const [victim] = execFileSync("pgrep", ["-P", String(gateway.pid)], { encoding: "utf8" }).split("\n");
  process.kill(Number(victim), "SIGKILL");
  await expect
    .poll(() => clients.filter(({ socket }) => socket.readyState === 3).length, soon)
    .toBeGreaterThan(0);
  const gone = clients.filter(({ socket }) => socket.readyState === 3).length;
  for (let made = 0; made < gone; made += 1) clients.push(await connectWhenReady(gateway.wsUrl + path, key));
  counts.push(...clients.slice(4).map(countEchoes));
  const alive = clients.filter(({ socket }) => socket.readyState === 1);
  await Promise.all(alive.map((it) => send(it, 100)));
  expect(counts.reduce((sum, count) => sum + count(), 0)).toBeLessThanOrEqual(101);
});
