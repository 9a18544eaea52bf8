// Counts gateways on the way: an API whose backend is a gateway again would make endless handshakes out of one.
import { foldedFieldName } from "#lib/routes/field-name.ts";

/** Written by every gateway towards its backend; a client's own copy can only raise the count. */
export const HOPS_FIELD = "X-Sluice-Hops";

/** A handshake that has passed this many gateways is not sent to a backend again. */
export const MAX_HOPS = 3;

const FOLDED_NAME = foldedFieldName(HOPS_FIELD);

/** How many gateways a request says it has passed: the most that any copy says, in whichever spelling. */
export function hopsOf(fields: readonly { readonly lowerName: string; readonly value: string }[]): number {
  let hops = 0;
  for (const { lowerName, value } of fields) {
    if (foldedFieldName(lowerName) !== FOLDED_NAME) continue;
    for (const member of value.match(/\d+/g) ?? []) hops = Math.max(hops, Number(member));
  }
  return hops;
}
