// The name of one attempt, offered as a subprotocol that the gateway keeps for itself and records: a browser is not told
// why a handshake was refused, and by its name the record of this very attempt is found. No credential. Pure.
import { PLAIN_PROTOCOL } from "./target.ts";

export type NamedAttempt = { readonly protocols: readonly string[]; readonly attemptId: string | null };

/**
 * `key` is a random UUID. Where the person's own subprotocols are all that is offered, nothing is added: the gateway would
 * answer for a backend that chooses none of them, and hide that browsers fail there.
 */
export function namedAttempt(protocols: readonly string[], key: string): NamedAttempt {
  const isOwnOnly = protocols.length > 0 && !protocols.includes(PLAIN_PROTOCOL);
  if (isOwnOnly) return { protocols, attemptId: null };
  const attemptId = key.replaceAll("-", "").slice(0, 16);
  const offered = protocols.length === 0 ? [PLAIN_PROTOCOL] : protocols;
  return { protocols: [...offered, `sluice.attempt.${attemptId}`], attemptId };
}
