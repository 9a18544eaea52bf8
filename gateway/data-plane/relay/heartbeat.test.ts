// When a leg is sent a ping and when it is given up, sweep by sweep; the bytes of a ping.
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { FrameScanner } from "#gateway/data-plane/frames/frame-scanner.ts";
import {
  drawHeartbeatId,
  encodePing,
  heartbeatAction,
  judgeSilence,
} from "#gateway/data-plane/relay/heartbeat.ts";
import { Leg } from "#gateway/data-plane/relay/leg.ts";
import { holdReason } from "#gateway/data-plane/relay/socket-leg.ts";

const { none, ping, giveUp } = heartbeatAction;
const nobody = {
  legReceived() {},
  legTimed() {},
  legDrained() {},
  legEnded() {},
  legClosed() {},
  legFailed() {},
};

function silentLeg(): Leg {
  const leg = new Leg(new PassThrough(), "client", new FrameScanner(0), nobody);
  judgeSilence(leg, 1_000, 500, 0);
  return leg;
}

describe("judgeSilence", () => {
  it("asks for a ping after the interval, and gives up at the second sweep after the timeout", () => {
    const leg = silentLeg();
    expect([judgeSilence(leg, 1_000, 500, 999), judgeSilence(leg, 1_000, 500, 1_000)]).toEqual([none, ping]);
    leg.pingedAtMs = 1_000;
    const verdicts = [1_499, 60_000, 60_001].map((nowMs) => judgeSilence(leg, 1_000, 500, nowMs));
    expect(verdicts).toEqual([none, none, giveUp]);
  });

  it("begins anew with the first byte that comes, after a pause of the whole process too", () => {
    const leg = silentLeg();
    leg.pingedAtMs = 1_000;
    expect(judgeSilence(leg, 1_000, 500, 60_000)).toBe(none);
    leg.scanner.scan(Buffer.from([0x89, 0]));
    expect([judgeSilence(leg, 1_000, 500, 60_001), leg.pingedAtMs]).toEqual([none, -1]);
    expect(judgeSilence(leg, 1_000, 500, 61_001)).toBe(ping);
  });

  it("leaves a leg alone that is not read, and every leg where the interval is 0", () => {
    const leg = silentLeg();
    leg.hold(holdReason.rate);
    expect(judgeSilence(leg, 1_000, 500, 60_000)).toBe(none);
    leg.wake();
    expect(judgeSilence(leg, 0, 500, 120_000)).toBe(none);
    expect(judgeSilence(leg, 1_000, 500, 120_999)).toBe(none);
  });
});

describe("a leg for which something waits", () => {
  const gone = {
    heardSoFar: 5,
    isHeld: true,
    heardBytes: -1,
    silentSinceMs: 0,
    pingedAtMs: -1,
    isOverdue: false,
  };

  it("is given up without a ping where it takes none of it, also while it is not read", () => {
    const leg = { ...gone, takenSoFar: 100, flushedBytes: null };
    const times = [0, 999, 1_000, 1_499, 1_500, 1_501];
    const verdicts = times.map((nowMs) => judgeSilence(leg, 1_000, 500, nowMs));
    expect(verdicts).toEqual([none, none, none, none, none, giveUp]);
  });

  it("is well as long as it takes any of it, though no pong comes", () => {
    const leg = { ...gone, takenSoFar: 0, flushedBytes: null };
    for (let nowMs = 0; nowMs < 20_000; nowMs += 900) {
      leg.takenSoFar += 1;
      expect(judgeSilence(leg, 1_000, 500, nowMs)).toBe(none);
    }
  });

  it("starts its time anew when the last of it has been taken", () => {
    const leg = { ...gone, isHeld: false, takenSoFar: 100 as number | null, flushedBytes: null };
    judgeSilence(leg, 1_000, 500, 0);
    judgeSilence(leg, 1_000, 500, 1_400);
    leg.takenSoFar = null;
    expect(judgeSilence(leg, 1_000, 500, 3_000)).toBe(none);
    expect([judgeSilence(leg, 1_000, 500, 3_999), judgeSilence(leg, 1_000, 500, 4_000)]).toEqual([
      none,
      ping,
    ]);
  });
});

describe("encodePing", () => {
  it("writes the number, masked where there is a mask", () => {
    expect([...encodePing(0x0102_0304_0506, null)]).toEqual([0x89, 6, 1, 2, 3, 4, 5, 6]);
    const masked = encodePing(0x0102_0304_0506, Buffer.from([1, 2, 3, 4]));
    expect([...masked]).toEqual([0x89, 0x86, 1, 2, 3, 4, 0, 0, 0, 0, 4, 4]);
  });

  it("never draws the number that stands for none", () => {
    expect(drawHeartbeatId((size) => Buffer.alloc(size))).toBeGreaterThan(0);
  });
});
