// Refusals that have nothing to do with who asks: the gateway has no room, is about to stop, or the API has just changed.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";

/** The API was changed while its backend was dialled. */
export function routingChanged(): Refusal {
  const detail = "The API was changed while you connected. Connect again.";
  return new Refusal("routing_changed", detail, { headers: { "Retry-After": "1" } });
}

/** Too many handshakes wait for their backends. */
export function overloaded(): Refusal {
  const detail = "More handshakes wait for their backends than this gateway can hold. Try again in a moment.";
  return new Refusal("overloaded", detail, { headers: { "Retry-After": "1" } });
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
