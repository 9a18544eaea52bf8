// How long a feed waits before it asks again: longer while nothing changes, if it may, and while the portal does not
// answer. Pure.

export type FeedPace = {
  readonly everyMs: number;
  /** Longest wait while the answers are all the same; {@link FeedPace.everyMs} where each has to come in time. */
  readonly calmMs: number;
};

/** Longest wait while no answer comes, unless the pace is slower. */
const troubledMs = 15_000;

/** What became of a question: an answer that says something new, the same once more, or none. */
export type FeedAnswer = "new" | "same" | "none";

/** The next wait, after one of `formerMs`. */
export function nextWaitMs({ everyMs, calmMs }: FeedPace, formerMs: number, answer: FeedAnswer): number {
  if (answer === "new") return everyMs;
  const mostMs = answer === "same" ? calmMs : Math.max(troubledMs, calmMs);
  return Math.max(everyMs, Math.min(formerMs * 2, mostMs));
}
