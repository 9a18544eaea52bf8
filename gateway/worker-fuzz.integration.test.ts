// Random input against whole workers: request heads, answers of backends, frames both ways, on topics that are inspected
// and on those that are not. Whatever comes, the same processes live on and another API's connections do not notice. A
// failure prints its seed; FUZZ_SEED runs that one again, FUZZ_RUNS runs more.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { change } from "#lib/feed/change.ts";
import { defaultTopicPolicy } from "#lib/routes/limits.ts";
import { sealedRouteSchema } from "#lib/routes/route-record.ts";
import { frame } from "./data-plane/test-kit/frames.ts";
import { route, topic } from "./data-plane/test-kit/gateway.ts";
import { upgradeRequest, upgradeResponse } from "./data-plane/test-kit/wire.ts";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
const runs = Number(process.env.FUZZ_RUNS ?? 60);
/** Without a number of runs it is over in seconds, however many of them were slow. */
const quick = process.env.FUZZ_RUNS === undefined ? { interruptAfterTimeLimit: 4_000 } : {};

function workersOf(pid: number): string {
  return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
}

/** A backend that says what the current run has for it, and hangs up. */
async function startScriptedBackend() {
  const script = { answer: (_head: string): Buffer => Buffer.alloc(0) };
  const server = createServer((socket) => {
    let head = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      if (head.includes("\r\n\r\n")) return;
      head += chunk.toString("latin1");
      if (head.includes("\r\n\r\n")) socket.end(script.answer(head));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  // Listening on a port, it has an AddressInfo.
  return { script, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Says all of it and waits until the gateway has ended the connection. */
function say(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true }, () => socket.end(bytes));
    socket.on("error", () => {});
    socket.on("close", () => resolve());
    socket.resume();
  });
}

type Edit = { readonly at: number; readonly remove: number; readonly insert: Uint8Array | string };
const snippets = [
  "\r\n",
  "\r\n\r\n",
  "\0",
  ",",
  ";",
  "=",
  '"',
  "Sec-WebSocket-Extensions: ,\r\n",
  "HTTP/1.1 100\r\n\r\n",
];
const edits = fc.array(
  fc.record({
    at: fc.nat({ max: 400 }),
    remove: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(fc.uint8Array({ maxLength: 6 }), fc.constantFrom(...snippets)),
  }),
  { maxLength: 2 },
);
const extensions = fc.oneof(
  fc.constantFrom("permessage-deflate", "permessage-deflate; client_max_window_bits", ",", "x-foo;;"),
  fc.constantFrom("permessage-deflate; foo", "permessage-deflate; server_max_window_bits=99", ""),
  fc.string({ maxLength: 20 }).map((text) => `permessage-deflate${text.replaceAll(/[\r\n]/g, "")}`),
);
const frames = fc
  .array(
    fc.record({
      first: fc.integer({ min: 0, max: 255 }),
      opcode: fc.constantFrom(0, 1, 2, 8, 9, 10),
      isFinal: fc.boolean(),
      isRandom: fc.boolean(),
      payload: fc.uint8Array({ maxLength: 200 }),
    }),
    { maxLength: 6 },
  )
  .map(
    (list) => (mask: readonly [number, number, number, number] | null) =>
      Buffer.concat(
        list.map(({ first, isRandom, payload, ...options }) => {
          const bytes = frame(payload, { ...options, mask });
          if (isRandom) bytes[0] = first;
          return bytes;
        }),
      ),
  );

function edited(text: string, changes: readonly Edit[]): Buffer {
  let bytes = Buffer.from(text, "latin1");
  for (const { at, remove, insert } of changes) {
    const start = at % (bytes.length || 1);
    bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(insert), bytes.subarray(start + remove)]);
  }
  return bytes;
}

it("keeps its workers, and other APIs' connections, whatever clients and backends send", async () => {
  const { script, url } = await startScriptedBackend();
  const gateway = await fixture.start();
  const echo = await fixture.publishedEcho();
  const inspect = { ...defaultTopicPolicy, inspect: true };
  const topics = [topic("/bytes"), topic("/messages", { policy: inspect })];
  const fuzzed = route(url, { apiId: "api-fuzzed", basePaths: ["/fuzzed/1.0.0"], topics });
  const revision = await change(fixture.db, ({ publish }) =>
    publish({ kind: "route", id: fuzzed.apiId, record: sealedRouteSchema.parse(fuzzed) }),
  );
  const bystanders = [
    await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key),
    await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key),
  ];
  await gateway.line((line) => line.revision === revision);
  const before = workersOf(gateway.pid);
  const port = Number(new URL(gateway.wsUrl).port);
  const property = fc.asyncProperty(
    fc.record({ topic: fc.constantFrom("bytes", "messages"), request: edits, response: edits }),
    fc.tuple(fc.boolean(), fc.boolean()),
    extensions,
    fc.tuple(frames, frames),
    async ({ topic: name, request, response }, [breaksRequest, breaksResponse], answer, [up, down]) => {
      script.answer = (head) => {
        const text = upgradeResponse(head, { "Sec-WebSocket-Extensions": answer });
        return Buffer.concat([edited(text, breaksResponse ? response : []), down(null)]);
      };
      const offer = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
      const head = upgradeRequest(`/fuzzed/1.0.0/${name}`, offer);
      await say(port, Buffer.concat([edited(head, breaksRequest ? request : []), up([1, 2, 3, 4])]));
    },
  );
  await fc.assert(property, { seed, numRuns: runs, ...quick });
  for (const bystander of bystanders) expect(await bystander.echo("still here")).toBe("still here");
  expect(workersOf(gateway.pid)).toBe(before);
  expect(gateway.lines.filter(({ msg }) => /worker died|failed on a connection/.test(msg))).toEqual([]);
});
