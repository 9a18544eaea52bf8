// Judges how a page looks to everybody: axe in light and dark, nothing wider than the window, a title.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails for any violation that axe finds, for a sideways scroll, and for another title. Failures are collected. */
export async function expectGoodLook(page: Page, title: string | RegExp): Promise<void> {
  await expect.soft(page).toHaveTitle(title);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-scheme", colorScheme);
    await untilStill(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`),
    );
    expect.soft(found, `axe on ${page.url()} in ${colorScheme}`).toEqual([]);
  }
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(overflow, `pixels beyond the window on ${page.url()}`).toBeLessThanOrEqual(0);
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
