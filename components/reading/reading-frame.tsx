"use client";
import MenuBookIcon from "@mui/icons-material/MenuBookOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Drawer from "@mui/material/Drawer";
import Stack from "@mui/material/Stack";
import { type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
// What goes around a document that is read: its outline beside it (in a drawer where there is no room), search, and the parts
// that the page did not bring, fetched when they come near, are linked to or found.
import { OwnTurn } from "#components/ui/own-turn.tsx";
import type { OutlineGroup } from "#lib/asyncapi/reading/outline.ts";
import { laterLook } from "./later-look.ts";
import { paperLook } from "./paper-look.ts";
import { PartFetcher } from "./part-fetcher.ts";
import { PrintButton } from "./print-button.tsx";
import { ReadingOutline } from "./reading-outline.tsx";
import { ReadingRestContext } from "./reading-rest.ts";
import { ReadingSearch } from "./reading-search.tsx";
import { routeParts } from "./route-parts.ts";
import { SourceNavigation } from "./source-navigation.ts";
import { useCurrentPart } from "./use-current-part.ts";
import { useLinkedPart } from "./use-linked-part.ts";
import { usePartsAhead } from "./use-parts-ahead.ts";
import { useRest } from "./use-rest.tsx";

export type ReadingFrameProps = {
  groups: readonly OutlineGroup[];
  /** Routes that give parts and the index of search. */
  routes: { readonly parts: string; readonly search: string };
  /** Names of the schemas that have an entry on the page. */
  entries: readonly string[];
  /** How many parts of the document the page has no room for. */
  leftOut: number;
  children: ReactNode;
};

export function ReadingFrame({ groups, routes, entries, leftOut, children }: ReadingFrameProps) {
  const area = useRef<HTMLDivElement>(null);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const ids = useMemo(() => new Set(idsOf(items)), [items]);
  const fetcher = useMemo(() => new PartFetcher(routeParts(routes.parts)), [routes.parts]);
  const names = useMemo(() => new Set(entries), [entries]);
  const rest = useRest({ fetcher, entries: names });
  const currentId = useCurrentPart(area, ids);
  usePartsAhead(fetcher, area);
  const { goTo, show } = useLinkedPart(items, rest);
  const noteShow = useContext(SourceNavigation)?.noteShow;
  useEffect(() => {
    noteShow?.(show);
    return () => noteShow?.(null);
  }, [noteShow, show]);
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const outline = <ReadingOutline groups={groups} leftOut={leftOut} currentId={currentId} />;
  return (
    <ReadingRestContext value={rest}>
      <Box ref={area} data-document="" sx={frameLook}>
        <Box className="outline">
          <OwnTurn>{outline}</OwnTurn>
        </Box>
        <Stack sx={{ gap: 2, minWidth: 0 }}>
          <Stack direction="row" className="tools" sx={{ gap: 1, flexWrap: "wrap" }}>
            <Button
              variant="outlined"
              startIcon={<MenuBookIcon />}
              sx={{ display: { lg: "none" } }}
              onClick={() => setIsDrawerOpen(true)}
            >
              Outline
            </Button>
            <ReadingSearch href={routes.search} onChoose={goTo} />
            <PrintButton fetcher={fetcher} area={area} />
          </Stack>
          {children}
        </Stack>
      </Box>
      <Drawer open={isDrawerOpen} onClose={() => setIsDrawerOpen(false)}>
        <Box
          sx={{ width: 300, maxWidth: "85vw", p: 2, display: "flex", minHeight: 0, height: "100%" }}
          onClick={({ target }) => {
            if (target instanceof Element && target.closest("a")) setIsDrawerOpen(false);
          }}
        >
          {outline}
        </Box>
      </Drawer>
    </ReadingRestContext>
  );
}

function idsOf(items: OutlineGroup["items"]): string[] {
  return items.flatMap(({ id, below }) => [id, ...idsOf(below)]);
}

const frameLook = {
  display: "grid",
  gap: 3,
  // Stretched, the parts would share a height that none of them has.
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "208px minmax(0, 1fr)" },
  "& > .outline": {
    display: { xs: "none", lg: "flex" },
    position: "sticky",
    top: 72,
    alignSelf: "start",
    maxHeight: "calc(100vh - 88px)",
    minHeight: 0,
  },
  ...laterLook,
  "& ::highlight(reading-search)": { backgroundColor: "#ffe08a", color: "#1b2530" },
  ...paperLook,
};
