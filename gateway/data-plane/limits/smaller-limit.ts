// Two limits of the same thing, of an API and of a plan: the smaller one applies. 0 is no limit.

/** The one that applies. */
export function smallerLimit(one: number, other: number): number {
  if (one === 0 || other === 0) return Math.max(one, other);
  return Math.min(one, other);
}

/** The age at which a connection must go, in milliseconds; no plan where it goes by none. */
export function greatestAgeMs(api: WithAge, plan: WithAge | undefined): number {
  return smallerLimit(api.maxConnectionAgeMs, plan?.maxConnectionAgeMs ?? 0);
}

type WithAge = { readonly maxConnectionAgeMs: number };
