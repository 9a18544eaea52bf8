"use client";
// Prints a document that is read, or makes a PDF of it: what is to come later is drawn first.
import PrintIcon from "@mui/icons-material/PrintOutlined";
import Button from "@mui/material/Button";
import { useState } from "react";
import type { PartFetcher } from "./part-fetcher.ts";

type PrintButtonProps = { fetcher: PartFetcher };

export function PrintButton({ fetcher }: PrintButtonProps) {
  const [isPreparing, setIsPreparing] = useState(false);
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
