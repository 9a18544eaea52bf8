// What a client that broke the rules is told where the time for the end is over before its backend's time to answer: a
// process that stood still finds both overdue, and may look at the end first.
import { once } from "node:events";
import { connect } from "node:net";
import { createSecureContext } from "node:tls";
import { expect, it, onTestFinished } from "vitest";
import { MessageMemory } from "#gateway/data-plane/limits/message-memory.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { Pacer } from "#gateway/data-plane/limits/pacer.ts";
import { InspectedRelay } from "#gateway/data-plane/relay/inspected-relay.ts";
import type { EndOfConnection } from "#gateway/data-plane/relay/relay.ts";
import { BackendSocket } from "#gateway/data-plane/sockets/backend-socket.ts";
import { DnsCache } from "#gateway/data-plane/sockets/dns-cache.ts";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import { startRawBackend } from "#gateway/data-plane/test-kit/wire.ts";
import { parseEndpoint } from "#lib/routes/backend-url.ts";

const limits: RelayLimits = {
  maxFromClientBytes: 0,
  maxFromBackendBytes: 0,
  meterFromClient: null,
  meterFromBackend: null,
  controlFramesPerSecond: 0,
  heartbeatIntervalMs: 0,
  heartbeatTimeoutMs: 0,
};

/** A relay between two real connections, whose clock stands still: nobody's wait is ever over by itself. */
async function start() {
  const stillNow = (): number => 0;
  const server = await startRawBackend();
  const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
  const client = await server.accept();
  const endpoint = parseEndpoint(server.url);
  if (endpoint === null) throw new Error("not an endpoint");
  const { lookup } = new DnsCache(stillNow);
  const target = { endpoint, secureContext: createSecureContext(), serverName: "", lookup };
  const backend = new BackendSocket(target, { receive() {} });
  const upstream = await server.accept();
  const { promise: ending, resolve: relayClosed, reject } = Promise.withResolvers<EndOfConnection>();
  const relay = new InspectedRelay({
    client: socket,
    clientHead: Buffer.alloc(0),
    backend,
    backendHead: Buffer.alloc(0),
    extensions: null,
    limits,
    pacer: new Pacer(stillNow),
    holdMemory: () => new MessageMemory().holdFor("api"),
    randomBytes: (size) => Buffer.alloc(size, 7),
    now: stillNow,
    owner: { relayClosed, relayDelayed() {}, relayFailed: (_relay, error) => reject(error) },
  });
  onTestFinished(() => relay.destroy());
  return { client, upstream, relay, ending };
}

it("is told what it did before its socket is destroyed", async () => {
  const { client, upstream, relay, ending } = await start();
  client.send(Buffer.concat([clientFrame("ask"), clientFrame("x", { opcode: 3 })]));
  const passed = await upstream.read(9 + 8);
  expect([passed[0], passed[9]]).toEqual([0x81, 0x88]);
  relay.sweep(0);
  relay.sweep(4_999);
  const closed = once(client.socket, "close");
  relay.sweep(5_000);
  const told = await client.readAll();
  expect([told[0], told[2], told[3]]).toEqual([0x88, 1002 >> 8, 1002 & 0xff]);
  client.socket.end();
  await closed;
  expect(await ending).toMatchObject({ code: 1002, closedBy: "gateway" });
});
