// Waits for the gateways to know what was just made: a key that is used before is refused.
import type { Action } from "#components/ui/use-action.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";

/** Gateways that are there, and those of them that serve the routing revision. */
type Serving = { readonly alive: number; readonly serving: number };
export type ServingStatus = Action<{ apiId: string; routingRevision: number }, Serving>;

const WAIT_MS = 100;
const WAITS = 30;

/** Asks until all gateways that are there serve it; gives up after three seconds, or where it cannot be told. */
export async function untilServed(ask: () => Promise<Outcome<Serving>>): Promise<void> {
  for (let waits = 0; waits < WAITS; waits += 1) {
    const status = await ask();
    if (!status.ok || status.value.alive === 0 || status.value.serving === status.value.alive) return;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}
