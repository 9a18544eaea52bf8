"use client";
// The line above what passed on one attempt: when, what came of it, its handshake. Pressed, it folds that away and back.
import ClosedIcon from "@mui/icons-material/ChevronRightOutlined";
import OpenIcon from "@mui/icons-material/ExpandMoreOutlined";
import { memo } from "react";
import { countWords } from "#components/ui/quantity-words.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import type { AttemptRowNews } from "./console-news.ts";
import type { Fold } from "./console-room.ts";
import { clockTime } from "./entry-time.ts";

type AttemptRowProps = {
  row: AttemptRowNews;
  /** Whether one can tab to it. */
  isReached: boolean;
  onFold: (fold: Fold) => void;
};

export const AttemptRow = memo(function AttemptRow({ row, isReached, onFold }: AttemptRowProps) {
  const { connection, attempt, at, label, words, messages, isFolded } = row;
  return (
    <button
      type="button"
      className="row attempt"
      tabIndex={isReached ? 0 : -1}
      aria-expanded={!isFolded}
      onClick={() => onFold({ connection, attempt, isFolded: !isFolded })}
    >
      {isFolded ? closed : open}
      <span className="time">{clockTime(at)}</span>
      {label ? <ConnectionMark name={label.name} colour={label.colour} /> : null}
      <span className="name">Attempt {attempt}</span>
      <span className="told">{words.join(" · ")}</span>
      <span className="size">{messages === 1 ? "1 message" : `${countWords(messages)} messages`}</span>
    </button>
  );
});

/** Made once: an icon of the library is a component with looks of its own. */
const open = <OpenIcon sx={{ fontSize: "1rem" }} aria-hidden />;
const closed = <ClosedIcon sx={{ fontSize: "1rem" }} aria-hidden />;
