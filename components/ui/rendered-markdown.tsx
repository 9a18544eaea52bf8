"use client";
// Reads a description in Markdown where it is looked at, and draws it (see markdown.tsx).
import { useMemo } from "react";
import { readMarkdown } from "#lib/asyncapi/reading/read-markdown.ts";
import { DrawnMarkdown } from "./drawn-markdown.tsx";

type RenderedMarkdownProps = {
  text: string;
  /** Level of the heading that the text stands under; left out, it has no headings. */
  under?: number | undefined;
};

export function RenderedMarkdown({ text, under }: RenderedMarkdownProps) {
  const tree = useMemo(() => readMarkdown(text), [text]);
  return <DrawnMarkdown tree={tree} under={under} />;
}
