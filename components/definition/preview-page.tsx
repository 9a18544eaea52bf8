"use client";
// The preview of a text as a page to read: its first screen, and the parts near what is seen. What is as it was before is not
// drawn again (keepEqual).
import Box from "@mui/material/Box";
import { memo, useEffect, useMemo } from "react";
import { laterLook } from "#components/reading/later-look.ts";
import type { PartFetcher } from "#components/reading/part-fetcher.ts";
import { ReadingPage } from "#components/reading/reading-page.tsx";
import { ReadingRestContext } from "#components/reading/reading-rest.ts";
import { useLinkedPart } from "#components/reading/use-linked-part.ts";
import { useRest } from "#components/reading/use-rest.tsx";
import type { Preview } from "./definition-jobs.ts";
import { useDefinitionPlaces } from "./definition-places.ts";

type PreviewPageProps = {
  shown: Pick<Preview, "view" | "outline">;
  fetcher: PartFetcher;
  /** What scrolls the preview. */
  scroller: { readonly current: HTMLElement | null };
};

/** The editor around it is drawn with each key. */
export const PreviewPage = memo(function PreviewPage({ shown, fetcher, scroller }: PreviewPageProps) {
  const { view, outline } = shown;
  const names = JSON.stringify(view.schemas.map(({ name }) => name));
  const entries = useMemo(() => new Set<string>(JSON.parse(names)), [names]);
  const rest = useRest({ fetcher, entries, scroller });
  const items = useMemo(() => outline.flatMap((group) => group.items), [outline]);
  const { show } = useLinkedPart(items, rest);
  const { notePreviewShow } = useDefinitionPlaces();
  useEffect(() => {
    notePreviewShow(show);
    return () => notePreviewShow(null);
  }, [show, notePreviewShow]);
  return (
    <ReadingRestContext value={rest}>
      <Box sx={laterLook}>
        <ReadingPage view={view} entries={entries} />
      </Box>
    </ReadingRestContext>
  );
});
