// What the clients of a soak have counted.
import { z } from "zod";

/** Messages that went wrong. */
export const wrongMessagesSchema = z.object({
  lost: z.int(),
  duplicated: z.int(),
  reordered: z.int(),
  altered: z.int(),
});

export const soakTallySchema = wrongMessagesSchema.extend({
  /** Connections opened, those that replaced others included. */
  opened: z.int(),
  /** Open now. */
  open: z.int(),
  /** Handshakes that were refused or failed. */
  refused: z.int(),
  sent: z.int(),
  echoed: z.int(),
  /** Connections that ended because their backend was killed. */
  cut: z.int(),
  /** Connections that ended though neither the client nor a dying backend had ended them. */
  closedWrongly: z.int(),
  /** How many of each refusal and wrong close, in words. */
  reasons: z.record(z.string(), z.int()),
});

export type WrongMessages = z.infer<typeof wrongMessagesSchema>;
export type SoakTally = z.infer<typeof soakTallySchema>;

/** A tally that begins. */
export function emptyTally(): SoakTally {
  return {
    lost: 0,
    duplicated: 0,
    reordered: 0,
    altered: 0,
    opened: 0,
    open: 0,
    refused: 0,
    sent: 0,
    echoed: 0,
    cut: 0,
    closedWrongly: 0,
    reasons: {},
  };
}

/** Counts a refusal or a wrong close by its words. */
export function noteReason(tally: SoakTally, reason: string): void {
  tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1;
}

/** The sum of several clients' tallies. */
export function sumTallies(tallies: readonly SoakTally[]): SoakTally {
  const sum = emptyTally();
  for (const { reasons, ...counts } of tallies) {
    for (const [reason, count] of Object.entries(reasons)) {
      sum.reasons[reason] = (sum.reasons[reason] ?? 0) + count;
    }
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) sum[key] += counts[key]; // its own keys
  }
  return sum;
}
