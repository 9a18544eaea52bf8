// Process, contestant: one worker of the gateway as it runs in production, with its log, its counters and its records,
// and with routes enough that finding the right one is work. Arguments: the backend's port, the folder of the
// certificate.
import { createHash } from "node:crypto";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import { benchApi, benchApiId, benchKey } from "#gateway/bench/contestants/bench-routes.ts";
import { readCertificate } from "#gateway/bench/contestants/certificate.ts";
import { createDataPlane } from "#gateway/data-plane/data-plane.ts";
import { ClosedQueue } from "#gateway/ops/closed-queue.ts";
import { logConnections } from "#gateway/ops/connection-log.ts";
import { createLog } from "#gateway/ops/log.ts";
import { randomBytes } from "#gateway/ops/random-bytes.ts";
import type { RoutingEntry } from "#lib/routes/route-record.ts";

const API_COUNT = 1_000;
const REPORTS_EVERY_MS = 1_000;

const endpoint = `ws://127.0.0.1:${Number(process.argv[2])}`;
const plane = createDataPlane({ now: Date.now, monotonicNow: () => performance.now(), randomBytes });
logConnections(createLog("info"));
const closed = new ClosedQueue();
plane.applyRouting({ revision: 1, isFull: true, entries: [...routes(), credential()] });
const ports = await plane.listen(
  { host: "127.0.0.1", wsPort: 0, wssPort: 0 },
  readCertificate(process.argv[3] ?? ""),
);
// What a worker makes for the primary; here nobody takes it.
setInterval(() => {
  closed.take();
  plane.takeCountChanges();
  plane.takeUsage();
  plane.takeBackendReports();
  plane.stats();
}, REPORTS_EVERY_MS);
answerQuestions(serverAnswers({ port: ports.wsPort, tlsPort: ports.wssPort }));

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
