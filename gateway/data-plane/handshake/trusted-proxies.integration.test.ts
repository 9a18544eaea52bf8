// Whose X-Forwarded-* counts: what backends are told, what limits count and what records show, on real sockets.
import { describe, expect, it } from "vitest";
import { subscribe } from "#gateway/data-plane/connections/channels.ts";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";
import { parseTrustedProxies } from "#lib/network/trusted-proxies.ts";

async function start(trustProxy: string | undefined) {
  const backend = await startRawBackend();
  const record = route(backend.url, { limits: { maxConnectionsPerAddress: 1 } });
  const gateway = await startGateway([routeEntry(record)], {
    trustedProxies: parseTrustedProxies(trustProxy),
  });
  return { backend, gateway };
}

const forwarded = (client: string) => ({
  "X-Forwarded-For": client,
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Host": "public.test",
});

describe("with a trusted proxy in front", () => {
  it.each(["127.0.0.1", "127.0.0.0/8, ::1", "1"])(
    "TRUST_PROXY=%s: backends learn the client",
    async (setting) => {
      const { backend, gateway } = await start(setting);
      const forged = forwarded("198.51.100.1, 203.0.113.9");
      const { requestHead } = await openPair(gateway.wsPort, backend, "/echo/1.0.0", forged);
      const lines = requestHead.split("\r\n").filter((line) => line.startsWith("X-Forwarded"));
      expect(lines).toEqual([
        "X-Forwarded-For: 203.0.113.9, 127.0.0.1",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: public.test",
      ]);
      expect(gateway.plane.describeLive("api-echo", 1).connections[0]?.clientAddress).toBe("203.0.113.9");
    },
  );

  it("limits count clients, not the proxy", async () => {
    const { backend, gateway } = await start("127.0.0.1");
    await openPair(gateway.wsPort, backend, "/echo/1.0.0", forwarded("203.0.113.1"));
    await openPair(gateway.wsPort, backend, "/echo/1.0.0", forwarded("203.0.113.2"));
    const again = upgradeRequest("/echo/1.0.0", forwarded("::ffff:203.0.113.2"));
    expect((await refusalTo(gateway.wsPort, again)).problem.code).toBe("too_many_connections_from_address");
  });
});

describe("without one", () => {
  it("nobody gets around a limit per address, or tells a backend who he is", async () => {
    const { backend, gateway } = await start(undefined);
    const forged = forwarded("203.0.113.1");
    const { requestHead } = await openPair(gateway.wsPort, backend, "/echo/1.0.0", forged);
    expect(requestHead).toContain("\r\nX-Forwarded-For: 127.0.0.1\r\n");
    expect(requestHead).not.toMatch(/203\.0\.113|public\.test|https/);
    const again = upgradeRequest("/echo/1.0.0", forwarded("203.0.113.2"));
    expect((await refusalTo(gateway.wsPort, again)).problem.code).toBe("too_many_connections_from_address");
  });

  it("a refusal names the socket's address", async () => {
    const { gateway } = await start("10.0.0.0/8");
    const seen: string[] = [];
    const stop = subscribe("sluice:handshake.refused", (event) => seen.push(event.clientAddress));
    await refusalTo(gateway.wsPort, upgradeRequest("/nowhere", forwarded("203.0.113.1")));
    stop();
    expect(seen).toEqual(["127.0.0.1"]);
  });
});
