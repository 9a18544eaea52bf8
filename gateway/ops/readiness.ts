// When a gateway says that it is ready: what may keep one that starts out of a load balancer may not take a running one
// out of it, for then all gateways of a fleet would leave at once.

/**
 * Answers whether the gateway is ready: while it serves; the first time only where nothing keeps it from starting. The
 * first probe that finds it ready is what counts as the start.
 */
export function createReadiness(isServing: () => boolean, isKeptFromStarting: () => boolean): () => boolean {
  let wasReady = false;
  return () => {
    if (!isServing()) return false;
    wasReady ||= !isKeptFromStarting();
    return wasReady;
  };
}
