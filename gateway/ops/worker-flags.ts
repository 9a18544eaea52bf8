// The flags of Node that workers run with, in production and in the benches.

/**
 * A young generation of 3 times 4 MB instead of 16: what lives as long as a connection leaves it sooner, so that an idle one
 * costs less memory (docs/benchmarks.md). An operator's own in NODE_OPTIONS gives way to it.
 */
export const workerFlags: readonly string[] = ["--max-semi-space-size=4"];
