"use client";
// What a message says, in parts: each is drawn once, and laid out by the browser when it comes into view.
import Box from "@mui/material/Box";
import { memo, type Ref } from "react";
import { codeColours, MAX_COLOURED } from "#components/ui/code-colours.ts";
import { ColouredCode } from "#components/ui/coloured-code.tsx";
import { type Part, partText } from "#lib/console/message-parts.ts";
import type { Body } from "#lib/console/transcript.ts";

type MessageContentProps = {
  ref: Ref<HTMLPreElement>;
  whole: Body;
  parts: readonly Part[];
  isJson: boolean;
};

export function MessageContent({ ref, whole, parts, isJson }: MessageContentProps) {
  return (
    <Box component="pre" ref={ref} tabIndex={0} aria-label="Content" role="region" sx={codeLook}>
      {isJson && typeof whole === "string" && whole.length <= MAX_COLOURED ? (
        <Coloured text={whole} />
      ) : (
        parts.map(({ from, to }) => <DrawnPart key={from} {...{ whole, from, to }} />)
      )}
    </Box>
  );
}

const Coloured = memo(function Coloured({ text }: { text: string }) {
  return (
    <code>
      <ColouredCode text={text} language="json" />
    </code>
  );
});

const DrawnPart = memo(function DrawnPart({ whole, from, to }: Part & { whole: Body }) {
  return <code>{partText(whole, { from, to })}</code>;
});

const codeLook = {
  ...codeColours,
  "& > code": { display: "block" },
  "& > code + code": { contentVisibility: "auto", containIntrinsicSize: "auto 4000px" },
  ...{ m: 0, p: 1.5, maxHeight: 420, overflow: "auto", borderRadius: 1, bgcolor: "action.hover" },
  ...{
    fontFamily: "var(--sluice-mono)",
    fontSize: "0.8125rem",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
} as const;
