// Judges how a page looks to everybody: axe in light and dark, wide and narrow, nothing wider than the window, a title.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const widths = [1440, 390] as const;

/**
 * Looks at the page as it stands, at both widths and in both schemes, and fails for any violation that axe finds, for a
 * sideways scroll, and for another title. Failures are collected. What a scheme changes are colours: the dark one is asked
 * for contrast only.
 */
export async function expectGoodLook(page: Page, title: string | RegExp): Promise<void> {
  await expect.soft(page).toHaveTitle(title);
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-scheme", colorScheme);
      await untilStill(page);
      const found = await listViolations(page, colorScheme === "dark" ? ["color-contrast"] : null);
      expect.soft(found, `axe on ${page.url()} at ${width} px in ${colorScheme}`).toEqual([]);
    }
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect.soft(overflow, `pixels beyond the window on ${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}

async function listViolations(page: Page, rules: string[] | null): Promise<string[]> {
  // Pages have no frames: the mode that opens a page of its own to join the results of frames is not needed.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`),
  );
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
