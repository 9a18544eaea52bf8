// Refusals for what is the gateway's own trouble, whatever backend was being dialled: no backend is charged with them.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";

/** Something threw: a fault of the gateway, which must end this handshake and no other. */
export function gatewayFault(error: unknown): Refusal {
  const cause = error instanceof Error ? error.message : String(error);
  return new Refusal("gateway_fault", "The gateway failed on this handshake. Try again later.", {
    cause,
    error,
  });
}

/** The system gives the gateway no more sockets; `cause` is its error code. */
export function outOfSockets(cause: string): Refusal {
  const detail = "This gateway has no socket left for another connection. Try again later.";
  return new Refusal("gateway_full", detail, { headers: { "Retry-After": "5" }, cause });
}

/** True where no backend had a part in it. */
export function isOwnTrouble({ code }: Refusal): boolean {
  return code === "gateway_fault" || code === "gateway_full";
}
