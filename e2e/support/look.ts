// Judges how a page looks to everybody: axe in light and dark, wide and narrow, nothing wider than the window, a title.
import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** In an order that changes one thing at a time. */
export const looks = [
  { width: 1440, colorScheme: "light" },
  { width: 1440, colorScheme: "dark" },
  { width: 390, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
] as const;

type Look = (typeof looks)[number];

/**
 * Looks at the page as it stands, at both widths and in both schemes or as it is told, and fails for any violation that axe finds, for a
 * sideways scroll, and for another title. Failures are collected. What a scheme changes are colours: the dark one is asked
 * for contrast only.
 */
export async function expectGoodLook(
  page: Page,
  title: string | RegExp,
  wanted: readonly Look[] = looks,
): Promise<void> {
  await expect.soft(page).toHaveTitle(title);
  const before = page.viewportSize();
  for (const { width, colorScheme } of wanted) {
    const look = `on ${page.url()} at ${width} px in ${colorScheme}`;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-scheme", colorScheme);
    await untilStill(page);
    const found = await listViolations(page, colorScheme === "dark" ? ["color-contrast"] : null);
    expect.soft(found, `axe ${look}`).toEqual([]);
    expect.soft(await pixelsBeyond(page), `pixels beyond the window ${look}`).toBeLessThanOrEqual(0);
  }
  // A phone makes its window as wide as this says.
  await expect.soft(page.locator("meta[name=viewport]")).toHaveAttribute("content", /width=device-width/);
  if (before) await page.setViewportSize(before);
}

async function listViolations(page: Page, rules: string[] | null): Promise<string[]> {
  // Reading axe's source takes longer than its judgement: each document reads it once.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const options = { resultTypes: ["violations" as const], ...(only ? { runOnly: only } : {}) };
    return (await window.axe.run(document, options)).violations;
  }, rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`),
  );
}

function pixelsBeyond(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Waits for transitions: colours half way through one are nobody's choice. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}
