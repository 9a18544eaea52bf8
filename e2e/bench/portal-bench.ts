// `npm run bench portal`: how long the portal takes to render its pages with 1,000 APIs, and how much JavaScript they
// bring. Checks first that each page is the one it should be.
import { type Browser, chromium } from "@playwright/test";
import { median, quantile } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { findBrowser } from "../support/browser.ts";
import { measureAnswers, measureOpenings } from "./definition-bench.ts";
import { findPageProblem, requestPage } from "./page-request.ts";
import { cookieHeader, measureScripts, type ScriptBytes, type Session, signIn } from "./page-scripts.ts";
import { measurePeople } from "./people-bench.ts";
import { listPages, type PortalPage } from "./portal-pages.ts";
import { type PortalUnderTest, startPortal } from "./portal-under-test.ts";
import { measurePreviews } from "./preview-bench.ts";

const API_COUNT = 1_000;
const RENDER_TARGET_MS = 100;
const SCRIPT_TARGET_KB = 300;
const KILOBYTE = 1_024;
const P95 = 0.95;

type Size = { readonly warmUps: number; readonly requests: number };
const fullSize: Size = { warmUps: 5, requests: 40 };
const quickSize: Size = { warmUps: 2, requests: 10 };

/** Runs the bench and prints its tables. Arguments: `--quick`; `--definitions` for the reading of those only, `--preview` for the preview beside the editor only, `--people` for ten people who work only. Resolves to the exit code: 1 where a page was wrong. */
export async function runPortalBench(args: readonly string[]): Promise<number> {
  const size = args.includes("--quick") ? quickSize : fullSize;
  const isPreviewOnly = args.includes("--preview");
  const isPeopleOnly = args.includes("--people");
  const portal = await startPortal(isPreviewOnly || isPeopleOnly ? 1 : API_COUNT);
  try {
    const { executablePath, args: browserArgs } = findBrowser(process.env);
    const launch = { args: [...browserArgs], ...(executablePath ? { executablePath } : {}) };
    await using browser = await chromium.launch(launch);
    if (isPreviewOnly) {
      const session = await signIn(browser, portal.url, "admin", demoPassword);
      console.log(`\n${await measurePreviews(portal, browser, session, roundsOf(size))}`);
      return 0;
    }
    if (isPeopleOnly) {
      const session = await signIn(browser, portal.url, "admin", demoPassword);
      console.log(`\n${await measurePeople(portal, browser, session, roundsOf(size).rounds)}`);
      return 0;
    }
    if (args.includes("--definitions")) {
      const session = await signIn(browser, portal.url, "admin", demoPassword);
      await reportReading(portal, browser, session, size);
      return 0;
    }
    return await measure(portal, browser, size);
  } finally {
    await portal.stop();
  }
}

async function measure(portal: PortalUnderTest, browser: Browser, size: Size): Promise<number> {
  const session = await signIn(browser, portal.url, "admin", demoPassword);
  const pages = listPages(portal.apiId);
  const problems = await findProblems(portal, pages, session);
  if (problems.length > 0) {
    console.log(`Wrong pages, so nothing was measured:\n${problems.join("\n")}`);
    return 1;
  }
  console.log(`\n${renderTable(pages, await measureRendering(portal, pages, session, size))}`);
  await reportReading(portal, browser, session, size);
  console.log(`\n${await measurePeople(portal, browser, session, roundsOf(size).rounds)}`);
  const scripts = [];
  for (const page of pages) scripts.push(await measureScripts(browser, session, portal.url + page.path));
  console.log(`\n${scriptTable(pages, scripts)}`);
  return 0;
}

async function reportReading(
  portal: PortalUnderTest,
  browser: Browser,
  session: Session,
  size: Size,
): Promise<void> {
  const rounds = roundsOf(size);
  console.log(`\n${await measureAnswers(portal, browser, session, rounds)}`);
  console.log(`\n${await measureOpenings(portal, browser, session, rounds)}`);
  console.log(`\n${await measurePreviews(portal, browser, session, rounds)}`);
  if (portal.documents.length < 5)
    console.log("(The corpus of real documents is absent: its rows are left out.)");
}

function roundsOf({ warmUps, requests }: Size): { warmUps: number; rounds: number } {
  return { warmUps, rounds: Math.ceil(requests / 2) };
}

async function findProblems(portal: PortalUnderTest, pages: readonly PortalPage[], session: Session) {
  const problems = [];
  for (const { path, heading } of pages) {
    const answer = await requestPage(portal.url + path, cookieHeader(session));
    const problem = findPageProblem(answer, heading);
    if (problem !== null) problems.push(`${path}: ${problem}`);
  }
  return problems;
}

/** Milliseconds of each request, by page. Round by round, so that a busy machine slows all pages alike. */
async function measureRendering(
  portal: PortalUnderTest,
  pages: readonly PortalPage[],
  session: Session,
  size: Size,
): Promise<number[][]> {
  const cookie = cookieHeader(session);
  const samples: number[][] = pages.map(() => []);
  for (let round = 0; round < size.warmUps + size.requests; round += 1) {
    for (const [index, { path }] of pages.entries()) {
      const { tookMs } = await requestPage(portal.url + path, cookie);
      if (round >= size.warmUps) samples[index]?.push(tookMs);
    }
  }
  return samples;
}

function renderTable(pages: readonly PortalPage[], samples: readonly number[][]): string {
  const rows = pages.map(({ name }, index) => {
    const took = samples[index] ?? [];
    const middle = median(took);
    const cells = [Math.min(...took), middle, quantile(took, P95)].map((ms) => ms.toFixed(0));
    return [name, ...cells, String(RENDER_TARGET_MS), verdict(middle, RENDER_TARGET_MS)];
  });
  const title = `Server render time with ${API_COUNT.toLocaleString("en")} APIs, request to last byte, ms`;
  return `${title}\n${formatTable(["", "least", "median", "p95", "at most", ""], rows)}`;
}

function scriptTable(pages: readonly PortalPage[], scripts: readonly ScriptBytes[]): string {
  const rows = pages.map(({ name, hasScriptBudget }, index) => {
    const { named, loaded } = scripts[index] ?? { named: Number.NaN, loaded: Number.NaN };
    const cells = [named, loaded].map((bytes) => (bytes / KILOBYTE).toFixed(0));
    const target = hasScriptBudget
      ? [String(SCRIPT_TARGET_KB), verdict(named / KILOBYTE, SCRIPT_TARGET_KB)]
      : ["", ""];
    return [name, ...cells, ...target];
  });
  const title = "JavaScript of the first load, empty cache, compressed, KB";
  return `${title}\n${formatTable(["", "named in HTML", "until quiet", "at most", ""], rows)}`;
}
