// How long the live preview beside the editor takes to show what was typed: in a real browser, from the key to the frame in
// which the preview has the new words. Of what is typed at one place only that place is read again, so keys that come after
// a change elsewhere and a moment of rest are measured apart.
import type { Browser, Page } from "@playwright/test";
import { median, quantile } from "#gateway/bench/statistics.ts";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { address } from "#lib/asyncapi/reading/address.ts";
import type { Session } from "./page-scripts.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";
import type { SeededDocument } from "./seed-documents.ts";

const TARGET_MS = 300;
const P95 = 0.95;
const SEEN_WITHIN_MS = 30_000;
/** What is typed elsewhere has been read and checked by then. */
const SETTLED_AFTER_MS = 1500;

type Rounds = { readonly warmUps: number; readonly rounds: number };

/** Types into each of the documents that the bench made and that people edit by hand, and returns the table. */
export async function measurePreviews(
  { url, documents }: PortalUnderTest,
  browser: Browser,
  session: Session,
  { warmUps, rounds }: Rounds,
): Promise<string> {
  await using context = await browser.newContext({
    storageState: session,
    viewport: { width: 1440, height: 900 },
  });
  const rows = [];
  for (const document of documents.filter(({ addressLine }) => addressLine !== null)) {
    await using page = await context.newPage();
    await openEditor(page, `${url}/apis/${document.apiIds[0]}/definition`, document);
    for (const [place, before] of [
      ["", undefined],
      [", after a change elsewhere", typeElsewhere],
    ] as const) {
      const took: number[] = [];
      for (let round = 0; round < warmUps + rounds; round += 1) {
        await before?.(page, document);
        const ms = await typeOnce(page, document);
        if (round >= warmUps) took.push(ms);
      }
      const middle = median(took);
      const cells = [document.kilobytes, middle, quantile(took, P95)].map((one) => one.toFixed(0));
      rows.push([
        `Preview, ${document.name}${place}`,
        ...cells,
        String(TARGET_MS),
        verdict(middle, TARGET_MS),
      ]);
    }
  }
  const title = "The preview beside the editor, from a key to the frame that shows what was typed, ms";
  return `${title}\n${formatTable(["", "KB", "median", "p95", "at most", ""], rows)}`;
}

/** The cursor stands behind the address of the first topic. */
async function openEditor(page: Page, url: string, document: SeededDocument): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const preview = page.getByRole("button", { name: "Preview", exact: true });
  if ((await preview.getAttribute("aria-pressed")) !== "true") await preview.click();
  await page
    .locator(`[data-preview] [id="${address.channel(document.channel)}"]`)
    .waitFor({ timeout: SEEN_WITHIN_MS });
  await page.getByRole("textbox", { name: "AsyncAPI definition, YAML" }).focus();
  await goToAddress(page, document);
}

async function goToAddress(page: Page, { addressLine }: SeededDocument): Promise<void> {
  await page.keyboard.press("Control+Home");
  for (let line = 1; line < (addressLine ?? 1); line += 1) await page.keyboard.press("ArrowDown");
  // Of a line that is wrapped the first goes to the end of a row.
  await page.keyboard.press("End");
  await page.keyboard.press("End");
}

/** Adds letters to the comment that ends the text, and goes back. With the first all is read, of the second its place only. */
async function typeElsewhere(page: Page, document: SeededDocument): Promise<void> {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowLeft");
  for (let key = 0; key < 2; key += 1) {
    await page.keyboard.press("x");
    await page.waitForTimeout(SETTLED_AFTER_MS);
  }
  await goToAddress(page, document);
}

/** Adds a letter to the address and resolves to the milliseconds until the preview has it. */
async function typeOnce(page: Page, { name, channel }: SeededDocument): Promise<number> {
  const id = address.channel(channel);
  const before = await page.locator(`[data-preview] [id="${id}"]`).textContent();
  // Held in an object, it is not waited for: the page listens before the key comes.
  const listening = await page.evaluateHandle(listenForKey, {
    id,
    text: `${before}x`,
    withinMs: SEEN_WITHIN_MS,
  });
  await page.keyboard.press("x");
  const ms = await listening.evaluate(({ shown }) => shown);
  if (ms === null) throw new Error(`${name}: the preview lacks what was typed after ${SEEN_WITHIN_MS} ms`);
  return ms;
}

type Shown = { readonly id: string; readonly text: string; readonly withinMs: number };

/** Runs in the page: milliseconds from the next key until the part of the preview has the text; null where it never has. */
function listenForKey({ id, text, withinMs }: Shown): { shown: Promise<number | null> } {
  const shown = new Promise<number | null>((resolve) => {
    const start = (key: KeyboardEvent) => {
      const look = () => {
        const part = document.querySelector<HTMLElement>(`[data-preview] [id="${CSS.escape(id)}"]`);
        const passed = performance.now() - key.timeStamp;
        if (part?.textContent === text) resolve(passed);
        else if (passed > withinMs) resolve(null);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    addEventListener("keydown", start, { once: true, capture: true });
  });
  return { shown };
}
