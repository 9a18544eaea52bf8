// Key pairs that sign access tokens: which one does, when another is due, and which can be forgotten. Pure.
import { CLOCK_SKEW_MS } from "#lib/routes/access-token.ts";
import { MAX_TOKEN_LIFETIME_S } from "../oauth-clients/oauth-client.ts";

/** A key signs for so long before another takes its place. */
export const SIGNS_FOR_MS = 30 * 24 * 3_600_000;
/** A new key is published for so long before it signs. */
export const PUBLISHED_BEFORE_MS = 10 * 60_000;
/** How long others may keep the key set, in seconds: less than a new key is published before it signs. */
export const KEY_SET_MAX_AGE_S = 300;
/** How long tokens of a key can outlive its replacement. */
const OUTLIVES_MS = MAX_TOKEN_LIFETIME_S * 1_000 + 2 * CLOCK_SKEW_MS;

export type SigningKeyFacts = { readonly id: string; readonly issuer: string; readonly signsFrom: Date };

export type KeyPlan = {
  /** The key that signs now; null where there is none yet. */
  readonly signerId: string | null;
  /** From when on a key that has to be made now will sign; null where none has to be made. */
  readonly newFrom: Date | null;
  /** Keys none of whose tokens can be alive. */
  readonly outlivedIds: readonly string[];
};

/** What is to be done with the keys at hand. Another issuer's key signs nothing any more. */
export function planKeys(keys: readonly SigningKeyFacts[], issuer: string, now: Date): KeyPlan {
  const nowMs = now.getTime();
  const inOrder = [...keys].sort((one, other) => one.signsFrom.getTime() - other.signsFrom.getTime());
  const own = inOrder.filter((key) => key.issuer === issuer);
  const signer = own.findLast(({ signsFrom }) => signsFrom <= now) ?? null;
  const outlivedIds = inOrder.flatMap((key, index) => {
    const successor = inOrder[index + 1];
    const isOutlived = successor !== undefined && successor.signsFrom.getTime() + OUTLIVES_MS <= nowMs;
    return isOutlived && key !== signer ? [key.id] : [];
  });
  if (signer === null) return { signerId: null, newFrom: now, outlivedIds };
  const isDue = signer.signsFrom.getTime() + SIGNS_FOR_MS - PUBLISHED_BEFORE_MS <= nowMs;
  const newFrom = isDue && signer === own.at(-1) ? new Date(nowMs + PUBLISHED_BEFORE_MS) : null;
  return { signerId: signer.id, newFrom, outlivedIds };
}
