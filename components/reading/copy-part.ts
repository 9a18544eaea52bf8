// One part of a document as Markdown, for the clipboard: whatever of it is not here yet is fetched first.
import { filledPart } from "#lib/asyncapi/reading/filled-part.ts";
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import type { PartFetcher } from "./part-fetcher.ts";

type Fetcher = Pick<PartFetcher, "fetchAll" | "stateOf">;

/** Null where the part, or some of it, is not to be had now. */
export async function markdownOfPart(id: string, fetcher: Fetcher): Promise<string | null> {
  const part = await fetchWhole(id, fetcher);
  if (part === null) return null;
  const { partMarkdown } = await import("#lib/asyncapi/reading/export/written-markdown.ts");
  return partMarkdown(part);
}

async function fetchWhole(id: string, fetcher: Fetcher): Promise<ReadingPart | null> {
  const find = (at: string) => {
    const state = fetcher.stateOf(at);
    return state?.kind === "here" ? state.part : undefined;
  };
  const asked = new Set<string>();
  for (let missing: readonly string[] = [id]; missing.every((at) => !asked.has(at)); ) {
    for (const at of missing) asked.add(at);
    await fetcher.fetchAll(missing);
    const part = find(id);
    if (part === undefined) return null;
    const filled = filledPart(id, part, find);
    if (filled.missing.length === 0) return filled.part;
    missing = filled.missing;
  }
  return null;
}
