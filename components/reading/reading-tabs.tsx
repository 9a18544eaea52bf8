"use client";
// Alternatives side by side: tabs by the pattern of WAI-ARIA. All panels are in the page, those behind hidden until found.
import Box from "@mui/material/Box";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

type ReadingTab = { readonly name: string; readonly panel: ReactNode };

/** `label` says what they are alternatives of. One alone stands without a tab. */
export function ReadingTabs({ label, tabs }: { label: string; tabs: readonly ReadingTab[] }) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [only] = tabs;
  if (tabs.length < 2) return only?.panel ?? null;
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const last = tabs.length - 1;
    const to = { ArrowRight: chosen + 1, ArrowLeft: chosen - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = to < 0 ? last : to > last ? 0 : to;
    setChosen(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box role="tablist" aria-label={label} onKeyDown={move} sx={listLook}>
        {tabs.map(({ name }, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and the order stays
            key={index}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === chosen}
            aria-controls={`${id}-panel-${index}`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
          >
            {name}
          </button>
        ))}
      </Box>
      {tabs.map(({ panel }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          key={index}
          role="tabpanel"
          id={`${id}-panel-${index}`}
          aria-labelledby={`${id}-tab-${index}`}
          hidden={index !== chosen}
        >
          {panel}
        </div>
      ))}
    </Box>
  );
}

const listLook = {
  display: "flex",
  flexWrap: "wrap",
  gap: 0.5,
  borderBottom: "1px solid",
  borderColor: "divider",
  "& button": {
    font: "inherit",
    fontSize: "0.8125rem",
    px: 1.25,
    py: 0.75,
    border: 0,
    borderBottom: "2px solid transparent",
    bgcolor: "transparent",
    color: "text.secondary",
    cursor: "pointer",
    overflowWrap: "anywhere",
    textAlign: "left",
  },
  "& button[aria-selected=true]": { color: "primary.main", borderColor: "primary.main", fontWeight: 600 },
} as const;
