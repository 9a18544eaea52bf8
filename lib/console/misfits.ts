// Where a value does not fit, of all that the validator says: what helps, each once, as far as anybody reads. Pure.
import type { OutputUnit } from "@cfworker/json-schema";
import { isFrame, type Misfit, placeOf, wordsOf } from "./misfit-words.ts";
import { type Checked, withNearest } from "./nearest-alternative.ts";

const MAX_MISFITS = 20;

export function misfitsIn(errors: readonly OutputUnit[], checked: Checked): readonly Misfit[] {
  const told = withNearest(
    placed(errors).filter((error) => !isFrame(error)),
    checked,
  );
  const found = told.map(({ error, as }) => ({
    path: placeOf(error),
    words: as === "" ? wordsOf(error) : `${wordsOf(error)} (as ${as})`,
  }));
  const once = new Map(found.map((misfit) => [`${misfit.path} ${misfit.words}`, misfit]));
  return [...once.values()].slice(0, MAX_MISFITS);
}

/** The validator places `false` where the value stands; in the schema it stands below what comes before it. */
function placed(errors: readonly OutputUnit[]): OutputUnit[] {
  return errors.map((error, index) =>
    error.keyword === "false"
      ? { ...error, keywordLocation: `${errors[index - 1]?.keywordLocation ?? "#"}/false` }
      : error,
  );
}
