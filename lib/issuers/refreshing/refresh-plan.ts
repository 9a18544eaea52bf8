// When an issuer's keys are fetched anew. Pure.

/** Keys are fetched anew so often without anybody asking. */
export const REFRESH_EVERY_MS = 3_600_000;
/** Whatever gateways ask for, and however an attempt ended: the next one is not before. */
export const COOL_DOWN_MS = 60_000;

export type RefreshFacts = {
  readonly attemptedAt: Date | null;
  readonly problem: string;
  /** A gateway has met a key that is not known. */
  readonly isKeyWanted: boolean;
};

/** True where the keys are to be fetched now. */
export function isRefreshDue({ attemptedAt, problem, isKeyWanted }: RefreshFacts, now: Date): boolean {
  if (attemptedAt === null) return true;
  const isPressing = isKeyWanted || problem !== "";
  return now.getTime() - attemptedAt.getTime() >= (isPressing ? COOL_DOWN_MS : REFRESH_EVERY_MS);
}
