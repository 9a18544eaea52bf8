// Goes to a page and waits until it listens: a click that arrives before React does is lost, and a person is slower.
import type { Page } from "@playwright/test";

/** Opens `path` and waits until its controls work. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await waitUntilInteractive(page);
}

/**
 * Waits until all of the page has come (React leaves a template where a part is still to be put in) and React has taken over
 * every control of it (it marks the elements it owns).
 */
export async function waitUntilInteractive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("main .MuiButtonBase-root, main .MuiInputBase-input")];
    const isOwned = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
    const isWhole = document.querySelector('template[id^="B:"]') === null;
    return document.querySelector("main") !== null && isWhole && controls.every(isOwned);
  });
}
