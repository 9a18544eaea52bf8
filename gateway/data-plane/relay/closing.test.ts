// The end of a connection by the clock, for legs that are no sockets.
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { Closing, type ClosingLeg } from "./closing.ts";

const limits: RelayLimits = {
  maxFromClientBytes: 0,
  maxFromBackendBytes: 0,
  meterFromClient: null,
  meterFromBackend: null,
  controlFramesPerSecond: 50,
  heartbeatIntervalMs: 1_000,
  heartbeatTimeoutMs: 500,
};

function legOf(side: "client" | "backend") {
  return {
    side,
    socket: new PassThrough(),
    isClosed: false,
    isLost: false,
    heardSoFar: 0,
    isHeld: false,
    takenSoFar: null,
    heardBytes: -1,
    flushedBytes: null,
    silentSinceMs: 0,
    pingedAtMs: -1,
    isOverdue: false,
  };
}

function watched() {
  const client = legOf("client");
  const backend = legOf("backend");
  const told: string[] = [];
  const closing: Closing<ClosingLeg> = new Closing<ClosingLeg>({
    pingLeg: (leg, nowMs) => {
      leg.pingedAtMs = nowMs;
      told.push(`ping ${leg.side}`);
    },
    closeLegs: (forClient, forBackend) => told.push(`close ${forClient.code} ${forBackend.code}`),
    expire: () => told.push("expire"),
  });
  const sweep = (nowMs: number) => closing.sweep(nowMs, limits, client, backend);
  return { client, backend, told, closing, sweep };
}

describe("the end of a connection", () => {
  it("is decided by who begins it, and told once", () => {
    const { closing, told } = watched();
    closing.closedBySide("client", 1000);
    closing.close(gatewayClose.halfOpen);
    closing.closedBySide("backend", 1011);
    expect(closing.ending).toMatchObject({ code: 1000, closedBy: "client" });
    expect(told).toEqual([]);
  });

  it("takes the peers half a minute, and the gateway five seconds", () => {
    const peers = watched();
    peers.closing.closedBySide("client", 1000);
    for (const nowMs of [0, 29_999, 30_000]) peers.sweep(nowMs);
    expect(peers.told).toEqual(["expire"]);
    const own = watched();
    own.closing.close(gatewayClose.halfOpen);
    for (const nowMs of [7_000, 11_999, 12_000]) own.sweep(nowMs);
    expect(own.told).toEqual([
      `close ${gatewayClose.halfOpen.code} ${gatewayClose.peerClosed.code}`,
      "expire",
    ]);
  });

  it.each(["client", "backend"] as const)("is urgent where a side is gone: the %s", (side) => {
    const given = watched();
    given.closing.closedBySide("client", 1000);
    given[side].isClosed = true;
    for (const nowMs of [0, 4_999]) given.sweep(nowMs);
    expect(given.told).toEqual([]);
    given.sweep(5_000);
    expect(given.told).toEqual(["expire"]);
  });

  it("is urgent where the client went without a Close frame, before its socket is closed", () => {
    const { closing, client, told, sweep } = watched();
    closing.lose(client);
    for (const nowMs of [0, 4_999]) sweep(nowMs);
    expect(told).toEqual([]);
    sweep(5_000);
    expect(told).toEqual(["expire"]);
  });

  it("is no news twice: a side that goes after it has begun is not lost", () => {
    const { closing, client, backend } = watched();
    expect(closing.lose(client)).toBe(true);
    expect(closing.lose(backend)).toBe(false);
    expect([client.isLost, backend.isLost]).toEqual([true, false]);
    expect(closing.ending).toMatchObject({ closedBy: "client" });
  });

  it("tells a client of its own fault by name, and of the backend's in general words", () => {
    for (const [sender, told] of [
      ["client", `close ${gatewayClose.controlFlood.code} ${gatewayClose.peerClosed.code}`],
      ["backend", `close ${gatewayClose.peerClosed.code} ${gatewayClose.controlFlood.code}`],
    ] as const) {
      const { closing, told: heard } = watched();
      closing.closeForSender(sender, gatewayClose.controlFlood, gatewayClose.peerClosed);
      expect(heard).toEqual([told]);
    }
  });

  it("comes to a side that is silent: asked, given up two sweeps after, its socket destroyed", () => {
    const { client, told, sweep, closing } = watched();
    const isTold = () => closing.ending !== null;
    for (const nowMs of [0, 1_000, 1_500]) sweep(nowMs);
    expect([told, isTold()]).toEqual([["ping client", "ping backend"], false]);
    sweep(1_501);
    expect(told.slice(2)).toEqual([`close ${gatewayClose.halfOpen.code} ${gatewayClose.peerClosed.code}`]);
    expect([client.isLost, client.socket.destroyed]).toEqual([true, true]);
  });
});
