// The transcript keeps the newest entries within its bounds, and counts what it let go of.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, type Entry, Transcript } from "./transcript.ts";

const message = (body: string) =>
  ({ connection: 1, attempt: 1, at: 0, direction: "received", body, isInvalidOnPurpose: false }) as const;

test("sizes are those on the wire, of text as UTF-8", () => {
  const transcript = new Transcript();
  expect(transcript.addMessage(message("ü€")).bytes).toBe(5);
  expect(transcript.addMessage({ ...message(""), body: new Uint8Array(3) }).bytes).toBe(3);
});

test("any text weighs what it takes encoded", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "\ud83d", "\udc00", "😀"), (text, odd) => {
      expect(bytesOf(text + odd + text)).toBe(new TextEncoder().encode(text + odd + text).byteLength);
    }),
  );
});

test("behaves as a list of which only the newest that fit are kept", () => {
  const bounds = fc.record({
    entries: fc.integer({ min: 1, max: 20 }),
    bytes: fc.integer({ min: 300, max: 4000 }),
  });
  const bodies = fc.array(fc.string({ maxLength: 400 }), { maxLength: 3000, size: "max" });
  fc.assert(
    fc.property(bounds, bodies, (bound, texts) => {
      const transcript = new Transcript(bound);
      for (const text of texts) transcript.addMessage(message(text));
      const kept = transcript.entries();
      const ids = kept.map(({ id }) => id);
      expect(ids).toEqual(Array.from(ids, (_, index) => texts.length - ids.length + 1 + index));
      expect(kept.length).toBeLessThanOrEqual(bound.entries);
      expect(transcript.bytes).toBeLessThanOrEqual(bound.bytes);
      expect(transcript.dropped).toBe(texts.length - kept.length);
      expect(transcript.size).toBe(kept.length);
    }),
    { numRuns: 60 },
  );
});

test("a copy of the entries is not changed by what comes later", () => {
  const transcript = new Transcript({ entries: 2, bytes: 10_000 });
  transcript.addMessage(message("a"));
  const before: readonly Entry[] = transcript.entries();
  transcript.addMessage(message("b"));
  transcript.addMessage(message("c"));
  expect(before).toHaveLength(1);
  expect(transcript.entries().map((entry) => entry.kind === "message" && entry.body)).toEqual(["b", "c"]);
});

test("new bounds hold at once, and clearing forgets all", () => {
  const transcript = new Transcript();
  for (let count = 0; count < 10; count += 1) transcript.addMessage(message("x"));
  transcript.bound({ entries: 3, bytes: 10_000 });
  expect([transcript.size, transcript.dropped]).toEqual([3, 7]);
  transcript.clear();
  expect([transcript.size, transcript.bytes, transcript.dropped]).toEqual([0, 0, 0]);
});

test("lets go of what it dropped, however large, not only of its place in the list", async () => {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("no collector to ask");
  const transcript = new Transcript({ entries: 2, bytes: 10_000 });
  const first = new WeakRef(transcript.addMessage(message("large")));
  for (let count = 0; count < 5; count += 1) transcript.addMessage(message("x"));
  // What a WeakRef gave in a turn of the loop is held until its end.
  await new Promise(setImmediate);
  collect();
  expect(first.deref()).toBeUndefined();
  expect(transcript.size).toBe(2);
});
