// Waits until the browser has nothing else to do.

/** Not every browser tells when it is idle; one that does not is in its next task. */
export function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve());
    else setTimeout(resolve);
  });
}
