// How long it takes until a person reads a definition: from the navigation to the page's first paint, and to the heading of
// the topic that the link names, in a real browser.
import type { Browser } from "@playwright/test";
import { median, quantile } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import type { Session } from "./page-scripts.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";
import type { SeededDocument } from "./seed-documents.ts";

const TARGET_MS = 300;
const P95 = 0.95;

/** Milliseconds from the navigation. */
type Seen = { readonly paint: number; readonly topic: number };

/** Reads each document that often and prints the table. A document that does not show its topic throws. */
export async function measureDefinitions(
  portal: PortalUnderTest,
  browser: Browser,
  session: Session,
  { warmUps, rounds }: { warmUps: number; rounds: number },
): Promise<string> {
  const samples = new Map<string, Seen[]>(portal.documents.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const document of portal.documents) {
      const seen = await readOnce(portal.url, browser, session, document);
      if (round >= warmUps) samples.get(document.name)?.push(seen);
    }
  }
  const rows = portal.documents.map(({ name, kilobytes }) => {
    const all = samples.get(name) ?? [];
    const paints = all.map(({ paint }) => paint);
    const topics = all.map(({ topic }) => topic);
    const cells = [median(paints), median(topics), quantile(topics, P95)].map((ms) => ms.toFixed(0));
    return [
      `Definition, ${name}`,
      kilobytes.toFixed(0),
      ...cells,
      String(TARGET_MS),
      verdict(median(topics), TARGET_MS),
    ];
  });
  const title =
    "A link to a topic of a definition, from the navigation to what is seen, ms, in Chromium with a warm cache";
  const heads = ["", "KB", "first paint", "the topic: median", "p95", "at most", ""];
  return `${title}\n${formatTable(heads, rows)}`;
}

async function readOnce(
  url: string,
  browser: Browser,
  session: Session,
  { apiId, channel }: SeededDocument,
): Promise<Seen> {
  const context = await sharedContext(browser, session);
  const page = await context.newPage();
  try {
    const id = address.channel(channel);
    await page.goto(`${url}/apis/${apiId}/definition${linkTo(id)}`, { waitUntil: "commit" });
    const seen = await page.waitForFunction(
      (wanted) => {
        const place = document.getElementById(wanted)?.getBoundingClientRect();
        if (!place || place.height === 0 || place.top > window.innerHeight) return null;
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        return paint ? { paint: paint.startTime, topic: performance.now() } : null;
      },
      id,
      { polling: "raf", timeout: 15_000 },
    );
    const value = await seen.jsonValue();
    if (value === null) throw new Error("the topic was not seen");
    return value;
  } finally {
    await page.close();
  }
}

let shared: Promise<Awaited<ReturnType<Browser["newContext"]>>> | null = null;

/** One context for all, so that scripts come from the cache, as they do for somebody at work. */
function sharedContext(browser: Browser, session: Session) {
  shared ??= browser.newContext({ storageState: session, viewport: { width: 1440, height: 900 } });
  return shared;
}
