// Health checks and tests of endpoints run in the primary, which every worker's connections depend on: whatever a backend
// answers to them, and whenever it leaves, nothing is thrown past them. Vitest fails on what nobody catches.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acceptKey } from "#gateway/data-plane/http/response-head.ts";
import { probeEndpoint } from "#lib/endpoints/commands.ts";
import { defaultEndpointOptions } from "#lib/routes/endpoint-pool.ts";
import { checkBackend } from "./control-plane/health-check.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const timeoutMs = 200;
const tls = { ca: "", cert: "", key: "", serverName: "" };
const anywhere = () => null;

type Answer = { readonly bytes: (accept: string) => Buffer; readonly leaves: "not" | "end" | "reset" };

const answers: fc.Arbitrary<Answer> = fc
  .record({
    status: fc.constantFrom(
      "101 Switching Protocols",
      "101 Switching Protocols",
      "101 ",
      "100 ",
      "103 ",
      "200 ",
      "302 ",
    ),
    upgrade: fc.constantFrom("websocket", "websocket", "h2c"),
    fields: fc.subarray([
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
      "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99",
      "Sec-WebSocket-Extensions: permessage-deflate",
      "Sec-WebSocket-Extensions: ; foo",
      "Sec-WebSocket-Extensions: x-foo;;",
      "Sec-WebSocket-Extensions: ,",
      "Sec-WebSocket-Protocol: theirs",
      "Content-Length: 10",
      "Transfer-Encoding: chunked",
      "Location: ws://127.0.0.1:1/",
    ]),
    behind: fc.oneof(
      fc.constantFrom("88020005", "8801ff", "897fffffffffffffffff", "c1140102030405", "8100"),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("hex")),
    ),
    flipped: fc.option(fc.nat({ max: 400 })),
    leaves: fc.constantFrom("not", "end", "reset"),
  })
  .map(({ status, upgrade, fields, behind, flipped, leaves }) => {
    const bytes = (accept: string): Buffer => {
      const lines = [`HTTP/1.1 ${status}`, `Upgrade: ${upgrade}`, "Connection: Upgrade"];
      const head = [...lines, `Sec-WebSocket-Accept: ${accept}`, ...fields, "", ""].join("\r\n");
      const all = Buffer.concat([Buffer.from(head), Buffer.from(behind, "hex")]);
      if (flipped !== null && flipped < all.length) all[flipped] = (all[flipped] ?? 0) ^ 0x21;
      return all;
    };
    return { bytes, leaves };
  });

let answer: Answer = { bytes: () => Buffer.alloc(0), leaves: "end" };
const backend = createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", (request) => {
    const [, key = ""] = /sec-websocket-key: (\S+)/i.exec(request.toString("latin1")) ?? [];
    socket.write(answer.bytes(acceptKey(key)));
    if (answer.leaves === "end") socket.end();
    if (answer.leaves === "reset") socket.resetAndDestroy();
  });
});

beforeAll(() => once(backend.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void backend.close());

/** What a check and a test make of one answer; each has come to its end. */
async function ask(given: Answer) {
  answer = given;
  const { port } = backend.address() as AddressInfo; // listening on a port
  const url = `ws://127.0.0.1:${port}/`;
  const health = { ...defaultEndpointOptions.health, timeoutMs, path: "/health" };
  const checked = new Promise<string>((resolve) => {
    checkBackend({ url, health, headers: [], tls, judgeEgress: anywhere }, ({ problem }) => resolve(problem));
  });
  const tested = probeEndpoint(url, anywhere, { timeoutMs, headers: [], tls });
  return { problem: await checked, verdict: (await tested).verdict };
}

it("are survived", { timeout: 90_000 }, async () => {
  const property = fc.asyncProperty(answers, async (given) => void (await ask(given)));
  await fc.assert(property, { seed, numRuns, interruptAfterTimeLimit: 30_000 });
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  const bytes = (accept: string) =>
    Buffer.from([...lines, `Sec-WebSocket-Accept: ${accept}`, "", ""].join("\r\n"));
  expect(await ask({ bytes, leaves: "not" })).toEqual({ problem: "", verdict: "accepted" });
});
