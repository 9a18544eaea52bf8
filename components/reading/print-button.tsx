"use client";
// Prints a document that is read, or makes a PDF of it: what is to come later is fetched and drawn first. Where the browser's
// own Print was pressed, what was fetched ahead (use-parts-ahead.ts) is drawn. On paper nothing is folded away either way.
import PrintIcon from "@mui/icons-material/PrintOutlined";
import Button from "@mui/material/Button";
import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { PartFetcher } from "./part-fetcher.ts";

type PrintButtonProps = { fetcher: PartFetcher; area: RefObject<HTMLElement | null> };

export function PrintButton({ fetcher, area }: PrintButtonProps) {
  const [isPreparing, setIsPreparing] = useState(false);
  useWholeOnPaper(fetcher, area);
  const print = async () => {
    setIsPreparing(true);
    await drawAll(fetcher);
    setIsPreparing(false);
    requestAnimationFrame(() => window.print());
  };
  return (
    <Button variant="outlined" startIcon={<PrintIcon />} disabled={isPreparing} onClick={print}>
      {isPreparing ? "Preparing…" : "Print"}
    </Button>
  );
}

/** Draws what is here, opens what is folded while it is printed, and folds it again. */
function useWholeOnPaper(fetcher: PartFetcher, area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const open = () => {
      // The browser prints what is there when this returns.
      flushSync(() => fetcher.showAll());
      opened = [...(area.current?.querySelectorAll<HTMLDetailsElement>("details:not([open])") ?? [])];
      for (const details of opened) details.open = true;
    };
    const close = () => {
      for (const details of opened) details.open = false;
      opened = [];
    };
    window.addEventListener("beforeprint", open);
    window.addEventListener("afterprint", close);
    return () => {
      window.removeEventListener("beforeprint", open);
      window.removeEventListener("afterprint", close);
    };
  }, [fetcher, area]);
}

/** What comes may itself hold what comes later: a few levels, each part once. */
async function drawAll(fetcher: PartFetcher): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    const later = [...document.querySelectorAll<HTMLElement>("[data-later]")];
    const ids = later.map(({ dataset }) => dataset.later ?? "").filter((id) => id !== "" && !asked.has(id));
    if (ids.length === 0) return;
    for (const id of ids) asked.add(id);
    await fetcher.fetchAll(ids);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
}
