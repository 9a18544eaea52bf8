"use client";
// Source and Documentation of a definition as tabs. Both are in the page already; a link to a part of the documentation
// opens its tab.
import Box from "@mui/material/Box";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { type ReactNode, useEffect, useState } from "react";
import { linkedPart, reveal } from "#components/reading/reveal.ts";

type DefinitionTabsProps = {
  source: ReactNode;
  documentation: ReactNode;
};

const tabs = [
  { id: "source", label: "Source" },
  { id: "documentation", label: "Documentation" },
] as const;
type TabId = (typeof tabs)[number]["id"];

export function DefinitionTabs(props: DefinitionTabsProps) {
  const [current, setCurrent] = useState<TabId>("source");
  useEffect(() => {
    const follow = () => {
      const target = linkedPart(location.hash);
      if (target?.closest("#panel-documentation")) reveal(target);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return (
    <>
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
      {tabs.map(({ id }) => (
        <Box
          key={id}
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          hidden={current !== id}
        >
          {props[id]}
        </Box>
      ))}
    </>
  );
}
