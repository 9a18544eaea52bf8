// `npm run bench sign-in`: what strangers who loop on wrong passwords cost everybody else: how long the sign-in page
// takes, and whether a right password still opens. Checks first that wrong passwords are refused and a right one is not.
import { performance } from "node:perf_hooks";
import { median, quantile } from "#gateway/bench/statistics.ts";
import { formatTable } from "#gateway/bench/text-table.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { PlainSignIn } from "../support/plain-sign-in.ts";
import { findPageProblem, requestPage } from "./page-request.ts";
import { startPortal } from "./portal-under-test.ts";

const LOOPS = 16;
const WARM_UPS = 10;
const P95 = 0.95;

/** Where an attempt says it comes from: the portal believes its one proxy. */
type Addresses = (attempt: number) => string;
const attackers: readonly { readonly name: string; readonly addresses: Addresses | null }[] = [
  { name: "nobody", addresses: null },
  { name: `${LOOPS} loops, one address`, addresses: () => "203.0.113.1" },
  { name: `${LOOPS} loops, an address for each attempt`, addresses: (attempt) => addressOf(attempt) },
];

/** Runs the bench and prints its table. Argument: `--quick`. Resolves to the exit code: 1 where an answer was wrong. */
export async function runSignInBench(args: readonly string[]): Promise<number> {
  const requests = args.includes("--quick") ? 50 : 300;
  const portal = await startPortal(1, { TRUST_PROXY: "1" });
  try {
    const problem = await findProblem(portal.url);
    if (problem !== null) {
      console.log(`Wrong answers, so nothing was measured: ${problem}`);
      return 1;
    }
    const rows = [];
    for (const { name, addresses } of attackers) {
      const { tookMs, attempts, signIns } = await measure(portal.url, addresses, requests);
      const times = [median(tookMs), quantile(tookMs, P95), Math.max(...tookMs)].map((ms) => ms.toFixed(0));
      rows.push([name, ...times, attempts.toFixed(0), signIns]);
    }
    const head = ["wrong passwords from", "median", "p95", "worst", "attempts/s", "known browser signs in"];
    console.log(`\nThe sign-in page, request to last byte, ms\n${formatTable(head, rows)}`);
    return 0;
  } finally {
    await portal.stop();
  }
}

async function findProblem(url: string): Promise<string | null> {
  const page = findPageProblem(await requestPage(`${url}/sign-in`, ""), "Sign in");
  if (page !== null) return page;
  const wrong = await new PlainSignIn(url).post("admin", "wrong", { "X-Forwarded-For": "198.51.100.1" });
  return wrong.location === null && wrong.text.includes("is wrong")
    ? null
    : "a wrong password is not refused";
}

async function measure(url: string, addresses: Addresses | null, requests: number) {
  const known = await knownBrowser(url);
  const stop = new AbortController();
  let attempts = 0;
  const loop = async (): Promise<void> => {
    const form = new PlainSignIn(url);
    while (addresses !== null && !stop.signal.aborted) {
      attempts += 1;
      await form.post("admin", `wrong ${attempts}`, { "X-Forwarded-For": addresses(attempts) });
    }
  };
  const startedAtMs = performance.now();
  const loops = Array.from({ length: LOOPS }, loop);
  const tookMs: number[] = [];
  for (let request = 0; request < WARM_UPS + requests; request += 1) {
    const { tookMs: took } = await requestPage(`${url}/sign-in`, "");
    if (request >= WARM_UPS) tookMs.push(took);
  }
  const signIns = await known();
  const seconds = (performance.now() - startedAtMs) / 1_000;
  stop.abort();
  await Promise.all(loops);
  return { tookMs, attempts: attempts / seconds, signIns };
}

/** A browser in which the creator was signed in before: signs in again, and says how long it took. */
async function knownBrowser(url: string): Promise<() => Promise<string>> {
  const form = new PlainSignIn(url);
  const headers = { "X-Forwarded-For": "198.51.100.2" };
  const { setCookies } = await form.post("creator", demoPassword, headers);
  const Cookie = setCookies.map((cookie) => cookie.split(";")[0]).join("; ");
  return async () => {
    const startedAtMs = performance.now();
    const { location } = await form.post("creator", demoPassword, { ...headers, Cookie });
    const tookMs = performance.now() - startedAtMs;
    return location === null ? "refused" : `in ${tookMs.toFixed(0)} ms`;
  };
}

function addressOf(attempt: number): string {
  return `10.${(attempt >> 16) & 0xff}.${(attempt >> 8) & 0xff}.${attempt & 0xff}`;
}
