"use client";
// A description that somebody wrote in Markdown (CommonMark with GitHub's tables). The text may come from anyone: no HTML
// of it gets in, links lead to the web and to mail only, pictures are links. It is read in the browser of who looks at it,
// one description at a time, so that a hostile one costs its reader a moment and the server nothing; until then, and where
// it is too long or nested beyond sense, it stands there as it was written.
import Box from "@mui/material/Box";
import dynamic from "next/dynamic";
import { Component, type ReactNode, startTransition, useEffect, useState } from "react";
import { codeColours } from "./code-colours.ts";

const RenderedMarkdown = dynamic(
  () => import("./rendered-markdown.tsx").then((module) => module.RenderedMarkdown),
  { ssr: false },
);

const MARKED = /[`*_#[\]|~<>\\]|^\s*(?:[-+]|\d+[.)])\s|https?:|\n/m;
/** Reading it takes a browser less than a second even where it was made to take long. */
const MAX_LENGTH = 10_000;
/** Quotes and lists within each other, on one line. */
const NESTED = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){16}/m;

const look = {
  typography: "body2",
  maxWidth: "76ch",
  overflowWrap: "anywhere",
  "& p, & ul, & ol, & blockquote, & pre, & table": { m: 0, mt: 0.75 },
  "& :is(p, ul, ol, blockquote, pre, table):first-of-type": { mt: 0 },
  "& :is(h2, h3, h4, h5, h6)": { m: 0, fontSize: "1rem", fontWeight: 650, lineHeight: 1.4 },
  "& :is(h4, h5, h6)": { fontSize: "0.9rem" },
  "& > * + :is(h2, h3, h4, h5, h6)": { mt: 1.5 },
  "& ul, & ol": { pl: 3, whiteSpace: "normal" },
  "& blockquote": { pl: 1.5, borderLeft: "3px solid", borderColor: "divider" },
  "& code": { fontFamily: "monospace", fontSize: "0.9em" },
  "& pre": { p: 1.5, whiteSpace: "pre-wrap", bgcolor: "action.hover", borderRadius: 1 },
  ...codeColours,
  "& table": { borderCollapse: "collapse", whiteSpace: "normal" },
  "& :is(th, td)": { border: "1px solid", borderColor: "divider", px: 1, py: 0.5, textAlign: "left" },
} as const;

type MarkdownProps = {
  text: string;
  /** Level of the heading that the text stands under; left out, its headings are bold paragraphs. */
  under?: number | undefined;
};

export function Markdown({ text, under }: MarkdownProps) {
  const trimmed = text.trim();
  const isWorthIt = MARKED.test(trimmed) && trimmed.length <= MAX_LENGTH && !NESTED.test(trimmed);
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    if (!isWorthIt) return;
    const timer = setTimeout(() => startTransition(() => setIsReady(true)));
    return () => clearTimeout(timer);
  }, [isWorthIt]);
  const isRendered = isReady && isWorthIt;
  return (
    <Box sx={{ ...look, whiteSpace: isRendered ? "normal" : "pre-line" }}>
      {isRendered ? (
        <AsWritten key={trimmed} text={trimmed}>
          <RenderedMarkdown text={trimmed} under={under} />
        </AsWritten>
      ) : (
        trimmed
      )}
    </Box>
  );
}

/** Shows the text as it was written where reading it as Markdown fails. */
class AsWritten extends Component<{ text: string; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.text : this.props.children;
  }
}
