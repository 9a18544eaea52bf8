"use client";
// What draws the parts that come later; null where a document is drawn whole.
import { createContext, type ReactNode } from "react";
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import type { PartFetcher } from "./part-fetcher.ts";

export type ReadingRest = {
  readonly fetcher: PartFetcher;
  /** What scrolls the document; null where the window does. */
  readonly scroller: { readonly current: HTMLElement | null } | null;
  readonly draw: (id: string, part: ReadingPart) => ReactNode;
  /** Wants the part while the element is near the viewport, until the returned function is called. */
  readonly watch: (id: string, element: Element) => () => void;
};

export const ReadingRestContext = createContext<ReadingRest | null>(null);
