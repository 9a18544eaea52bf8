// Process, contestant: one worker of the gateway as it runs in production, with its log, its counters and its records,
// and with routes enough that finding the right one is work. Arguments: the backend's port, the folder of the
// certificate.
import { createHash } from "node:crypto";
import { answerQuestions, serverAnswers } from "#gateway/bench/answering.ts";
import {
  benchApi,
  benchApiId,
  benchKey,
  benchPlan,
  benchPlanKey,
} from "#gateway/bench/contestants/bench-routes.ts";
import { readCertificate } from "#gateway/bench/contestants/certificate.ts";
import { createDataPlane } from "#gateway/data-plane/data-plane.ts";
import {
  apiKey,
  applicationEntry,
  oauthClientEntry,
  planEntry,
  subscription,
  testIssuer,
} from "#gateway/data-plane/test-kit/consumers.ts";
import { ClosedQueue } from "#gateway/ops/closed-queue.ts";
import { logConnections } from "#gateway/ops/connection-log.ts";
import { createLog } from "#gateway/ops/log.ts";
import { randomBytes } from "#gateway/ops/random-bytes.ts";
import type { RoutingEntry } from "#lib/routes/route-record.ts";

const API_COUNT = 1_000;
const REPORTS_EVERY_MS = 1_000;
/** Longer than any run. */
const LASTS_SECONDS = 36_000;

const endpoint = `ws://127.0.0.1:${Number(process.argv[2])}`;
const plane = createDataPlane({ now: Date.now, monotonicNow: () => performance.now(), randomBytes });
logConnections(createLog("info"));
const closed = new ClosedQueue();
const issuer = testIssuer();
plane.applyRouting({ revision: 1, isFull: true, entries: [...routes(), credential(), ...consumers()] });
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
answerQuestions({
  ...serverAnswers({ port: ports.wsPort, tlsPort: ports.wssPort }),
  token: async () => ({ token: await issuer.sign({ exp: Math.floor(Date.now() / 1_000) + LASTS_SECONDS }) }),
});

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
    expiresAtMs: Date.now() + LASTS_SECONDS * 1_000,
  } as const;
  return { kind: "credential", id: record.id, record };
}

/** An application with a key and a client, which uses the called API under the plan. */
function consumers(): RoutingEntry[] {
  const key = apiKey(benchPlanKey);
  return [
    planEntry(benchPlan),
    applicationEntry([subscription({ apiId: benchApiId })]),
    { kind: "credential", id: key.id, record: key },
    oauthClientEntry(),
    issuer.entry,
  ];
}
