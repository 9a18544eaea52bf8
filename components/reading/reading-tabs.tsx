"use client";
// Alternatives side by side, as tabs. All panels are in the page, those behind hidden; on paper one stands below
// the other (paper-look.ts).
import Box from "@mui/material/Box";
import { type ReactNode, useId, useState } from "react";
import { TabButtons } from "./tab-buttons.tsx";

type ReadingTab = { readonly name: string; readonly panel: ReactNode };

/** `label` says what they are alternatives of. One alone stands without a tab. */
export function ReadingTabs({ label, tabs }: { label: string; tabs: readonly ReadingTab[] }) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [only] = tabs;
  if (tabs.length < 2) return only?.panel ?? null;
  const buttons = tabs.map(({ name }, index) => ({
    id: `${id}-tab-${index}`,
    name,
    panelId: `${id}-panel-${index}`,
  }));
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box className="tab-list" sx={listLook}>
        <TabButtons label={label} tabs={buttons} chosen={chosen} onChoose={setChosen} />
      </Box>
      {tabs.map(({ name, panel }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and the order stays
          key={index}
          role="tabpanel"
          id={`${id}-panel-${index}`}
          aria-labelledby={`${id}-tab-${index}`}
          data-name={name}
          hidden={index !== chosen}
        >
          {panel}
        </div>
      ))}
    </Box>
  );
}

const listLook = {
  borderBottom: "1px solid",
  borderColor: "divider",
  "& > div": { display: "flex", flexWrap: "wrap", gap: 0.5 },
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
