"use client";
import Box from "@mui/material/Box";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { linkedPart, reveal } from "#components/reading/reveal.ts";
import { type ShowPart, SourceNavigation } from "#components/reading/source-navigation.ts";
// Source and Documentation of a definition as tabs. Both are in the page already; a link to a part of the documentation
// opens its tab.
import { OwnTurn } from "#components/ui/own-turn.tsx";
import type { Path } from "#lib/asyncapi/json-value.ts";
import { DefinitionPlacesContext, type WantedPart } from "./definition-places.ts";

type DefinitionTabsProps = {
  opensAt: TabId;
  source: ReactNode;
  documentation: ReactNode;
};

const tabs = [
  { id: "source", label: "Source" },
  { id: "documentation", label: "Documentation" },
] as const;
type TabId = (typeof tabs)[number]["id"];

export function DefinitionTabs(props: DefinitionTabsProps) {
  const { current, setCurrent, navigator, places, isDocumentationLeftOut } = usePlaces(props.opensAt);
  useHash();
  const isAwake = useIsAwake();
  return (
    <DefinitionPlacesContext value={places}>
      <SourceNavigation value={navigator}>
        <Tabs
          value={current}
          onChange={(_event, tab: TabId) => setCurrent(tab)}
          aria-label="Definition"
          sx={{ borderBottom: "1px solid", borderColor: "divider", mb: 2.5 }}
        >
          {tabs.map(({ id, label }) => (
            <Tab key={id} value={id} label={label} id={`tab-${id}`} aria-controls={`panel-${id}`} />
          ))}
        </Tabs>
        <Box sx={isAwake ? undefined : linkedLook}>
          {tabs.map(({ id }) => (
            <div
              key={id}
              role="tabpanel"
              id={`panel-${id}`}
              aria-labelledby={`tab-${id}`}
              hidden={current !== id}
            >
              {id === "documentation" && isDocumentationLeftOut ? null : <OwnTurn>{props[id]}</OwnTurn>}
            </div>
          ))}
        </Box>
      </SourceNavigation>
    </DefinitionPlacesContext>
  );
}

/** What a link leads to is seen before the page is awake, which opens its tab. */
const linkedLook = {
  "&:has(#panel-documentation :target) > #panel-documentation": { display: "block" },
  "&:has(#panel-documentation :target) > #panel-source": { display: "none" },
};

function useIsAwake(): boolean {
  const [isAwake, setIsAwake] = useState(false);
  useEffect(() => setIsAwake(true), []);
  return isAwake;
}

/** Which tab is open, and the ways from one to the other. */
function usePlaces(opensAt: TabId) {
  const [current, setCurrent] = useState<TabId>(opensAt);
  const [hasPreview, setHasPreview] = useState(false);
  const [wanted, setWanted] = useState<WantedPart | null>(null);
  const [target, setTarget] = useState<{ readonly addresses: readonly string[] } | null>(null);
  const previewShow = useRef<ShowPart | null>(null);
  const documentationShow = useRef<ShowPart | null>(null);
  const navigator = useMemo(
    () => ({
      showInSource: (path: Path) => {
        setCurrent("source");
        setWanted({ path });
      },
      noteShow: (show: ShowPart | null) => {
        documentationShow.current = show;
      },
    }),
    [],
  );
  const showInDocumentation = useCallback(
    (addresses: readonly string[]) => {
      if (!hasPreview) setCurrent("documentation");
      setTarget({ addresses });
    },
    [hasPreview],
  );
  const places = useMemo(
    () => ({
      wanted,
      showInDocumentation,
      isSourceShown: current === "source",
      notePreview: setHasPreview,
      notePreviewShow: (show: ShowPart | null) => {
        previewShow.current = show;
      },
    }),
    [wanted, showInDocumentation, current],
  );
  useEffect(() => {
    if (target === null) return;
    const drawing = requestAnimationFrame(async () => {
      const [nearest] = target.addresses;
      const show = previewShow.current ?? documentationShow.current;
      if (nearest !== undefined) await show?.(nearest);
      showFirst(target.addresses);
    });
    return () => cancelAnimationFrame(drawing);
  }, [target]);
  const isDocumentationLeftOut = hasPreview && current === "source";
  return { current, setCurrent, navigator, places, isDocumentationLeftOut };
}

/** A link to a part of the documentation opens its tab. */
function useHash(): void {
  useEffect(() => {
    const follow = () => {
      const target = linkedPart(location.hash);
      if (target?.closest("#panel-documentation")) reveal(target);
    };
    // A link that was followed before changes no hash, though its part may be folded away by now.
    const followAgain = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href^='#']") : null;
      if (link !== null && link.hash === location.hash) follow();
    };
    follow();
    window.addEventListener("hashchange", follow);
    document.addEventListener("click", followAgain);
    return () => {
      window.removeEventListener("hashchange", follow);
      document.removeEventListener("click", followAgain);
    };
  }, []);
}

/** Brings the first of the addresses that is drawn in sight, and the keyboard to it; the start where none is. */
function showFirst(addresses: readonly string[]): void {
  const found = addresses.map((id) => document.getElementById(id)).find((element) => element !== null);
  const area =
    document.querySelector<HTMLElement>("[data-preview]") ?? document.getElementById("panel-documentation");
  const shown = found ?? area?.querySelector<HTMLElement>("h2, h3") ?? area;
  if (!shown) return;
  reveal(shown);
  if (shown.tabIndex < 0) shown.tabIndex = -1;
  shown.focus({ preventScroll: true });
}
