// Whether another attempt can help after a refusal, or something has to be changed first. Pure.
import type { RefusedHandshake } from "./refused-record.ts";

/** Of the client's errors, those that pass by themselves (RFC 9110 section 15.5.9, RFC 8470, RFC 6585). */
const PASSING: readonly number[] = [408, 425, 429];

/** True where the same handshake is refused again, however often it is tried: 401, 403, 404 and the like. */
export function isLastingRefusal({
  status,
  upstreamStatus,
}: Pick<RefusedHandshake, "status" | "upstreamStatus">): boolean {
  const told = upstreamStatus ?? status;
  return told >= 400 && told < 500 && !PASSING.includes(told);
}
