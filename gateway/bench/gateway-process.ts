// Process, contestant: one worker of the gateway as it runs in production, with its log and its counters, and with
// routes enough that finding the right one is work. Argument: the backend's port.
import { createHash, randomBytes } from "node:crypto";
import { generate } from "selfsigned";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { benchApi, benchApiId, benchKey } from "#gateway/bench/bench-routes.ts";
import { createDataPlane } from "#gateway/data-plane/data-plane.ts";
import { logConnections } from "#gateway/ops/connection-log.ts";
import { createLog } from "#gateway/ops/log.ts";
import type { RoutingEntry } from "#lib/routing/route-record.ts";

const API_COUNT = 1_000;
const STATS_EVERY_MS = 1_000;

const endpoint = `ws://127.0.0.1:${Number(process.argv[2])}`;
const plane = createDataPlane({ now: Date.now, randomBytes });
logConnections(createLog("info"));
plane.applyRouting({ revision: 1, isFull: true, entries: [...routes(), credential()] });
const pair = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
const tls = { cert: pair.cert, key: pair.private };
const { wsPort } = await plane.listen({ host: "127.0.0.1", wsPort: 0, wssPort: 0 }, tls);
setInterval(() => plane.stats(), STATS_EVERY_MS);
answerQuestions({ ...serverAnswers(wsPort), stats: () => plane.stats() });

function routes(): RoutingEntry[] {
  return Array.from({ length: API_COUNT }, (_, number) => {
    const record = benchApi(number, endpoint);
    return { kind: "route", id: record.apiId, record };
  });
}

function credential(): RoutingEntry {
  const record = {
    id: "bench",
    kind: "test",
    hash: createHash("sha256").update(benchKey).digest("hex"),
    apiId: benchApiId,
    environment: "production",
    application: "Bench",
    expiresAtMs: Date.now() + 3_600_000,
  } as const;
  return { kind: "credential", id: record.id, record };
}
