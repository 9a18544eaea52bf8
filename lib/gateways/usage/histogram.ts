// Histograms of durations with fixed bounds, so that those of workers, gateways and buckets of time can be added up.

/** Upper bounds in milliseconds; a last bucket holds what is above. */
export const durationBoundsMs = [
  0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000,
] as const;

/** Counts per bucket: one more than there are bounds. */
export type Histogram = readonly number[];

export function emptyHistogram(): number[] {
  return new Array<number>(durationBoundsMs.length + 1).fill(0);
}

/** Index of the bucket a duration belongs to. */
export function bucketOf(durationMs: number): number {
  let index = 0;
  while (index < durationBoundsMs.length && durationMs > (durationBoundsMs[index] ?? 0)) index += 1;
  return index;
}

export function addHistograms(one: Histogram, other: Histogram): number[] {
  return emptyHistogram().map((_zero, index) => (one[index] ?? 0) + (other[index] ?? 0));
}

/** The duration below which a share (0 to 1) of the samples lies, interpolated within its bucket; null without samples. */
export function quantile(histogram: Histogram, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  for (const [index, count] of histogram.entries()) {
    if (count > 0 && below + count >= share * total) {
      const from = index === 0 ? 0 : (durationBoundsMs[index - 1] ?? 0);
      const to = durationBoundsMs[index] ?? from;
      return from + ((share * total - below) / count) * (to - from);
    }
    below += count;
  }
  return durationBoundsMs.at(-1) ?? null;
}
