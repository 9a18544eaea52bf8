"use client";
// One line of the transcript: which way, when, who, what, whether it fits.
import UpIcon from "@mui/icons-material/NorthOutlined";
import DownIcon from "@mui/icons-material/SouthOutlined";
import Box from "@mui/material/Box";
import { bytesWords } from "#components/ui/quantity-words.ts";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry, MessageEntry } from "#lib/console/transcript.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { factsOf, nameWords } from "./message-facts.ts";

const PREVIEW_CHARACTERS = 300;

type MessageRowProps = {
  entry: Entry;
  topic: ConsoleTopic;
  /** Of the connection; null where there is only one. */
  label: { readonly name: string; readonly colour: number } | null;
  time: string;
  isChosen: boolean;
  onChoose: () => void;
};

export function MessageRow({ entry, topic, label, time, isChosen, onChoose }: MessageRowProps) {
  return (
    <Box
      component="button"
      type="button"
      aria-pressed={isChosen}
      disabled={entry.kind === "event"}
      onClick={onChoose}
      sx={rowLook(entry, isChosen)}
    >
      <Box component="span" sx={timeLook}>
        {time}
      </Box>
      {label ? <ConnectionMark {...label} /> : null}
      {entry.kind === "event" ? (
        <Box component="span" sx={{ color: entry.tone === "bad" ? "error.main" : "text.secondary" }}>
          {entry.text}
        </Box>
      ) : (
        <MessageWords entry={entry} topic={topic} />
      )}
    </Box>
  );
}

function MessageWords({ entry, topic }: { entry: MessageEntry; topic: ConsoleTopic }) {
  const facts = factsOf(entry, topic);
  const name = nameWords(facts, topic);
  const isSent = entry.direction === "sent";
  const Arrow = isSent ? UpIcon : DownIcon;
  return (
    <>
      <Box component="span" sx={{ display: "inline-flex", color: isSent ? "success.main" : "info.main" }}>
        <Arrow sx={{ fontSize: "1rem" }} aria-hidden />
        <span style={visuallyHidden}>{isSent ? "you sent" : "you received"}</span>
      </Box>
      {name ? (
        <Box
          component="span"
          sx={{ fontWeight: 600, flexShrink: 0, maxWidth: 220, overflow: "hidden", textOverflow: "ellipsis" }}
        >
          {name}
        </Box>
      ) : null}
      {facts.validity === "invalid" ? (
        <Box component="span" sx={{ color: "warning.main", fontWeight: 600, flexShrink: 0 }}>
          {entry.isInvalidOnPurpose ? "invalid, on purpose" : "does not fit"}
        </Box>
      ) : null}
      <Box component="span" sx={previewLook}>
        {previewOf(entry)}
      </Box>
      <Box component="span" sx={{ color: "text.secondary", flexShrink: 0, ml: "auto" }}>
        {bytesWords(entry.bytes)}
      </Box>
    </>
  );
}

function previewOf({ body }: MessageEntry): string {
  if (typeof body === "string") return body.slice(0, PREVIEW_CHARACTERS);
  const bytes = [...body.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return body.byteLength > 32 ? `${bytes} …` : bytes;
}

function rowLook(entry: Entry, isChosen: boolean) {
  return {
    ...{ display: "flex", alignItems: "center", gap: 1, width: "100%", height: ROW_HEIGHT, px: 1, py: 0 },
    ...{ border: 0, font: "inherit", fontSize: "0.8125rem", textAlign: "start", whiteSpace: "nowrap" },
    color: "text.primary",
    bgcolor: isChosen ? "action.selected" : "transparent",
    cursor: entry.kind === "event" ? "default" : "pointer",
    overflow: "hidden",
    "&:hover:enabled": { bgcolor: "action.hover" },
    "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: "-2px" },
  } as const;
}

export const ROW_HEIGHT = 30;

const timeLook = {
  minWidth: 84,
  color: "text.secondary",
  fontFamily: "var(--sluice-mono)",
  fontSize: "0.75rem",
  flexShrink: 0,
} as const;

const previewLook = {
  fontFamily: "var(--sluice-mono)",
  fontSize: "0.78rem",
  minWidth: 0,
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
} as const;
