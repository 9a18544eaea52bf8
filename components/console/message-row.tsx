"use client";
// One line of the transcript: which way, when, who, what, whether it fits. Plain elements, whose looks stand with the list:
// dozens of lines are drawn anew many times a second.
import UpIcon from "@mui/icons-material/NorthOutlined";
import PinnedIcon from "@mui/icons-material/PushPin";
import PinIcon from "@mui/icons-material/PushPinOutlined";
import DownIcon from "@mui/icons-material/SouthOutlined";
import { memo, useEffect, useState } from "react";
import { bytesWords } from "#components/ui/quantity-words.ts";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { now } from "./console-clock.ts";
import type { MessageRowNews } from "./console-news.ts";
import { clockTime } from "./entry-time.ts";
import type { EntryRow } from "./pinned-entry.ts";

type MessageRowProps = {
  row: EntryRow;
  time: string;
  isChosen: boolean;
  isPinned: boolean;
  /** Whether one can tab to it. */
  isReached: boolean;
  onChoose: (id: number) => void;
  /** Pins it, or lets go of it where it is pinned. */
  onPin: (row: EntryRow) => void;
};

export const MessageRow = memo(function MessageRow({
  row,
  time,
  isChosen,
  isPinned,
  isReached,
  onChoose,
  onPin,
}: MessageRowProps) {
  const { label } = row;
  const isEvent = row.kind === "event";
  return (
    <>
      <button
        type="button"
        className="row"
        tabIndex={isReached ? 0 : -1}
        aria-pressed={isEvent ? undefined : isChosen}
        // Not disabled: who reads by keyboard passes it.
        aria-disabled={isEvent}
        onClick={() => isEvent || onChoose(row.id)}
      >
        <span className="time">{time}</span>
        {label ? <ConnectionMark name={label.name} colour={label.colour} /> : null}
        {isEvent ? (
          <span className={row.tone === "bad" ? "bad" : "faint"}>{row.text}</span>
        ) : (
          <MessageWords {...row} />
        )}
      </button>
      <button
        type="button"
        className="pin"
        tabIndex={isReached ? 0 : -1}
        aria-pressed={isPinned}
        aria-label={`Pin the entry of ${clockTime(row.at)}`}
        title={isPinned ? "Count times from it no longer" : "Count times from it"}
        onClick={() => onPin(row)}
      >
        {isPinned ? pinnedIcon : pinIcon}
      </button>
    </>
  );
});

function MessageWords(row: MessageRowNews) {
  const { direction, name, isInvalid, isInvalidOnPurpose, latencyMs, waits, preview, bytes } = row;
  const isSent = direction === "sent";
  return (
    <>
      <span className={isSent ? "sent" : "received"}>
        {isSent ? upArrow : downArrow}
        <span style={visuallyHidden}>{isSent ? "you sent" : "you received"}</span>
      </span>
      {name ? <span className="name">{name}</span> : null}
      {isInvalid ? (
        <span className="misfit">{isInvalidOnPurpose ? "invalid, on purpose" : "does not fit"}</span>
      ) : null}
      {latencyMs === null ? null : <span className="faint">after {Math.round(latencyMs)} ms</span>}
      {waits === "still" ? <Waiting since={row.at} /> : null}
      {waits === "no longer" ? <span className="waits">never answered</span> : null}
      <span className="preview">{preview}</span>
      <span className="size">{bytesWords(bytes)}</span>
    </>
  );
}

/** How long a question has had no answer, once that is worth a word. */
function Waiting({ since }: { since: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const count = () => setSeconds(Math.floor((now() - since) / 1000));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [since]);
  return seconds < 1 ? null : <span className="waits">no answer for {seconds} s</span>;
}

/** Made once: an icon of the library is a component with looks of its own. */
const upArrow = <UpIcon sx={{ fontSize: "1rem" }} aria-hidden />;
const downArrow = <DownIcon sx={{ fontSize: "1rem" }} aria-hidden />;

const pinIcon = <PinIcon sx={{ fontSize: "1rem" }} aria-hidden />;
const pinnedIcon = <PinnedIcon sx={{ fontSize: "1rem" }} aria-hidden />;

export const ROW_HEIGHT = 30;

/** Looks of the lines, for the box that holds them. */
export const rowLooks = {
  "& .row": {
    ...{ display: "flex", alignItems: "center", gap: 1, flex: 1, minWidth: 0, height: ROW_HEIGHT },
    ...{ px: 1, py: 0 },
    ...{ border: 0, font: "inherit", fontSize: "0.8125rem", textAlign: "start", whiteSpace: "nowrap" },
    ...{ color: "text.primary", bgcolor: "transparent", overflow: "hidden", cursor: "pointer" },
  },
  "& .row[aria-disabled=true]": { cursor: "default" },
  "& .row:not([aria-disabled=true]):hover": { bgcolor: "action.hover" },
  "& .row[aria-pressed=true]": { bgcolor: "action.selected" },
  "& .row:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: "-2px" },
  "& .pin": {
    ...{ display: "grid", placeItems: "center", flexShrink: 0, width: 28, height: ROW_HEIGHT, p: 0 },
    ...{ border: 0, color: "text.secondary", bgcolor: "transparent", cursor: "pointer", opacity: 0 },
  },
  "& li:hover .pin, & .row:focus-visible + .pin, & .pin:focus-visible": { opacity: 1 },
  "& .pin[aria-pressed=true]": { opacity: 1, color: "primary.main" },
  // A finger hovers over nothing.
  "@media (hover: none)": { "& .pin": { opacity: 1 } },
  "& .pin:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: "-2px" },
  "& .time": {
    ...{ color: "text.secondary", fontFamily: "var(--sluice-mono)", fontSize: "0.75rem" },
    ...{ minWidth: 84, flexShrink: 0 },
  },
  "& .attempt": { bgcolor: "action.hover" },
  "& .told": { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" },
  "& .bad": { color: "error.main" },
  "& .sent": { display: "inline-flex", color: "success.main" },
  "& .received": { display: "inline-flex", color: "info.main" },
  "& .name": {
    ...{ fontWeight: 600, flexShrink: 0, maxWidth: 220, overflow: "hidden", textOverflow: "ellipsis" },
  },
  "& .waits": { color: "warning.main", fontWeight: 600, flexShrink: 0 },
  "& .faint": { color: "text.secondary", flexShrink: 0 },
  "& .misfit": { color: "warning.main", fontWeight: 600, flexShrink: 0 },
  "& .preview": {
    ...{ fontFamily: "var(--sluice-mono)", fontSize: "0.78rem", whiteSpace: "nowrap" },
    ...{ minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" },
  },
  "& .size": { color: "text.secondary", flexShrink: 0, ml: "auto" },
} as const;
