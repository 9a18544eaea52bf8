// Backends that the gateway may not dial: by address, by name, and by a name that is moved.
import { expect, it } from "vitest";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";
import { createEgressPolicy } from "#lib/egress/egress-policy.ts";

const denying = (deny: string) =>
  createEgressPolicy({ deny, allow: "", purpose: "backends", isProduction: true });

it.each(["127.0.0.1", "localhost", "0x7f000001", "[::ffff:127.0.0.1]"])(
  "refuses %s with 502, tells the client no address, and charges nobody",
  async (host) => {
    const backend = await startRawBackend();
    const other = await startRawBackend();
    const judgeEgress = denying("127.0.0.1, ::1");
    const url = `ws://${host}:${backend.port}`;
    const gateway = await startGateway([routeEntry(route({ backends: [{ url }, { url: `${url}/two` }] }))], {
      judgeEgress,
    });
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
      expect(refusal).toMatchObject({ status: 502, problem: { code: "backend_forbidden" } });
      expect(refusal.text).not.toMatch(/127\.|localhost|EGRESS/);
    }
    for (const report of gateway.plane.takeBackendReports()) {
      expect(report).toMatchObject({ ejectedUntilMs: 0, problem: expect.stringContaining("on EGRESS_DENY") });
    }
    gateway.apply(routeEntry(route(`ws://127.0.0.2:${other.port}`)));
    expect((await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"))).problem.code).toBe(
      "backend_unreachable",
    );
  },
);

it("dials what it may", async () => {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))], {
    judgeEgress: denying("10.0.0.0/8"),
  });
  await openPair(gateway.wsPort, backend);
});
