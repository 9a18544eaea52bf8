"use client";
// Descriptions that were read before the page was drawn, for all within it.
import { createContext, type ReactNode, use, useMemo } from "react";
import type { MarkdownTable } from "#lib/asyncapi/reading/markdown-table.ts";

type Trees = ReadonlyMap<string, MarkdownTable[number][1]>;

const ReadTrees = createContext<Trees>(new Map());

export function ReadTexts({ table, children }: { table: MarkdownTable; children: ReactNode }) {
  const trees = useMemo(() => new Map(table), [table]);
  return <ReadTrees value={trees}>{children}</ReadTrees>;
}

/** What a trimmed text was read as; undefined where it was not. */
export function useReadTree(text: string) {
  return use(ReadTrees).get(text);
}
