// An API whose backend is the gateway itself: one handshake must not become thousands.
import { expect, it } from "vitest";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { dialWire, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

it("ends a loop with 508 after three times round, and charges no backend for it", async () => {
  const gateway = await startGateway([]);
  const loop = `ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`;
  gateway.apply(routeEntry(route(loop)));
  for (let times = 1; times <= 6; times += 1) {
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    expect([refusal.status, refusal.problem.code]).toEqual([508, "loop_detected"]);
    expect(refusal.text).toContain("HTTP/1.1 508 Loop Detected\r\n");
    expect(refusal.text).not.toContain(String(gateway.wsPort));
    // The client's own, and three of the gateway's.
    expect(gateway.plane.stats().refusedHandshakes).toBe(4 * times);
  }
});

it("ends a loop that leads through several APIs", async () => {
  const gateway = await startGateway([]);
  const to = (path: string) => `ws://127.0.0.1:${gateway.wsPort}${path}`;
  gateway.apply(
    routeEntry(route(to("/b"), { apiId: "a", basePaths: ["/a"] })),
    routeEntry(route(to("/c"), { apiId: "b", basePaths: ["/b"] })),
    routeEntry(route(to("/a"), { apiId: "c", basePaths: ["/c"] })),
  );
  const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/a"));
  expect([refusal.status, refusal.problem.code]).toEqual([508, "loop_detected"]);
  expect(gateway.plane.stats().refusedHandshakes).toBe(4);
});

it.each([
  [[], "1"],
  [["X-Sluice-Hops: 1"], "2"],
  [["X-Sluice-Hops: 2", "x-sluice-hops: 0"], "3"],
  [["X-Sluice-Hops: 0, 2"], "3"],
  [["X_Sluice_Hops: 2", "X-Sluice-Hops: -0"], "3"],
  [["X-Sluice-Hops: nonsense"], "1"],
  [["X-Sluice-Hops: 3"], null],
  [["X-Sluice-Hops: 99999999999999999999"], null],
] as const)("lets %j raise the count, and never lower it", async (lines, told) => {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))]);
  const request = upgradeRequest("/echo/1.0.0").replace(
    "\r\n\r\n",
    `\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`,
  );
  if (told === null) {
    expect(await refusalTo(gateway.wsPort, request)).toMatchObject({ status: 508 });
    return;
  }
  const client = await dialWire(gateway.wsPort);
  client.send(request);
  const head = await (await backend.accept()).readHead();
  expect(head.match(/^X.Sluice.Hops: .*$/gim)).toEqual([`X-Sluice-Hops: ${told}`]);
});
