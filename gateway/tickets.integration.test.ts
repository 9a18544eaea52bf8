// Tickets on real processes: two gateways of two workers each on one database.
import { expect, it, vi } from "vitest";
import { issueTicket } from "#lib/credentials/tickets/commands.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();

// The test starts two gateways, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

it("opens at once, and one connection of a hundred that ask at the same time at two gateways", async () => {
  const gateways = [
    await fixture.start(undefined, { GATEWAY_WORKERS: "2" }),
    await fixture.start(undefined, { GATEWAY_WORKERS: "2" }),
  ];
  const { path, key } = await fixture.publishedEcho();
  const context = { ...fixture.context, issuer: "http://localhost:3000" };
  const from = { credential: key, address: "127.0.0.1" };
  for (const { wsUrl } of gateways) await connectWhenReady(wsUrl + path, key);
  // The first ticket of all makes the key that signs, and is good at once.
  for (const { wsUrl } of gateways) {
    const { ticket } = value(await issueTicket(context, from));
    await TestClient.connect(`${wsUrl}${path}?ticket=${ticket}`, null);
  }
  const { ticket } = value(await issueTicket(context, from));
  const attempts = Array.from({ length: 100 }, (_, at) =>
    TestClient.connect(`${gateways[at % 2]?.wsUrl}${path}?ticket=${ticket}`, null),
  );
  const settled = await Promise.allSettled(attempts);
  const opened = settled.flatMap((it) => (it.status === "fulfilled" ? [it.value] : []));
  expect(opened).toHaveLength(1);
  expect(await opened[0]?.echo("hello")).toBe("hello");
  const refused = settled.flatMap((it) => (it.status === "rejected" ? [String(it.reason)] : []));
  expect(refused.filter((reason) => reason.includes('"ticket_used"'))).toHaveLength(99);
});
