"use client";
// A description that somebody wrote in Markdown (CommonMark with GitHub's tables). The text may come from anyone: no HTML
// of it gets in, links lead to the web and to mail only, pictures are words. Those of a page's first screen were read in a
// thread and come with the page (read-texts.tsx). Any other is read in the browser of who looks at it, one at a time, so that
// a hostile one costs its reader a moment and the server nothing; until then, and where it is too long or nested beyond
// sense, it stands there as it was written.
import Box from "@mui/material/Box";
import dynamic from "next/dynamic";
import { Component, type ReactNode, startTransition, useEffect, useState } from "react";
import { isMarked } from "#lib/asyncapi/reading/marked-text.ts";
import { codeColours } from "./code-colours.ts";
import { DrawnMarkdown } from "./drawn-markdown.tsx";
import { useReadTree } from "./read-texts.tsx";

const RenderedMarkdown = dynamic(
  () => import("./rendered-markdown.tsx").then((module) => module.RenderedMarkdown),
  { ssr: false },
);

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
  const tree = useReadTree(trimmed);
  const isReady = useIsReady(tree === undefined && isMarked(trimmed));
  const isDrawn = tree !== undefined || isReady;
  return (
    <Box sx={{ ...look, whiteSpace: isDrawn ? "normal" : "pre-line" }}>
      {isDrawn ? (
        <AsWritten key={trimmed} text={trimmed}>
          {tree === undefined ? (
            <RenderedMarkdown text={trimmed} under={under} />
          ) : (
            <DrawnMarkdown tree={tree} under={under} />
          )}
        </AsWritten>
      ) : (
        trimmed
      )}
    </Box>
  );
}

/** True a moment after the page is alive, where there is something to read here. */
function useIsReady(isWorthIt: boolean): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    if (!isWorthIt) return;
    const timer = setTimeout(() => startTransition(() => setIsReady(true)));
    return () => clearTimeout(timer);
  }, [isWorthIt]);
  return isReady && isWorthIt;
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
