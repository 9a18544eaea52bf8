// Turns what the database says of a name that is taken into the refusal of a command.

import { isUniqueViolation } from "#lib/db/failure.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";

/** Runs a command that may meet a unique column; the refusal is for that case. */
export async function refusingTaken<Value>(
  refusal: Refusal,
  run: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  try {
    return await run();
  } catch (error) {
    if (isUniqueViolation(error)) return refusal;
    throw error;
  }
}
