// `npm run bench consumers`: 100,000 keys of 10,000 applications. How long a worker takes to load them, what admitting one
// costs beside a test key, how soon a revocation among them acts and how soon one closes half of 1,000 live connections; and
// the catalogue of 10,000 published APIs. Checks first that the right ones are let in, closed and found.
import { createHash } from "node:crypto";
import { CATALOGUE_APIS, measureCatalogue } from "#gateway/bench/consumers/catalogue-search.ts";
import {
  CONNECTIONS_EACH,
  type MassRevocation,
  measureMassRevocation,
} from "#gateway/bench/consumers/mass-revocation.ts";
import { benchApi } from "#gateway/bench/contestants/bench-routes.ts";
import { measureRoutingLoad, type RoutingLoad } from "#gateway/bench/routing/measure-routing-load.ts";
import { median } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { routingBatchSize } from "#gateway/control-plane/routing-delivery.ts";
import { applyUpdate, emptyRouting, inBatches, wholeOf } from "#gateway/control-plane/routing-state.ts";
import { routeAndAdmit } from "#gateway/data-plane/handshake/admission.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { type RequestHead, readRequestHead } from "#gateway/data-plane/http/request-head.ts";
import { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { oauthClientEntry, testIssuer } from "#gateway/data-plane/test-kit/consumers.ts";
import { anyOrigin } from "#lib/routes/origin-rule.ts";
import { unlimited } from "#lib/routes/plan-record.ts";
import type { RoutingEntry, RoutingUpdate } from "#lib/routes/route-record.ts";

const APPLICATIONS = 10_000;
const KEYS = 100_000;
const HANDSHAKES = 50_000;
const ROUNDS = 7;
const MEGABYTE = 1_048_576;
const TEST_KEY = "test-key";
const MOST_REVOCATION_MS = 1_000;
const MOST_SEARCH_MS = 100;
const MOST_TOKEN_SHARE = 1.3;
/** Different heads that are admitted in turn. */
const HEADS = 1_000;
const asking = { clientAddress: "127.0.0.1", nowMs: Date.now() };

/** Runs the bench; resolves to the exit code: 1 where somebody was let in or refused wrongly. */
export async function runConsumersBench(): Promise<number> {
  const issuer = testIssuer();
  const full: RoutingUpdate = { revision: 1, isFull: true, entries: [...entries(), issuer.entry] };
  const { state } = applyUpdate(emptyRouting, full);
  const table = new RoutingTable();
  for (const batch of inBatches(wholeOf(state), routingBatchSize)) table.apply(batch);
  const wrong = findWrong(table);
  if (wrong.length > 0) {
    console.log(`Wrongly admitted or refused, so nothing was measured:\n${wrong.slice(0, 10).join("\n")}`);
    return 1;
  }
  console.log(`${KEYS} keys of ${APPLICATIONS} applications let in whom they should. Measuring …`);
  const load = await measureRoutingLoad(state, (number) => ({
    kind: "credential",
    id: `key-${(number * 97) % KEYS}`,
    record: null,
  }));
  const admitting = await measureKinds(table, issuer);
  const mass = await measureMassRevocation();
  const catalogue = await measureCatalogue();
  const problems = [...mass.wrong, ...catalogue.wrong];
  if (problems.length > 0) {
    console.log(`Wrongly closed, kept or found:\n${problems.join("\n")}`);
    return 1;
  }
  const rows = [...loadRows(load), massRow(mass), ...admittingRows(admitting), ...catalogueRows(catalogue)];
  console.log(formatTable(["", "Sluice", "at most", ""], rows));
  return 0;
}

type Row = readonly string[];

function atMost(what: string, value: number, most: number): Row {
  return [what, value.toFixed(2), String(most), verdict(value, most)];
}

function loadRows({ loadMs, deployMs, pauseMs, rssBytes }: RoutingLoad): Row[] {
  return [
    atMost("A worker loads them, ms", loadMs, 2_000),
    atMost("One revocation, from the primary to the worker, ms", deployMs, MOST_REVOCATION_MS),
    ["Longest pause of its event loop meanwhile, ms", pauseMs.toFixed(2)],
    ["Memory of a worker for them, MB", (rssBytes / MEGABYTE).toFixed(1)],
  ];
}

function massRow({ closed, closedMs, echoing }: MassRevocation): Row {
  const codes = [...closed].map(([code, count]) => `${count} closed with ${code}`).join(", ");
  const what = `One of two keys revoked that ${2 * CONNECTIONS_EACH} live connections share`;
  return atMost(
    `${what}: ${codes}, ${echoing} echo on; the last closed after, ms`,
    closedMs,
    MOST_REVOCATION_MS,
  );
}

type Admitting = { readonly withKey: number; readonly withTestKey: number; readonly withToken: number };

/** Microseconds of a handshake with each kind of credential. */
async function measureKinds(table: RoutingTable, issuer: ReturnType<typeof testIssuer>): Promise<Admitting> {
  const keys = Array.from({ length: HEADS }, (_, number) => keyText((number * 7_919) % KEYS));
  const withKey = measureAdmitting(table, keys.map(headFor));
  const withTestKey = measureAdmitting(table, [headFor(TEST_KEY)]);
  const iat = Math.floor(asking.nowMs / 1_000);
  const tokens = await Promise.all(keys.map(() => issuer.sign({ iat, exp: iat + 3_600 })));
  return { withKey, withTestKey, withToken: measureAdmitting(table, tokens.map(headWithToken)) };
}

function admittingRows({ withKey, withTestKey, withToken }: Admitting): Row[] {
  return [
    ["A handshake admitted with one of the keys, µs", withKey.toFixed(2)],
    ["The same with one test key, again and again, µs", withTestKey.toFixed(2)],
    ["The same with one of 1,000 access tokens that are verified, µs", withToken.toFixed(2)],
    atMost("What an access token costs, as a share of a key", withToken / withKey, MOST_TOKEN_SHARE),
  ];
}

function catalogueRows({ rows }: Awaited<ReturnType<typeof measureCatalogue>>): Row[] {
  return rows.map(({ what, ms }) =>
    atMost(`The catalogue of ${CATALOGUE_APIS} APIs searched for ${what}, ms`, ms, MOST_SEARCH_MS),
  );
}

function keyText(number: number): string {
  return `slk_${number}`;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function* entries(): Generator<RoutingEntry> {
  const made = benchApi(0, "ws://127.0.0.1:9");
  const api = { ...made, security: { ...made.security, apiKey: true, oauth2: true } };
  yield { kind: "route", id: api.apiId, record: api };
  yield { kind: "plan", id: "gold", record: { id: "gold", name: "Gold", limits: unlimited } };
  const shared = { environment: "production" } as const;
  const test = { id: "test", kind: "test", hash: hashOf(TEST_KEY), ...shared } as const;
  const expiresAtMs = Date.now() + 3_600_000;
  yield {
    kind: "credential",
    id: "test",
    record: { ...test, apiId: api.apiId, application: "Bench", expiresAtMs },
  };
  yield oauthClientEntry({ applicationId: "app-1" });
  for (let number = 0; number < APPLICATIONS; number += 1) {
    const id = `app-${number}`;
    // Every tenth is blocked.
    const blocked = number % 10 === 0 ? "all" : "none";
    const one = { id: `sub-${number}`, apiId: api.apiId, planId: "gold", state: "active", blocked } as const;
    const name = `Application ${number}`;
    yield { kind: "application", id, record: { id, name, ownerId: "owner", subscriptions: [one] } };
  }
  for (let number = 0; number < KEYS; number += 1) {
    const id = `key-${number}`;
    const hash = hashOf(keyText(number));
    const applicationId = `app-${number % APPLICATIONS}`;
    const record = { id, kind: "api_key", hash, applicationId, ...shared } as const;
    yield {
      kind: "credential",
      id,
      record: { ...record, expiresAtMs: null, addresses: [], originRule: anyOrigin, scopes: [] },
    };
  }
}

function headFor(apikey: string): RequestHead {
  return headWith({ apikey });
}

function headWithToken(token: string): RequestHead {
  return headWith({ Authorization: `Bearer ${token}` });
}

function headWith(credential: Readonly<Record<string, string>>): RequestHead {
  const fields = {
    Host: "gateway.test",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...credential,
  };
  const url = "/bench0/1.0.0/rooms0/r0";
  const rawHeaders = Object.entries(fields).flat();
  const head = readRequestHead({ method: "GET", url, httpVersion: "1.1", rawHeaders });
  if (head instanceof Refusal) throw new Error(`a good head was refused: ${head.detail}`);
  return head;
}

function findWrong(table: RoutingTable): string[] {
  const wrong: string[] = [];
  for (let number = 0; number < KEYS; number += 7) {
    const outcome = routeAndAdmit(headFor(keyText(number)), table, asking);
    const became = outcome instanceof Refusal ? outcome.code : outcome.grant?.application;
    const application = number % APPLICATIONS;
    const due = application % 10 === 0 ? "subscription_blocked" : `Application ${application}`;
    if (became !== due) wrong.push(`key ${number}: ${became}, not ${due}`);
  }
  const stranger = routeAndAdmit(headFor("slk_nobody"), table, asking);
  if (!(stranger instanceof Refusal)) wrong.push("an unknown key was let in");
  return wrong;
}

/** Microseconds of one handshake, the median of some rounds. */
function measureAdmitting(table: RoutingTable, heads: readonly RequestHead[]): number {
  for (const head of heads) {
    const outcome = routeAndAdmit(head, table, asking);
    if (outcome instanceof Refusal && outcome.code !== "subscription_blocked")
      throw new Error(outcome.detail);
  }
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedMs = performance.now();
    for (let done = 0; done < HANDSHAKES; done += heads.length) {
      for (const head of heads) routeAndAdmit(head, table, asking);
    }
    return ((performance.now() - startedMs) * 1_000) / HANDSHAKES;
  });
  return median(rounds);
}
