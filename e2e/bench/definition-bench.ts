// How long it takes until a definition is read: from the request to the page's last byte, and in a real browser to its first
// paint and to the heading of the topic that the link names, beside the list of APIs in the same browser. Openings are told
// apart by what went before: a save, a restart, an earlier opening, or nothing at all.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { median } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import { saveWith, withEditor } from "./editor.ts";
import { findPageProblem, requestPage } from "./page-request.ts";
import { cookieHeader, type Session } from "./page-scripts.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";
import type { SeededDocument } from "./seed-documents.ts";

const TARGET_MS = 300;
const SEEN_WITHIN_MS = 20_000;
/** In how many of the APIs that have a document it is saved. */
const SAVED_COPIES = 3;

type Rounds = { readonly warmUps: number; readonly rounds: number };

/** Milliseconds of openings, by what went before. */
type Answers = {
  /** No portal and no code like this has read the text: it was written into the database. */
  readonly neverRead: readonly number[];
  readonly again: readonly number[];
  /** Saved in the editor, and read ahead since. */
  readonly afterSave: readonly number[];
  /** For how long it was read ahead, from when the editor said that it was saved. */
  readonly readAhead: readonly number[];
  /** Asked for as soon as the editor said so. */
  readonly duringReading: readonly number[];
  /** The portal's process is new; the text was opened in an earlier one. */
  readonly afterRestart: readonly number[];
};

/**
 * Asks for each document in each of those ways and returns the table; restarts the portal. An answer that is not the page, or
 * lacks the topic, throws.
 */
export async function measureAnswers(
  portal: PortalUnderTest,
  browser: Browser,
  session: Session,
  { warmUps, rounds }: Rounds,
): Promise<string> {
  const ask = asker(portal, session);
  const read = [];
  for (const document of portal.documents) {
    const neverRead = await askEach(ask, document, document.apiIds);
    const all = Array.from(
      { length: warmUps + rounds },
      (_, round) => document.apiIds.at(round % document.apiIds.length) ?? "",
    );
    const again = await askEach(ask, document, all);
    const saves = await askAfterSaves(portal, browser, session, document);
    read.push({ document, neverRead, again: again.slice(warmUps), ...saves });
  }
  await portal.restart();
  const rows = [];
  for (const { document, ...answers } of read) {
    const afterRestart = await askEach(ask, document, document.apiIds);
    rows.push(rowOf(document, { ...answers, afterRestart }));
  }
  const title = "A definition with its documentation, request to last byte, median, ms";
  const ready = ["", "KB", "again", "after a save", "after a restart", "at most", ""];
  const columns = [...ready, "(read after the save for)", "(asked meanwhile)", "(never read)"];
  return `${title}\n${formatTable(columns, rows)}`;
}

type Ask = (document: SeededDocument, apiId: string) => Promise<number>;

function asker(portal: PortalUnderTest, session: Session): Ask {
  const cookie = cookieHeader(session);
  return async ({ name, channel }, apiId) => {
    const answer = await requestPage(`${portal.url}/apis/${apiId}/definition`, cookie);
    const isThere = answer.html.includes(`id="${address.channel(channel)}"`);
    const problem =
      findPageProblem(answer, "AsyncAPI Definition") ?? (isThere ? null : "its topic is missing");
    if (problem !== null) throw new Error(`${name}: ${problem}`);
    return answer.tookMs;
  };
}

async function askEach(ask: Ask, document: SeededDocument, apiIds: readonly string[]): Promise<number[]> {
  const took = [];
  for (const apiId of apiIds) took.push(await ask(document, apiId));
  return took;
}

type Saves = { readonly duringReading: number[]; readonly afterSave: number[]; readonly readAhead: number[] };

/** Saves each document twice: the page is asked for once as soon as the editor says so, and once when it was read ahead. */
async function askAfterSaves(
  portal: PortalUnderTest,
  browser: Browser,
  session: Session,
  document: SeededDocument,
): Promise<Saves> {
  const ask = asker(portal, session);
  const saves: Saves = { duringReading: [], afterSave: [], readAhead: [] };
  for (const apiId of document.apiIds.slice(0, SAVED_COPIES)) {
    await using context = await browser.newContext({ storageState: session });
    const page = await context.newPage();
    await withEditor(page, `${portal.url}/apis/${apiId}/definition`);
    await saveWith(page, "# saved");
    saves.duringReading.push(await ask(document, apiId));
    const before = await portal.findKept(apiId);
    await saveWith(page, " again");
    const startMs = performance.now();
    while ((await portal.findKept(apiId)) === before)
      if (performance.now() - startMs > SEEN_WITHIN_MS)
        throw new Error(`${document.name} was not read ahead`);
    saves.readAhead.push(performance.now() - startMs);
    saves.afterSave.push(await ask(document, apiId));
  }
  return saves;
}

function rowOf({ name, kilobytes }: SeededDocument, answers: Answers): string[] {
  const { again, afterSave, afterRestart, readAhead, duringReading, neverRead } = answers;
  const medians = [median(again), median(afterSave), median(afterRestart)];
  const rest = [readAhead, duringReading, neverRead].map(median);
  return [
    `Definition, ${name}`,
    ...[kilobytes, ...medians].map((one) => one.toFixed(0)),
    String(TARGET_MS),
    verdict(Math.max(...medians), TARGET_MS),
    ...rest.map((one) => one.toFixed(0)),
  ];
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
  const others = [
    { name: "A line of text (what the browser takes)", url: `${portal.url}/healthz`, id: null },
    { name: "APIs (list)", url: `${portal.url}/apis`, id: null },
  ];
  for (const opened of [...others, ...definitions]) {
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
  const paint = await page.evaluate(firstPaint);
  return { paint, part };
}

/** Runs in the page: when it first showed anything, which may come after everything was loaded. */
function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName("first-contentful-paint");
      if (paint) resolve(paint.startTime);
    });
    observer.observe({ type: "paint", buffered: true });
  });
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
