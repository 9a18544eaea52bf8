"use client";
// The transcript as a list that draws only what is on the screen. It follows what arrives as long as its end is in view, and
// stays where the reader is otherwise.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConnectionLabels } from "./connection-labels.ts";
import { entryTime, type TimeMode } from "./entry-time.ts";
import { MessageRow, ROW_HEIGHT, rowLooks } from "./message-row.tsx";

type MessageListProps = {
  entries: readonly Entry[];
  labels: ConnectionLabels;
  /** The one that is looked at. */
  chosen: Entry | undefined;
  time: TimeMode;
  onChoose: (id: number) => void;
};

/** Near enough to the end to follow it. */
const END_PIXELS = 40;

export function MessageList({ entries, labels, chosen, time, onChoose }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const list = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const last = entries.at(-1)?.id;
  useEffect(() => {
    const box = scroller.current;
    if (follows && box && last !== undefined) box.scrollTop = box.scrollHeight;
  }, [follows, last]);
  useSteadyReading(scroller, entries, follows);
  const onScroll = () => {
    const box = scroller.current;
    if (box) setFollows(box.scrollHeight - box.scrollTop - box.clientHeight < END_PIXELS);
  };
  return (
    <Box sx={{ position: "relative" }}>
      <Box ref={scroller} onScroll={onScroll} role="region" aria-label="Transcript" tabIndex={0} sx={boxLook}>
        <ul
          style={{
            height: list.getTotalSize(),
            position: "relative",
            listStyle: "none",
            margin: 0,
            padding: 0,
          }}
        >
          {list.getVirtualItems().map(({ index, start }, place) => {
            const entry = entries[index];
            return entry ? (
              <li
                // By the place on the screen: what passes quickly is written into the lines that stand there.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={place}
                style={{ ...lineLook, transform: `translateY(${start}px)` }}
              >
                <MessageRow
                  entry={entry}
                  topic={labels.topicOf(entry.connection)}
                  label={labels.isOne ? null : labels.labelOf(entry.connection)}
                  time={entryTime(entry, time, entries[index - 1], chosen)}
                  isChosen={entry === chosen}
                  onChoose={onChoose}
                />
              </li>
            ) : null;
          })}
        </ul>
      </Box>
      {follows ? null : (
        <Button
          size="small"
          variant="contained"
          sx={{ position: "absolute", bottom: 8, left: "50%", transform: "translateX(-50%)" }}
          onClick={() => setFollows(true)}
        >
          To the newest
        </Button>
      )}
    </Box>
  );
}

/** What the bounds dropped above the reader must not move what is being read. */
function useSteadyReading(
  scroller: RefObject<HTMLDivElement | null>,
  entries: readonly Entry[],
  follows: boolean,
) {
  const before = useRef(entries);
  useLayoutEffect(() => {
    const first = entries[0]?.id;
    const gone = first === undefined ? 0 : before.current.findIndex(({ id }) => id >= first);
    before.current = entries;
    if (!follows && gone > 0 && scroller.current) scroller.current.scrollTop -= gone * ROW_HEIGHT;
  }, [scroller, entries, follows]);
}

/** What changes in a line is laid out and painted for itself. */
const lineLook = {
  position: "absolute",
  insetInline: 0,
  top: 0,
  height: ROW_HEIGHT,
  contain: "strict",
} as const;

const boxLook = {
  contain: "strict",
  height: 420,
  overflow: "auto",
  border: "1px solid",
  borderColor: "divider",
  borderRadius: 1,
  bgcolor: "background.paper",
  overflowAnchor: "none",
  ...rowLooks,
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main" },
} as const;
