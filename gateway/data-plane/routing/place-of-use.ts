// From where a key is used, judged by what its owner chose: at the handshake, and again for open connections once the
// owner has chosen otherwise. Pure.
import { isInAnyRange } from "#lib/network/ip-address.ts";
import { judgeOrigin } from "#lib/routes/origin-rule.ts";
import type { ApiKeyRecord } from "#lib/routes/route-record.ts";

/** From where a key is used, as far as it matters. */
export type PlaceOfUse = {
  /** Null where a ticket stood for the key: its address counted where the ticket was got. */
  readonly clientAddress: string | null;
  /** Values of the `Origin` headers; a program sends none. */
  readonly origins: readonly string[];
};

/** Which of a key's restrictions does not permit the place; null where both do. */
export function unpermittedBy(
  { addresses, originRule }: Pick<ApiKeyRecord, "addresses" | "originRule">,
  { clientAddress, origins }: PlaceOfUse,
): "addresses" | "originRule" | null {
  if (clientAddress !== null && addresses.length > 0 && !isInAnyRange(addresses, clientAddress))
    return "addresses";
  return judgeOrigin(originRule, origins).isAdmitted ? null : "originRule";
}
