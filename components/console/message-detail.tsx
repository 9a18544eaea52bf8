"use client";
// One message whole: laid out, as it came, as bytes; where it does not fit; when and how fast.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useMemo, useRef, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { bytesWords, countedWords } from "#components/ui/quantity-words.ts";
import { base64Of } from "#lib/console/bytes-text.ts";
import { prettyJson } from "#lib/console/json-text.ts";
import { partsOf } from "#lib/console/message-parts.ts";
import type { Body, MessageEntry } from "#lib/console/transcript.ts";
import type { ChosenMessage } from "./console-news.ts";
import { clockTime } from "./entry-time.ts";
import { MessageContent } from "./message-content.tsx";

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
  // How many times somebody has asked for more of it.
  const [asked, setAsked] = useState(0);
  const content = useRef<HTMLPreElement>(null);
  const { entry, name, misfits, pairing, reading } = message;
  const { body } = entry;
  const whole = useMemo(
    () => wholeOf(body, reading, message.laidOut, view),
    [body, reading, message.laidOut, view],
  );
  // Until it is read, the part that stands there will do.
  const granted = reading === "unasked" ? 0 : asked;
  const { parts, left } = useMemo(() => partsOf(whole, granted), [whole, granted]);
  const changeView = (chosen: View) => {
    setView(chosen);
    setAsked(0);
  };
  const showMore = () => {
    // The button goes with what it is for.
    content.current?.focus();
    setAsked(asked + 1);
  };
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
        <ViewButtons view={view} isText={typeof body === "string"} onView={changeView} />
        <CopyButton text={() => copyOf(entry)} label="Copy the message" />
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
      <MessageContent ref={content} whole={whole} parts={parts} isJson={view === "laid out"} />
      {left > 0 ? (
        <ShowMore
          {...{ entry, reading }}
          left={typeof whole === "string" ? countedWords(left, "character") : countedWords(left, "byte")}
          onReadWhole={() => {
            showMore();
            onReadWhole();
          }}
          onShowMore={showMore}
        />
      ) : null}
    </Stack>
  );
}

type ShowMoreProps = Pick<ChosenMessage, "entry" | "reading"> & {
  /** In words. */
  left: string;
  onReadWhole: () => void;
  onShowMore: () => void;
};

function ShowMore({ entry, reading, left, onReadWhole, onShowMore }: ShowMoreProps) {
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
      <Button size="small" onClick={onShowMore}>
        Show more ({left} left)
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

/** What is drawn, as text or as bytes. */
function wholeOf(body: Body, reading: ChosenMessage["reading"], laidOut: string | null, view: View): Body {
  if (typeof body !== "string" || view === "as it came") return body;
  if (view === "bytes") return new TextEncoder().encode(body);
  return (reading === "short" ? prettyJson(body) : laidOut) ?? body;
}

function copyOf({ body }: MessageEntry): string {
  return typeof body === "string" ? body : base64Of(body);
}
