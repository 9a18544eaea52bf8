import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameScanner, scanOutcome } from "#gateway/data-plane/frames/frame-scanner.ts";
import { meterVerdict } from "#gateway/data-plane/limits/meter.ts";
import { Metering } from "#gateway/data-plane/limits/metering.ts";
import { type Allowance, RateMeter } from "#gateway/data-plane/limits/rate-meter.ts";
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";

type Limit = Pick<Allowance, "unit" | "action"> & { readonly burst: number };

function meterOf(limits: readonly Limit[]) {
  const allowances = limits.map(({ unit, action, burst }, index) => {
    const bucket = new TokenBucket(10, burst, 0);
    return { key: String(index), unit, action, bucket, words: () => `limit ${index}` };
  });
  const left = () => allowances.map(({ bucket }) => bucket.available(0));
  return { meter: new RateMeter(allowances), left };
}

const text = (bytes: number) => Buffer.concat([Buffer.from([0x81, bytes]), Buffer.alloc(bytes, "x")]);
const ping = Buffer.from([0x89, 1, 0]);

/** What passes of frames that arrive in these chunks at the same moment, and what it leaves of the limits. */
function passed(limits: readonly Limit[], chunks: readonly Buffer[]) {
  const { meter, left } = meterOf(limits);
  const scanner = new FrameScanner(0, meter);
  let holdMs = 0;
  let isClosed = false;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length && !isClosed; ) {
      at += scanner.scan(chunk.subarray(at));
      if (scanner.outcome === scanOutcome.skip) at += scanner.skippedBytes;
      isClosed = scanner.outcome === scanOutcome.meterCloses;
    }
    holdMs = Math.max(holdMs, scanner.takeHoldMs());
  }
  const { messages, payloadBytes, refusedMessages } = scanner;
  return { messages, payloadBytes, refusedMessages, isClosed, holdMs, left: left(), words: meter.exceeded };
}

const limit: fc.Arbitrary<Limit> = fc.record({
  unit: fc.constantFrom("messages", "bytes"),
  action: fc.constantFrom("close", "drop", "tell", "slow"),
  burst: fc.integer({ min: 1, max: 60 }),
});
const frame = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 20 }).map(text) },
  fc.constant(ping),
);

describe("messages that arrive together", () => {
  it("are judged and charged as one by one", () => {
    fc.assert(
      fc.property(
        fc.array(limit, { minLength: 1, maxLength: 5 }),
        fc.array(frame, { maxLength: 30 }),
        (limits, frames) => {
          expect(passed(limits, [Buffer.concat(frames)])).toEqual(passed(limits, frames));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("ask the meter once where there is room for all of them, and take what they took", () => {
    const { meter, left } = meterOf([{ unit: "messages", action: "close", burst: 50 }]);
    const metering = new Metering(meter, 0, 0);
    let judged = 0;
    const judge = meter.judge.bind(meter);
    meter.judge = (...asked) => {
      judged += 1;
      return judge(...asked);
    };
    for (let count = 0; count < 50; count += 1)
      expect(metering.judge(count, count * 10, 10)).toBe(meterVerdict.pass);
    expect(metering.judge(50, 500, 10)).toBe(meterVerdict.close);
    expect([judged, left()]).toEqual([2, [0]]);
  });
});
