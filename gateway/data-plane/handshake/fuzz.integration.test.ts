// Random input: frames cut and broken at random, request heads broken and cut at random. A failure prints its seed;
// FUZZ_SEED runs that one again, FUZZ_RUNS runs more.
import { connect } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { FrameScanner, scanOutcome } from "#gateway/data-plane/frames/frame-scanner.ts";
import { frame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
const runs = Number(process.env.FUZZ_RUNS ?? 300);
const how = { seed, numRuns: runs, interruptAfterTimeLimit: 15_000 };

const frames = fc.array(
  fc.record({
    opcode: fc.constantFrom(0, 1, 2, 8, 9, 10),
    isFinal: fc.boolean(),
    size: fc.constantFrom(0, 1, 2, 125, 126, 127, 300, 65_535, 65_536),
    mask: fc.constantFrom(null, [1, 2, 3, 4] as const),
  }),
  { maxLength: 12 },
);
const cuts = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 });

/** All that passes of a stream in pieces of these sizes, over and over, until it ends or something may not pass. */
function passed(
  bytes: Buffer,
  sizes: readonly number[],
): { readonly bytes: Buffer; readonly outcome: number } {
  const scanner = new FrameScanner(100_000, null);
  const out: Buffer[] = [];
  let held = Buffer.alloc(0);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const chunk = Buffer.concat([held, bytes.subarray(at, at + size)]);
    at += size;
    const count = scanner.scan(chunk);
    out.push(chunk.subarray(0, count));
    held = Buffer.from(chunk.subarray(count));
    const mayGoOn = scanner.outcome === scanOutcome.pass || scanner.outcome === scanOutcome.incompleteHead;
    if (!mayGoOn) return { bytes: Buffer.concat(out), outcome: scanner.outcome };
  }
  return { bytes: Buffer.concat(out), outcome: scanOutcome.pass };
}

it("lets the same bytes of a stream pass however it is cut, and nothing but a prefix of it", () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 });
  const property = fc.property(frames, damage, cuts, (list, changes, sizes) => {
    const bytes = Buffer.concat(list.map(({ size, ...options }) => frame(Buffer.alloc(size, 7), options)));
    for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
    const whole = passed(bytes, [bytes.length || 1]);
    const cut = passed(bytes, sizes);
    expect(cut.outcome).toBe(whole.outcome);
    expect(cut.bytes.equals(whole.bytes)).toBe(true);
    expect(bytes.subarray(0, cut.bytes.length).equals(cut.bytes)).toBe(true);
  });
  fc.assert(property, how);
});

it("counts what a straightforward reading counts", () => {
  const property = fc.property(frames, cuts, (list, sizes) => {
    const sound = list.filter(({ opcode, size }) => opcode < 8 || (opcode > 8 && size <= 125));
    const bytes = Buffer.concat(sound.map(({ size, ...options }) => frame(Buffer.alloc(size, 7), options)));
    const scanner = new FrameScanner(0, null);
    let held = Buffer.alloc(0);
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      const chunk = Buffer.concat([held, bytes.subarray(at, at + size)]);
      at += size;
      held = Buffer.from(chunk.subarray(scanner.scan(chunk)));
    }
    const data = sound.filter(({ opcode }) => opcode < 8);
    expect(scanner.frames).toBe(sound.length);
    expect(scanner.messages).toBe(data.filter(({ isFinal }) => isFinal).length);
    expect(scanner.payloadBytes).toBe(data.reduce((sum, { size }) => sum + size, 0));
    expect(scanner.wireBytes).toBe(bytes.length);
  });
  fc.assert(property, how);
});

/** Sends pieces and reads until the gateway has ended the connection or answered; what it said. */
function answerTo(port: number, pieces: readonly Buffer[]): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ host: "127.0.0.1", port, noDelay: true }, () => {
      for (const piece of pieces) socket.write(piece);
      socket.end();
    });
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
}

it("answers a broken request head with well-formed HTTP or not at all, and goes on serving", async () => {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url))]);
  const head = Buffer.from(upgradeRequest("/nowhere/1.0.0/rooms"), "latin1");
  const edits = fc.array(
    fc.record({
      at: fc.nat({ max: head.length - 1 }),
      remove: fc.integer({ min: 0, max: 20 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc.constantFrom(
          "\r\n",
          "\r\n\r\n",
          " ",
          "\0",
          ":",
          "chunked",
          "Content-Length: 5\r\n",
          "GET / HTTP/1.1\r\n\r\n",
        ),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const property = fc.asyncProperty(edits, cuts, async (changes, sizes) => {
    let bytes = head;
    for (const { at, remove, insert } of changes) {
      const start = Math.min(at, bytes.length);
      bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(insert), bytes.subarray(start + remove)]);
    }
    const pieces: Buffer[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      pieces.push(bytes.subarray(at, at + size));
      at += size;
    }
    const answer = await answerTo(gateway.wsPort, pieces);
    if (answer !== "") expect(answer).toMatch(/^HTTP\/1\.1 (?:4\d\d|503) /);
    expect(answer).not.toContain("101 Switching");
  });
  await fc.assert(property, { ...how, numRuns: Math.min(runs, 200) });
  const { client, upstream } = await openPair(gateway.wsPort, backend);
  client.send(frame("still here", { mask: [1, 2, 3, 4] }));
  expect((await upstream.read(16))[0]).toBe(0x81);
});
