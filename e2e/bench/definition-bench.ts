// How long it takes until a definition is read: from the request to the page's last byte, and in a real browser to its first
// paint and to the heading of the topic that the link names, beside the list of APIs in the same browser. The first opening of
// a text, which nobody has read since it was stored, is told apart from later ones.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { median, quantile } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import { findPageProblem, requestPage } from "./page-request.ts";
import { cookieHeader, type Session } from "./page-scripts.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";
import type { SeededDocument } from "./seed-documents.ts";

const TARGET_MS = 300;
const P95 = 0.95;
const SEEN_WITHIN_MS = 20_000;

type Rounds = { readonly warmUps: number; readonly rounds: number };

/** Asks for each document that often and returns the table. An answer that is not the page, or lacks the topic, throws. */
export async function measureAnswers(
  portal: PortalUnderTest,
  session: Session,
  { warmUps, rounds }: Rounds,
): Promise<string> {
  const cookie = cookieHeader(session);
  const rows = [];
  for (const { name, kilobytes, apiIds, channel } of portal.documents) {
    const ask = async (apiId: string) => {
      const answer = await requestPage(`${portal.url}/apis/${apiId}/definition`, cookie);
      const isThere = answer.html.includes(`id="${address.channel(channel)}"`);
      const problem =
        findPageProblem(answer, "AsyncAPI Definition") ?? (isThere ? null : "its topic is missing");
      if (problem !== null) throw new Error(`${name}: ${problem}`);
      return answer.tookMs;
    };
    const first = [];
    for (const apiId of apiIds) first.push(await ask(apiId));
    const later = [];
    for (let round = 0; round < warmUps + rounds; round += 1) {
      const ms = await ask(apiIds[round % apiIds.length] ?? "");
      if (round >= warmUps) later.push(ms);
    }
    const cells = [kilobytes, median(first), median(later), quantile(later, P95)].map((one) =>
      one.toFixed(0),
    );
    rows.push([`Definition, ${name}`, ...cells, String(TARGET_MS), verdict(median(later), TARGET_MS)]);
  }
  const title = "A definition with its documentation, request to last byte, ms";
  return `${title}\n${formatTable(["", "KB", "first opening: median", "later: median", "p95", "at most", ""], rows)}`;
}

/** Opens each document in the browser that often and returns the table. One that does not show its topic throws. */
export async function measureOpenings(
  portal: PortalUnderTest,
  browser: Browser,
  session: Session,
  { warmUps, rounds }: Rounds,
): Promise<string> {
  await using context = await browser.newContext({
    storageState: session,
    viewport: { width: 1440, height: 900 },
  });
  const definitions = portal.documents.map(({ name, apiIds: [apiId = ""], channel }: SeededDocument) => {
    const id = address.channel(channel);
    return { name: `Definition, ${name}`, url: `${portal.url}/apis/${apiId}/definition${linkTo(id)}`, id };
  });
  const rows = [];
  for (const opened of [{ name: "APIs (list)", url: `${portal.url}/apis`, id: null }, ...definitions]) {
    const seen: Seen[] = [];
    for (let round = 0; round < warmUps + rounds; round += 1) {
      const one = await openOnce(context, opened);
      if (round >= warmUps) seen.push(one);
    }
    const part = opened.id === null ? "" : median(seen.map(({ part }) => part ?? Number.NaN)).toFixed(0);
    rows.push([opened.name, median(seen.map(({ paint }) => paint)).toFixed(0), part]);
  }
  const title = "The same in Chromium with a warm cache, from the navigation, median, ms";
  return `${title}\n${formatTable(["", "first paint", "the topic of the link"], rows)}`;
}

type Opened = { readonly name: string; readonly url: string; readonly id: string | null };
type Seen = { readonly paint: number; readonly part: number | null };

async function openOnce(context: BrowserContext, { name, url, id }: Opened): Promise<Seen> {
  await using page = await context.newPage();
  if (id !== null) await page.addInitScript(watchFor, id);
  await page.goto(url);
  const part = id === null ? null : await seenAfter(page);
  if (id !== null && part === null)
    throw new Error(`${name}: ${id} was not in the window after ${SEEN_WITHIN_MS} ms`);
  const paint = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
  return { paint, part };
}

async function seenAfter(page: Page): Promise<number | null> {
  const until = Date.now() + SEEN_WITHIN_MS;
  while (Date.now() < until) {
    const ms = await page.evaluate(() => document.documentElement.dataset.seenAfterMs);
    if (ms !== undefined) return Number(ms);
  }
  return null;
}

/** Runs in the page: notes on the document's element when the part was first in the window. */
function watchFor(id: string): void {
  const look = () => {
    const place = document.getElementById(id)?.getBoundingClientRect();
    const isSeen = place && place.height > 0 && place.top < window.innerHeight && place.bottom > 0;
    if (isSeen) document.documentElement.dataset.seenAfterMs = String(performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
