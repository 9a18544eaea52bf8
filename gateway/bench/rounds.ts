// Contestants take turns, round after round, so that whatever else the machine does meanwhile strikes all of them alike.
// Of the rounds the median counts; two contestants are compared round by round.
import type { ContestantName, Running } from "#gateway/bench/contestants/contestants.ts";
import { median } from "#gateway/bench/statistics.ts";

/** What one contestant did, in the order of the rounds. */
export type Series<Result> = { readonly name: ContestantName; readonly rounds: readonly Result[] };

/** Measures each contestant once a round. */
export async function inTurns<Result>(
  running: readonly Running[],
  rounds: number,
  measure: (contestant: Running) => Promise<Result>,
): Promise<Series<Result>[]> {
  const all = running.map((one) => ({ one, results: [] as Result[] })); // filled below
  for (let round = 0; round < rounds; round += 1) {
    for (const { one, results } of all) results.push(await measure(one));
  }
  return all.map(({ one, results }) => ({ name: one.contestant.name, rounds: results }));
}

/** The median of a figure over a contestant's rounds. */
export function medianOf<Result>({ rounds }: Series<Result>, figure: (result: Result) => number): number {
  return median(rounds.map(figure));
}

/** A figure of one contestant as a share of another's, the median of the rounds; null where one did not take part. */
export function medianShare<Result>(
  all: readonly Series<Result>[],
  of: ContestantName,
  others: ContestantName,
  figure: (result: Result) => number,
): number | null {
  const own = all.find(({ name }) => name === of);
  const other = all.find(({ name }) => name === others);
  if (own === undefined || other === undefined) return null;
  return median(
    own.rounds.map((result, round) => {
      const compared = other.rounds[round];
      return compared === undefined ? Number.NaN : figure(result) / figure(compared);
    }),
  );
}
