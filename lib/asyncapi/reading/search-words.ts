// What the search of a document says beside its hits: how many, and what was not searched.
import { MOST_HITS } from "./search.ts";
import type { PackedSearch } from "./search-wire.ts";

export function searchWords(
  { isCut, hasCutParts }: Pick<PackedSearch, "isCut" | "hasCutParts">,
  query: string,
  count: number,
): string {
  const wanted = query.trim();
  if (wanted === "") return "Enter goes to the chosen place, the arrows choose another.";
  const limits = [...(isCut ? [END_LEFT_OUT] : []), ...(hasCutParts ? [PARTS_CUT] : [])];
  const found = foundWords(wanted, count);
  return limits.length === 0 ? found : [`${found}.`, ...limits].join(" ");
}

const END_LEFT_OUT = "The document is too large to be searched whole: its end is left out.";
const PARTS_CUT =
  "The ends of large schemas and texts are not searched: look in the source for what stands there.";

function foundWords(wanted: string, count: number): string {
  if (count === 0) return `Nothing has “${wanted}” in its name, texts or values`;
  const places = `${count} ${count === 1 ? "place" : "places"}`;
  return count === MOST_HITS ? `The first ${places}` : places;
}
