// Checks that a contestant relays properly before anything is measured: a fast wrong answer is no result.
import { once } from "node:events";
import { type RawData, WebSocket } from "ws";
import type { Running } from "#gateway/bench/contestants/contestants.ts";
import type { Target } from "#gateway/bench/load/raw-client.ts";

const MEGABYTE = 1_000_000;
const TIMEOUT_MS = 10_000;

/** What is wrong with a contestant's answers, with and without TLS; empty where all are right. */
export async function findWrongAnswers({ contestant, targets }: Running): Promise<string[]> {
  const checks = contestant.isGateway ? { ...relayChecks, ...gatewayChecks } : relayChecks;
  const wrong = [];
  for (const target of targets) {
    for (const [what, check] of Object.entries(checks)) {
      const problem = await check(target).catch((error: unknown) => String(error));
      if (problem !== null) wrong.push(`${contestant.name}, ${target.scheme}: ${what}: ${problem}`);
    }
  }
  return wrong;
}

type Check = (target: Target) => Promise<string | null>;

const relayChecks: Readonly<Record<string, Check>> = {
  text: (target) => echoes(target, [Buffer.from("Grüße, 世界")], "text"),
  "empty text": (target) => echoes(target, [Buffer.alloc(0)], "text"),
  binary: (target) => echoes(target, [Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte))]),
  "1 MB": (target) => echoes(target, [Buffer.alloc(MEGABYTE, "0123456789abcdef-")]),
  fragmented: (target) => echoes(target, ["one ", "two ", "three"].map(Buffer.from), "text"),
  "100 in a row": inOrder,
  "close code": closes,
};

const gatewayChecks: Readonly<Record<string, Check>> = {
  "wrong key": (target) => refuses({ ...target, headers: { apikey: "slt_wrong" } }, 401),
  "forged token": (target) => refuses({ ...target, headers: { authorization: "Bearer e30.e30.e30" } }, 401),
  "no key": (target) => refuses({ ...target, headers: {} }, 401),
  "unknown API": (target) => refuses({ ...target, path: "/nothing/1.0.0/rooms7/42" }, 404),
  "unknown topic": (target) => refuses({ ...target, path: `${target.path}/deeper` }, 404),
};

/** Sends one message, in as many fragments as there are parts. */
async function echoes(target: Target, parts: readonly Buffer[], kind?: "text"): Promise<string | null> {
  const socket = await open(target);
  const received = once(socket, "message", inTime());
  const last = parts.length - 1;
  for (const [index, part] of parts.entries()) {
    socket.send(part, { binary: kind !== "text", fin: index === last });
  }
  const [data, isBinary]: unknown[] = await received;
  socket.terminate();
  if (isBinary !== (kind !== "text")) return "text came back as binary, or the other way";
  return Buffer.isBuffer(data) && data.equals(Buffer.concat(parts)) ? null : "another message came back";
}

async function inOrder(target: Target): Promise<string | null> {
  const socket = await open(target);
  const count = 100;
  const received: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on("message", (data: RawData) => {
    received.push(String(data));
    if (received.length === count) resolve();
  });
  const sent = Array.from({ length: count }, (_, index) => `message ${index}`);
  for (const message of sent) socket.send(message);
  const closed = once(socket, "close", inTime());
  await Promise.race([promise, closed]);
  socket.terminate();
  await closed;
  return received.join() === sent.join() ? null : "messages were lost or changed places";
}

async function closes(target: Target): Promise<string | null> {
  const socket = await open(target);
  const closed = once(socket, "close", inTime());
  socket.close(4321, "done here");
  const [code, reason]: unknown[] = await closed;
  return code === 4321 && String(reason) === "done here" ? null : `it came back as ${code} ${reason}`;
}

async function refuses(target: Target, status: number): Promise<string | null> {
  const socket = connect(target);
  socket.on("error", () => {});
  const outcome = await Promise.race([
    once(socket, "unexpected-response", inTime()).then(([, response]) => response.statusCode),
    once(socket, "open", inTime()).then(() => 101),
  ]);
  socket.terminate();
  return outcome === status ? null : `answered with ${outcome}`;
}

async function open(target: Target): Promise<WebSocket> {
  const socket = connect(target);
  await once(socket, "open", inTime());
  return socket;
}

function connect({ scheme, port, path, headers }: Target): WebSocket {
  const options = { headers, perMessageDeflate: false, rejectUnauthorized: false };
  return new WebSocket(`${scheme}://127.0.0.1:${port}${path}`, options);
}

function inTime(): { readonly signal: AbortSignal } {
  return { signal: AbortSignal.timeout(TIMEOUT_MS) };
}
