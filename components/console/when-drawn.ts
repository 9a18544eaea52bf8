// When a page has drawn what it was told.

/** A hidden tab draws no frames: the thread goes on telling it what happened, if seldom. */
const HIDDEN_DRAWN_MS = 1000;

/** Calls once, before the next frame or soon after it would have come. */
export function whenDrawn(told: () => void): void {
  let isTold = false;
  const tellOnce = () => {
    if (!isTold) told();
    isTold = true;
  };
  const timer = setTimeout(tellOnce, HIDDEN_DRAWN_MS);
  requestAnimationFrame(() => {
    clearTimeout(timer);
    tellOnce();
  });
}
