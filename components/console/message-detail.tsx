"use client";
// One message whole: laid out, as it came, as bytes; where it does not fit; when and how fast.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRef, useState } from "react";
import { codeColours } from "#components/ui/code-colours.ts";
import { ColouredCode } from "#components/ui/coloured-code.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { bytesWords } from "#components/ui/quantity-words.ts";
import { base64Of, hexDump } from "#lib/console/bytes-text.ts";
import { prettyJson, SHORT_CHARACTERS } from "#lib/console/json-text.ts";
import type { MessageEntry } from "#lib/console/transcript.ts";
import type { ChosenMessage } from "./console-news.ts";
import { clockTime } from "./entry-time.ts";

type MessageDetailProps = {
  /** `pairing`: what is known of its answer or its question; empty for nothing. */
  message: ChosenMessage & { readonly pairing: string };
  /** Reads it whole, which nobody asked for before. */
  onReadWhole: () => void;
  onSendAgain: (() => void) | null;
  onClose: () => void;
};

type View = "laid out" | "as it came" | "bytes";

export function MessageDetail({ message, onReadWhole, onSendAgain, onClose }: MessageDetailProps) {
  const [view, setView] = useState<View>("laid out");
  const [isWhole, setIsWhole] = useState(false);
  const content = useRef<HTMLPreElement>(null);
  const { entry, name, misfits, pairing, reading } = message;
  const text = textOf(message, view);
  const shown = isWhole || reading === "whole" ? text : text.slice(0, SHORT_CHARACTERS);
  const words = [
    entry.direction === "sent" ? "You sent" : "You received",
    name,
    clockTime(entry.at),
    bytesWords(entry.bytes),
    pairing,
  ];
  return (
    <Stack component="section" aria-label="Message" sx={{ gap: 1, mt: 1.5 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
        <Typography variant="body2" sx={{ flex: "1 1 240px" }}>
          {words.filter((word) => word !== "").join(" · ")}
        </Typography>
        <ViewButtons view={view} isText={typeof entry.body === "string"} onView={setView} />
        <CopyButton text={copyOf(entry)} label="Copy the message" />
        {onSendAgain ? (
          <Button size="small" variant="outlined" color="secondary" onClick={onSendAgain}>
            Edit and send again
          </Button>
        ) : null}
        <Button size="small" color="secondary" onClick={onClose}>
          Close
        </Button>
      </Stack>
      {misfits.length > 0 ? (
        <Alert severity="warning">
          {misfits.map(({ of, path, words: why }) => (
            <div key={`${of} ${path} ${why}`}>
              {of === "" ? null : `Not ${of}: `}
              <code>{path}</code> {why}
            </div>
          ))}
        </Alert>
      ) : null}
      <Box component="pre" ref={content} tabIndex={0} aria-label="Content" role="region" sx={codeLook}>
        <code>{view === "laid out" ? <ColouredCode text={shown} language="json" /> : shown}</code>
      </Box>
      {shown.length < text.length ? (
        <ShowMore
          {...{ entry, reading }}
          onReadWhole={() => {
            // The button goes with what it is for.
            content.current?.focus();
            onReadWhole();
          }}
          onShowAll={() => setIsWhole(true)}
        />
      ) : null}
    </Stack>
  );
}

type ShowMoreProps = Pick<ChosenMessage, "entry" | "reading"> & {
  onReadWhole: () => void;
  onShowAll: () => void;
};

function ShowMore({ entry, reading, onReadWhole, onShowAll }: ShowMoreProps) {
  if (reading === "unasked") {
    return (
      <Button size="small" onClick={onReadWhole}>
        Read it whole ({bytesWords(entry.bytes)})
      </Button>
    );
  }
  return (
    <>
      {reading === "too long" ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          It is too long to be named and checked.
        </Typography>
      ) : null}
      <Button size="small" onClick={onShowAll}>
        Show all {bytesWords(entry.bytes)}
      </Button>
    </>
  );
}

type ViewButtonsProps = { view: View; isText: boolean; onView: (view: View) => void };

function ViewButtons({ view, isText, onView }: ViewButtonsProps) {
  if (!isText) return null;
  return (
    <Box role="group" aria-label="View of the message">
      {(["laid out", "as it came", "bytes"] as const).map((it) => (
        <Button
          key={it}
          size="small"
          color="secondary"
          variant={view === it ? "contained" : "text"}
          aria-pressed={view === it}
          onClick={() => onView(it)}
        >
          {it}
        </Button>
      ))}
    </Box>
  );
}

function textOf({ entry: { body }, reading, laidOut }: ChosenMessage, view: View): string {
  if (typeof body !== "string") return hexDump(body);
  if (view === "bytes") return hexDump(new TextEncoder().encode(body));
  if (view === "as it came") return body;
  return (reading === "short" ? prettyJson(body) : laidOut) ?? body;
}

function copyOf({ body }: MessageEntry): string {
  return typeof body === "string" ? body : base64Of(body);
}

const codeLook = {
  ...codeColours,
  ...{ m: 0, p: 1.5, maxHeight: 420, overflow: "auto", borderRadius: 1, bgcolor: "action.hover" },
  ...{
    fontFamily: "var(--sluice-mono)",
    fontSize: "0.8125rem",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
} as const;
