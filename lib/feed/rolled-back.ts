// Carries a refusal out of a transaction that has to be rolled back.
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";

export class RolledBack extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The value; throws the refusal as one that rolls back. */
export function valueOrRollBack<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new RolledBack(outcome);
  return outcome.value;
}

/** Runs what may roll back; its refusal is the outcome. */
export async function refusingRolledBack<Value>(run: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    throw error;
  }
}
