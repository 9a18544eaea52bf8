// The clock of a console: one that never goes back, whatever is done to the computer's.

/** Milliseconds since 1970, with fractions. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
