// Where answers about a text are kept beyond the life of a process, as the work on definitions sees it.

/** Keeps answers of one text. It may lose any of them at any time, and hands out none that other code made. */
export type Shelf = {
  /** What this job answered to the very same question; null where that is not known. Never rejects. */
  find(job: string, question: string): Promise<{ readonly answer: unknown } | null>;
  /** In the place of what the job answered before, once the person who waits has got it. Costs nothing where it is kept. */
  keep(job: string, question: string, answer: unknown): void;
};
