// `npm run bench routing`: 10,000 APIs of ten topics. How long a worker takes to load them, how long it stops for it, what
// routing a handshake costs, what one deploy costs. Checks first that the right topics are found.
import { createHash } from "node:crypto";
import { benchApi, benchKey, roomTopics } from "#gateway/bench/contestants/bench-routes.ts";
import { measureAccepting } from "#gateway/bench/routing/measure-accepting.ts";
import { measureRoutingLoad } from "#gateway/bench/routing/measure-routing-load.ts";
import { median } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { routingBatchSize } from "#gateway/control-plane/routing-delivery.ts";
import { applyUpdate, emptyRouting, inBatches, wholeOf } from "#gateway/control-plane/routing-state.ts";
import { routeAndAdmit } from "#gateway/data-plane/handshake/admission.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { type RequestHead, readRequestHead } from "#gateway/data-plane/http/request-head.ts";
import { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { RoutingEntry, RoutingUpdate } from "#lib/routes/route-record.ts";

const API_COUNT = 10_000;
const HANDSHAKES = 50_000;
const ROUNDS = 7;
const MEGABYTE = 1_048_576;

/** Runs the bench; resolves to the exit code: 1 where a path led to the wrong topic. */
export async function runRoutingBench(): Promise<number> {
  const entries = Array.from({ length: API_COUNT }, (_, number) => entryOf(number));
  const full: RoutingUpdate = { revision: 1, isFull: true, entries: [...entries, ...keys()] };
  const { state } = applyUpdate(emptyRouting, full);
  const table = new RoutingTable();
  for (const batch of inBatches(wholeOf(state), routingBatchSize)) table.apply(batch);
  const wrong = findWrongRoutes(table);
  if (wrong.length > 0) {
    console.log(`Wrong routes, so nothing was measured:\n${wrong.slice(0, 10).join("\n")}`);
    return 1;
  }
  console.log(`${API_COUNT} APIs of ten topics lead to the right topics. Measuring …`);
  const load = await measureRoutingLoad(state, (number) => entryOf((number * 97) % API_COUNT, number + 2));
  const accepting = await measureAccepting(API_COUNT);
  const nowMs = Date.now();
  const routingUs = measurePerHandshake(({ target: { segments } }) => {
    const match = table.matchApi(segments);
    return match?.api.matchTopic(segments.slice(match.depth));
  });
  const admittingUs = measurePerHandshake((head) =>
    routeAndAdmit(head, table, { clientAddress: "127.0.0.1", nowMs }),
  );
  const targets = [
    ["A worker loads the snapshot, ms", load.loadMs, 2_000],
    ["Longest pause of its event loop meanwhile, ms", load.pauseMs, 20],
    ["Routing a handshake: API, topic, parameters, µs", routingUs, 5],
    ["One deploy, from the primary to the worker, ms", load.deployMs, 50],
    ["The accepting process stands still: everything read, ms", accepting.fullMs, 50],
    ["One API changed and saved, ms", accepting.changeMs, 50],
  ] as const;
  const rows = [
    ...targets.map(([what, value, most]) => [what, value.toFixed(2), String(most), verdict(value, most)]),
    ["The same handshake admitted: its key hashed and looked up, µs", admittingUs.toFixed(2)],
    ["Start from the last known good state, before the port is open, ms", accepting.fileMs.toFixed(2)],
    ["Memory of a worker for it, MB", (load.rssBytes / MEGABYTE).toFixed(1)],
    ["Of it V8 heap, MB", (load.heapBytes / MEGABYTE).toFixed(1)],
  ];
  console.log(formatTable(["", "Sluice", "at most", ""], rows));
  return 0;
}

function entryOf(number: number, revision = 1): RoutingEntry {
  const record = { ...benchApi(number, "ws://127.0.0.1:9"), revision };
  return { kind: "route", id: record.apiId, record };
}

/** A key for each API that is asked for. */
function* keys(): Generator<RoutingEntry> {
  for (let number = 0; number < API_COUNT; number += 1) {
    const { apiId } = benchApi(number, "ws://127.0.0.1:9");
    const record = {
      id: `key-${number}`,
      kind: "test",
      hash: createHash("sha256").update(`${benchKey}${number}`).digest("hex"),
      apiId,
      environment: "production",
      application: "Bench",
      expiresAtMs: Date.now() + 3_600_000,
    } as const;
    yield { kind: "credential", id: record.id, record };
  }
}

function headFor(number: number, room: number): RequestHead {
  const fields = {
    Host: "gateway.test",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    apikey: `${benchKey}${number}`,
  };
  const head = readRequestHead({
    method: "GET",
    url: `/bench${number}/1.0.0/rooms${room}/r${number}`,
    httpVersion: "1.1",
    rawHeaders: Object.entries(fields).flat(),
  });
  if (head instanceof Refusal) throw new Error(`a good head was refused: ${head.detail}`);
  return head;
}

function findWrongRoutes(table: RoutingTable): string[] {
  const wrong: string[] = [];
  for (let number = 0; number < API_COUNT; number += 1) {
    const room = number % roomTopics;
    const admitted = routeAndAdmit(headFor(number, room), table, {
      clientAddress: "127.0.0.1",
      nowMs: Date.now(),
    });
    const isRight =
      !(admitted instanceof Refusal) &&
      admitted.api.record.apiId === benchApi(number, "").apiId &&
      admitted.topic.address === `/rooms${room}/{roomID}` &&
      admitted.topicRequest.params.get("roomID") === `r${number}`;
    if (!isRight)
      wrong.push(`/bench${number}: ${admitted instanceof Refusal ? admitted.code : admitted.topic.address}`);
  }
  return wrong;
}

function measurePerHandshake(handle: (head: RequestHead) => unknown): number {
  const heads = Array.from({ length: 1_000 }, (_, index) =>
    headFor((index * 7_919) % API_COUNT, index % roomTopics),
  );
  const perHandshake = Array.from({ length: ROUNDS }, () => {
    const startedMs = performance.now();
    for (let done = 0; done < HANDSHAKES; done += heads.length) {
      for (const head of heads) handle(head);
    }
    return ((performance.now() - startedMs) * 1_000) / HANDSHAKES;
  });
  return median(perHandshake);
}
