"use client";
// The transcript as a list that draws only what is on the screen. It follows what arrives as long as its end is in view, and
// stays where the reader is otherwise.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { AttemptRow } from "./attempt-row.tsx";
import type { ListNews, ListWindow, RowNews } from "./console-news.ts";
import type { Fold } from "./console-room.ts";
import { entryTime, type TimeMode } from "./entry-time.ts";
import { MessageRow, ROW_HEIGHT, rowLooks } from "./message-row.tsx";
import type { EntryRow, PinnedEntry } from "./pinned-entry.ts";
import { useListKeys } from "./use-list-keys.ts";

export type MessageListProps = {
  /** The box of the list. */
  scroller: RefObject<HTMLDivElement | null>;
  /** Its accessible name. */
  label: string;
  news: ListNews;
  /** Id of the one that is looked at. */
  chosen: number | null;
  pinned: PinnedEntry | null;
  time: TimeMode;
  onChoose: (id: number) => void;
  onPin: (row: EntryRow) => void;
  onFold: (fold: Fold) => void;
  onLook: (window: ListWindow) => void;
};

/** Near enough to the end to follow it. */
const END_PIXELS = 40;
/** Lines beside those in view: a reader who scrolls meets no gap. */
const BESIDE = 10;
/** Before the box is measured. */
const LEAST_ROWS = 16;

export function MessageList(props: MessageListProps) {
  const { scroller, label, news, chosen, pinned, time, onChoose, onPin, onFold, onLook } = props;
  const [follows, setFollows] = useState(true);
  const list = useVirtualizer({
    count: news.shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: follows ? 1 : BESIDE,
  });
  const onPlace = (place: number) => list.scrollToIndex(place);
  const keys = useListKeys({ scroller, news, onPlace, onFollow: setFollows });
  const onScroll = useFollowing({ scroller, news, follows, setFollows, isReading: keys.isReading });
  useSteadyReading(scroller, news, follows);
  useLook({ range: list.getVirtualIndexes(), news, follows, onLook });
  const fold = useCallback(
    (attempt: Fold) => {
      // Where it is opened one reads on, instead of at the end.
      if (!attempt.isFolded) setFollows(false);
      onFold(attempt);
    },
    [onFold],
  );
  const toNewest = () => {
    keys.letGo();
    setFollows(true);
    scroller.current?.focus();
  };
  return (
    <Box sx={{ position: "relative" }}>
      <Box
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={keys.onKeyDown}
        role="region"
        aria-label={label}
        tabIndex={keys.line === null ? 0 : -1}
        sx={boxLook}
      >
        <ul style={{ ...listLook, height: list.getTotalSize() }}>
          {news.rows.map((row, place) => (
            <li
              // By the place on the screen: what passes quickly is written into the lines that stand there.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={place}
              data-line={news.first + place}
              style={{
                ...lineLook,
                transform: `translateY(${(news.first - news.gone + place) * ROW_HEIGHT}px)`,
              }}
            >
              <ListLine
                row={row}
                time={time}
                chosen={chosen}
                pinned={pinned}
                isReached={news.first + place === keys.line}
                onChoose={onChoose}
                onPin={onPin}
                onFold={fold}
              />
            </li>
          ))}
        </ul>
      </Box>
      {follows ? null : <ToNewest onClick={toNewest} />}
    </Box>
  );
}

function ToNewest({ onClick }: { onClick: () => void }) {
  return (
    <Button
      size="small"
      variant="contained"
      sx={{ position: "absolute", bottom: 8, left: "50%", transform: "translateX(-50%)" }}
      onClick={onClick}
    >
      To the newest
    </Button>
  );
}

type ListLineProps = Pick<
  MessageListProps,
  "chosen" | "pinned" | "time" | "onChoose" | "onPin" | "onFold"
> & {
  row: RowNews;
  /** Whether one can tab to it. */
  isReached: boolean;
};

function ListLine({ row, time, chosen, pinned, isReached, onChoose, onPin, onFold }: ListLineProps) {
  if (row.kind === "attempt") return <AttemptRow row={row} isReached={isReached} onFold={onFold} />;
  const before = row.beforeAt === null ? undefined : { at: row.beforeAt };
  return (
    <MessageRow
      row={row}
      time={entryTime(row, time, before, pinned ?? undefined)}
      isChosen={row.id === chosen}
      isPinned={row.id === pinned?.id}
      isReached={isReached}
      onChoose={onChoose}
      onPin={onPin}
    />
  );
}

type Following = {
  scroller: RefObject<HTMLDivElement | null>;
  news: ListNews;
  follows: boolean;
  setFollows: (follows: boolean) => void;
  isReading: boolean;
};

/** The list follows what arrives as long as its end is in view, and nobody reads a line of it. */
function useFollowing({ scroller, news: { shown }, follows, setFollows, isReading }: Following) {
  useLayoutEffect(() => {
    const box = scroller.current;
    if (follows && box) box.scrollTop = shown * ROW_HEIGHT;
    // What was folded away may leave so little that there is nothing to scroll.
    else if (box && !isReading && box.scrollHeight <= box.clientHeight) setFollows(true);
  }, [scroller, follows, setFollows, shown, isReading]);
  return () => {
    const box = scroller.current;
    if (box) setFollows(!isReading && box.scrollHeight - box.scrollTop - box.clientHeight < END_PIXELS);
  };
}

/** Asks for the lines that there is room for. */
function useLook({
  range,
  news: { gone, list },
  follows,
  onLook,
}: Pick<MessageListProps, "news" | "onLook"> & { range: readonly number[]; follows: boolean }) {
  const count = Math.max(range.length, LEAST_ROWS);
  // Those that follow are the newest, wherever they stand.
  const first = follows ? 0 : gone + (range[0] ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is asked for anew
  useEffect(() => onLook({ follows, first, count }), [follows, first, count, list, onLook]);
}

/** What the bounds dropped above the reader must not move what is being read. */
function useSteadyReading(
  scroller: RefObject<HTMLDivElement | null>,
  { list, gone }: ListNews,
  follows: boolean,
) {
  const before = useRef({ list, gone });
  useLayoutEffect(() => {
    const more = before.current.list === list ? gone - before.current.gone : 0;
    before.current = { list, gone };
    if (!follows && more > 0 && scroller.current) scroller.current.scrollTop -= more * ROW_HEIGHT;
  }, [scroller, list, gone, follows]);
}

const listLook = { position: "relative", listStyle: "none", margin: 0, padding: 0 } as const;

/** What changes in a line is laid out and painted for itself. */
const lineLook = {
  position: "absolute",
  insetInline: 0,
  top: 0,
  display: "flex",
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
