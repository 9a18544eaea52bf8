// Many live connections on real processes: what a revocation closes, and what it leaves alone.
import { expect, it } from "vitest";
import { changeKey, revokeKey } from "#lib/credentials/api-keys/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import { subscribedApplication } from "./test-kit/subscribed-application.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
const CONNECTIONS_EACH = 50;

it("closes all connections of a revoked key with 4401, over all workers, and none of another application's", async () => {
  const { wsUrl } = await fixture.start(undefined, { GATEWAY_WORKERS: "2" });
  const { apiId, path } = await fixture.publishedEcho();
  const subscribed = () => subscribedApplication(fixture.context, { apiId, planId: defaultPlanId });
  const [revoked, other] = [await subscribed(), await subscribed()];
  const openAll = async (key: string) => {
    const first = await connectWhenReady(wsUrl + path, key);
    const rest = Array.from({ length: CONNECTIONS_EACH - 1 }, () => TestClient.connect(wsUrl + path, key));
    return [first, ...(await Promise.all(rest))];
  };
  const [going, staying] = [await openAll(revoked.key), await openAll(other.key)];
  value(await revokeKey(revoked.owner, { keyId: revoked.keyId }));
  const closings = await Promise.all(going.map((client) => client.closed()));
  expect(closings.map(({ code }) => code)).toEqual(Array(CONNECTIONS_EACH).fill(4401));
  expect(staying.filter((client) => client.isOpen)).toHaveLength(CONNECTIONS_EACH);
  const echoes = await Promise.all(staying.map((client, number) => client.echo(`still ${number}`)));
  expect(echoes).toEqual(staying.map((_, number) => `still ${number}`));
  await expect(TestClient.connect(wsUrl + path, revoked.key)).rejects.toThrow(/^401 /);
});

it("closes a connection with 4403 once its key is bound to other addresses, and takes the next one from there alone", async () => {
  const { wsUrl } = await fixture.start();
  const { apiId, path } = await fixture.publishedEcho();
  const { owner, key, keyId } = await subscribedApplication(fixture.context, {
    apiId,
    planId: defaultPlanId,
  });
  const client = await connectWhenReady(wsUrl + path, key);
  const bindTo = async (...addresses: string[]) => {
    const restrictions = { addresses, originRule: { kind: "any" as const } };
    value(await changeKey(owner, { keyId, name: "office", restrictions }));
  };
  await bindTo("127.0.0.0/8", "::1");
  expect(await client.echo("permitted")).toBe("permitted");
  await bindTo("192.0.2.0/24");
  expect((await client.closed()).code).toBe(4403);
  await expect(TestClient.connect(wsUrl + path, key)).rejects.toThrow(/^403 /);
});
