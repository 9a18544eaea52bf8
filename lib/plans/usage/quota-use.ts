// How much of a quota is used. Pure.
import type { Quota } from "#lib/routes/plan-record.ts";

/** In the window that it is now, as far as the gateways have told. */
export type QuotaUse = { readonly quota: Quota; readonly used: number; readonly resetsAt: Date };

/** From here on an owner is warned. */
const WARN_FROM = 0.8;

/** The share that is used, 1 at most, and whether that is much. */
export function shareUsed({ quota, used }: QuotaUse): { readonly share: number; readonly isMuch: boolean } {
  const share = Math.min(1, used / quota.amount);
  return { share, isMuch: share >= WARN_FROM };
}
