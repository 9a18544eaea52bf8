// What a client that is closed over a limit is told: which one, and how long to wait.
import { expect, it } from "vitest";
import { closeOfMeter } from "#gateway/data-plane/frames/close-code.ts";
import { rateAllowance } from "#gateway/data-plane/limits/allowances.ts";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import { RateMeter } from "#gateway/data-plane/limits/rate-meter.ts";
import type { RateLimit } from "#lib/routes/limits.ts";

function meterOf(overrides: Partial<RateLimit>): RateMeter {
  const limit: RateLimit = {
    ...{ scope: "connection", direction: "fromClient", unit: "messages", perSecond: 1, burst: 1 },
    ...{ action: "close", ...overrides },
  };
  const enforcement = { canDrop: true, tellsThrottled: false };
  return new RateMeter([rateAllowance("key", limit, rateBucket(limit, 0), enforcement)]);
}

it.each([
  [
    "a message after another",
    { perSecond: 10, burst: 1 },
    [0],
    "10 messages per second on a connection: wait 1 s",
  ],
  [
    "a slow rate",
    { unit: "bytes", perSecond: 1, burst: 4 },
    [4, 4],
    "1 bytes per second on a connection: wait 4 s",
  ],
  ["bytes until all of it fits", { unit: "bytes", perSecond: 10, burst: 100 }, [95, 40], "wait 4 s"],
  [
    "bytes that never fit, until the burst is whole",
    { unit: "bytes", perSecond: 10, burst: 100 },
    [90, 900],
    "wait 9 s",
  ],
] as const)("the seconds to wait are told, rounded up: %s", (_name, limit, bytes, words) => {
  const meter = meterOf(limit);
  for (const payloadBytes of bytes.slice(0, -1)) {
    meter.judge(0, payloadBytes);
    meter.charge(1, payloadBytes, 0);
  }
  if (bytes.length === 1) meter.judge(0);
  meter.judge(0, bytes.at(-1));
  expect(meter.exceeded).toContain(words);
});

it("a control frame's bytes are told of alike", () => {
  const meter = meterOf({ unit: "bytes", perSecond: 10, burst: 100 });
  meter.charge(0, 90, 0);
  meter.judgeControl(0, 25);
  expect(meter.exceeded).toBe("10 bytes per second on a connection: wait 2 s");
});

it("the reason fits into a Close frame with the largest numbers (RFC 6455 section 5.5: 125 bytes with the code)", () => {
  const most = 1_000_000_000;
  const meter = meterOf({ unit: "bytes", scope: "connection", perSecond: 1, burst: most });
  meter.charge(0, most, 0);
  meter.judge(0, most);
  expect(meter.exceeded).toContain(`wait ${most} s`);
  meter.exceeded = `${most} messages per second on this subscription: wait ${most} s`;
  expect(Buffer.byteLength(closeOfMeter(meter).reason)).toBeLessThanOrEqual(123);
});
