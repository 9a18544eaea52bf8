// Close frames as bytes.
import { expect, it } from "vitest";
import { encodeCloseFrame, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";

it("encodes a Close frame for a client, unmasked", () => {
  expect([...encodeCloseFrame({ code: 1012, reason: "bye" }, null)]).toEqual([
    0x88, 5, 0x03, 0xf4, 0x62, 0x79, 0x65,
  ]);
});

it("encodes a Close frame for a backend, masked", () => {
  const frame = encodeCloseFrame({ code: 1001, reason: "b" }, Buffer.from([1, 2, 3, 4]));
  expect([...frame]).toEqual([0x88, 0x83, 1, 2, 3, 4, 0x03 ^ 1, 0xe9 ^ 2, 0x62 ^ 3]);
});

it("cuts a long reason between characters", () => {
  const frame = encodeCloseFrame({ code: 1000, reason: "é".repeat(100) }, null);
  expect(frame.subarray(4).toString()).toBe("é".repeat(61));
});

it("never sends a code that must not be sent, and keeps to a control frame's size", () => {
  for (const close of Object.values(gatewayClose)) {
    expect([1004, 1005, 1006, 1015]).not.toContain(close.code);
    expect(encodeCloseFrame(close, null).length).toBeLessThanOrEqual(127);
    expect(encodeCloseFrame(close, null).subarray(4).toString()).toBe(close.reason);
  }
});
