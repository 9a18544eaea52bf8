// A fault of the gateway's own ends the connection it happens in with 1011, is told with that one's id, and counted; the
// others do not notice. The randomness that a data plane is given fails here.
import { randomBytes } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { type ConnectionFailed, subscribe } from "#gateway/data-plane/connections/channels.ts";
import { HEARTBEAT_BYTES } from "#gateway/data-plane/frames/frame-scanner.ts";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend } from "#gateway/data-plane/test-kit/wire.ts";
import { defaultTopicPolicy } from "#lib/routes/limits.ts";

async function startFailing() {
  const [sound, faulty] = [await startRawBackend(), await startRawBackend()];
  const failures: ConnectionFailed[] = [];
  onTestFinished(subscribe("sluice:connection.fail", (event) => failures.push(event)));
  const gateway = await startGateway(
    [
      routeEntry(route(sound.url)),
      routeEntry(
        route(faulty.url, {
          apiId: "api-faulty",
          name: "Faulty",
          basePaths: ["/faulty/1.0.0"],
          topics: [topic("/bytes"), topic("/messages", { policy: { ...defaultTopicPolicy, inspect: true } })],
          limits: { heartbeatIntervalMs: 1_000 },
        }),
      ),
    ],
    {
      randomBytes: (size) => {
        if (size === HEARTBEAT_BYTES) throw new Error("no entropy");
        return randomBytes(size);
      },
    },
  );
  const bystander = await openPair(gateway.wsPort, sound);
  return { gateway, faulty, failures, bystander };
}

it.each(["bytes", "messages"])(
  "ends the connection in which it happened, and no other (%s)",
  async (mode) => {
    const { gateway, faulty, failures, bystander } = await startFailing();
    const { client, upstream, response } = await openPair(gateway.wsPort, faulty, `/faulty/1.0.0/${mode}`);
    gateway.advance(2_000);
    const end = await client.readAll();
    expect([end[0], end.readUInt16BE(2)]).toEqual([0x88, 1011]);
    await upstream.ended();
    expect(failures).toHaveLength(1);
    expect(response).toContain(`X-Sluice-Connection: ${failures[0]?.connectionId}`);
    expect(gateway.plane.stats()).toMatchObject({ failedConnections: 1 });
    client.socket.destroy();
    upstream.socket.destroy();
    await expect.poll(() => gateway.plane.stats().openConnections).toBe(1);
    bystander.client.send(clientFrame("on"));
    expect((await bystander.upstream.read(8))[0]).toBe(0x81);
  },
);
