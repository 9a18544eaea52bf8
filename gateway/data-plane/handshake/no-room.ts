// Refusals that have nothing to do with who asks: the gateway has no room, is about to stop, or the API has just changed.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import type { FullShare } from "#gateway/data-plane/limits/waiting-shares.ts";

/** The API was changed while its backend was dialled. */
export function routingChanged(): Refusal {
  const detail = "The API was changed while you connected. Connect again.";
  return new Refusal("routing_changed", detail, { headers: { "Retry-After": "1" } });
}

const OVERLOADED: Readonly<Record<FullShare, string>> = {
  gateway: "More handshakes wait for their backends than this gateway can hold. Try again in a moment.",
  api: "As many handshakes of this API wait for its backends as its share allows. Try again in a moment.",
  address:
    "As many handshakes from your address wait for backends as its share allows. Try again in a moment.",
};

/** Too many handshakes wait for their backends: of all, of the API, or from the client's address. */
export function overloaded(full: FullShare): Refusal {
  const extras = { headers: { "Retry-After": "1" }, cause: `share of the ${full}` };
  return new Refusal("overloaded", OVERLOADED[full], extras);
}

/** Too many connections are open. */
export function gatewayFull(): Refusal {
  const detail = "This gateway has as many connections as it may. Try again later.";
  return new Refusal("gateway_full", detail, { headers: { "Retry-After": "5" } });
}

/** The gateway is about to stop. */
export function draining(): Refusal {
  const detail = "This gateway is restarting. Connect again in a moment.";
  return new Refusal("draining", detail, { headers: { "Retry-After": "1" } });
}
