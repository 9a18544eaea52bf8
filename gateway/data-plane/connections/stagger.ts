// Does something to many connections over a span of time instead of in one tick: ten thousand clients that reconnect
// at the same moment are a load of their own.

const STEP_MS = 25;

/**
 * Calls `act` on every item, evenly over `windowMs`, the first ones at once. Returns the function that does the
 * rest at once.
 */
export function stagger<Item>(
  items: readonly Item[],
  windowMs: number,
  act: (item: Item) => void,
): () => void {
  const steps = Math.max(1, Math.floor(windowMs / STEP_MS));
  const perStep = Math.ceil(items.length / steps);
  let next = 0;
  const advance = (count: number): void => {
    for (const end = Math.min(items.length, next + count); next < end; ) {
      const item = items[next++];
      if (item !== undefined) act(item);
    }
    if (next >= items.length) clearInterval(timer);
  };
  const timer = setInterval(() => advance(perStep), STEP_MS);
  advance(perStep);
  return () => advance(items.length);
}
