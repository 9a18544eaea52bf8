// What a command gave, for tests and benches; nothing here belongs to a test runner.
import type { Outcome } from "#lib/kernel/outcome.ts";

/** The value of a command; throws where it refused. */
export function accepted<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}
