// Parts of a document from a route of the portal, and why one is not to be had, in words.
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import type { PartSource, PartState } from "./part-fetcher.ts";

const UNREACHABLE = "The portal does not answer, so this part is not here yet.";
const GONE = "This part is no longer in the definition: somebody has changed it. Reload the page.";

/** `href`, which may have a query of its own, answers to `?id=…&id=…` with an object of parts by id. */
export function routeParts(href: string): PartSource {
  return async (ids) => new Map(await fetchParts(href, ids));
}

async function fetchParts(href: string, ids: readonly string[]): Promise<[string, PartState][]> {
  const failed = (problem: string) => ids.map((id): [string, PartState] => [id, { kind: "failed", problem }]);
  try {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    const answer = await fetch(`${href}${href.includes("?") ? "&" : "?"}${query}`);
    if (!answer.ok || answer.redirected) return failed(await toldBy(answer));
    // The portal's own route writes it.
    const parts = (await answer.json()) as Record<string, ReadingPart | null>;
    return ids.map((id): [string, PartState] => {
      const part = parts[id];
      return [id, part ? { kind: "here", part } : { kind: "failed", problem: GONE }];
    });
  } catch {
    return failed(UNREACHABLE);
  }
}

/** What the portal says of a part that it does not give: that the definition has to be mended, or is being read. */
async function toldBy(answer: Response): Promise<string> {
  const isTold = [409, 503].includes(answer.status) && !answer.redirected;
  return (isTold && (await answer.text())) || UNREACHABLE;
}
