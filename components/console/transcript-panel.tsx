"use client";
// What passed: filters, the list, the message that is looked at, and files of it.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { countWords, exactWords } from "#components/ui/quantity-words.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { MessageEntry } from "#lib/console/transcript.ts";
import { Announcer } from "./announcer.tsx";
import { BoundsChoice } from "./bounds-choice.tsx";
import { Choice } from "./choice.tsx";
import { ConnectionColumns } from "./connection-columns.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import type { ListWindow, Look, Totals } from "./console-news.ts";
import { keptKey } from "./console-place.ts";
import type { Fold } from "./console-room.ts";
import { CoverageNote } from "./coverage-note.tsx";
import { BY_THE_CLOCK, isTimeKept, TIME_MODES, TIME_WORDS, type TimeMode } from "./entry-time.ts";
import { FileTools } from "./file-tools.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { useKept } from "./kept-values.ts";
import { type ListFilter, NO_FILTER } from "./list-filter.ts";
import { LayoutChoice, type ListLayout, useListLayout } from "./list-layout.tsx";
import { MessageDetail } from "./message-detail.tsx";
import { MessageList, type MessageListProps } from "./message-list.tsx";
import { type EntryRow, pinnedEntry } from "./pinned-entry.ts";
import { PinnedNote } from "./pinned-note.tsx";
import type { RemoteConsole } from "./remote-console.ts";
import { useView } from "./use-console.ts";

type TranscriptPanelProps = {
  apiName: string;
  basePath: string;
  session: RemoteConsole;
  /** Of the definition. */
  topics: readonly ConsoleTopic[];
  connections: readonly ConsoleConnection[];
  onEditAgain: (entry: MessageEntry) => void;
};

export function TranscriptPanel({ connections, topics, ...props }: TranscriptPanelProps) {
  const { apiName, basePath, session } = props;
  const layout = useListLayout(session.place, connections);
  const bounds = useView(session, "bounds");
  const names = useMemo(() => namesIn(topics), [topics]);
  const filter = useView(session, "filter");
  const [{ time }, setTime] = useKept(keptKey("time", session.place), BY_THE_CLOCK, isTimeKept);
  const onPinned = useCallback(() => setTime({ time: "pinned" }), [setTime]);
  const [isPaused, setPaused] = useState(false);
  return (
    <Stack sx={{ gap: 1.5 }}>
      <FilterBar
        filter={filter}
        connections={layout.layout === "list" ? connections : []}
        names={names}
        onChange={(patch) => session.filter({ ...filter, ...patch })}
        actions={
          <>
            <LayoutChoice {...layout} />
            <Button
              size="small"
              variant="outlined"
              color="secondary"
              aria-pressed={isPaused}
              onClick={() => setPaused(!isPaused)}
            >
              {isPaused ? "Go on" : "Pause"}
            </Button>
            <Button size="small" color="secondary" onClick={() => session.clear()}>
              Clear
            </Button>
          </>
        }
      >
        <Choice
          label="Time"
          value={time}
          options={TIME_MODES.map((mode) => [mode, TIME_WORDS[mode]] as const)}
          onChange={(mode) => setTime({ time: TIME_MODES.find((it) => it === mode) ?? "clock" })}
        />
      </FilterBar>
      <Passed
        session={session}
        filter={filter}
        layout={layout}
        time={time}
        isPaused={isPaused}
        onPinned={onPinned}
        onUnfilter={() => session.filter(NO_FILTER)}
        onEditAgain={props.onEditAgain}
      />
      <FileTools apiName={apiName} basePath={basePath} session={session} />
      <BoundsChoice bounds={bounds} onChange={(bounds) => session.bound(bounds)} />
    </Stack>
  );
}

function namesIn(topics: readonly ConsoleTopic[]): readonly string[] {
  const messages = topics.flatMap(({ sends, receives }) => [...sends, ...receives]);
  return [...new Set(messages.map(({ name }) => name))];
}

type PassedProps = Pick<TranscriptPanelProps, "session" | "onEditAgain"> & {
  filter: ListFilter;
  layout: ListLayout;
  time: TimeMode;
  isPaused: boolean;
  /** Who pins something wants times counted from it. */
  onPinned: () => void;
  onUnfilter: () => void;
};

/** What is drawn anew while messages pass; the rest of the page is not. */
function Passed({ session, filter, layout, time, isPaused, onPinned, onUnfilter, onEditAgain }: PassedProps) {
  const list = useView(session, "list");
  const totals = useView(session, "totals");
  const chosen = useView(session, "chosen");
  useShow(session, { filter, isPaused, ids: layout.columns.map(({ id }) => id).join(" ") });
  const scroller = useRef<HTMLDivElement>(null);
  const onChoose = useCallback((id: number) => void session.choose(id), [session]);
  const onFold = useCallback((fold: Fold) => session.fold(fold), [session]);
  const onLook = useCallback((look: Look) => session.look(look), [session]);
  const { pinned, onPin } = usePin(session, onPinned);
  const lines = { chosen: chosen?.entry.id ?? null, pinned, time, onChoose, onPin, onFold };
  const close = () => {
    void session.choose(null);
    scroller.current?.focus();
  };
  return (
    <Stack sx={{ gap: 1.5 }} onKeyDown={({ key }) => key === "Escape" && chosen && close()}>
      {pinned ? (
        <PinnedNote
          pinned={pinned}
          onLook={pinned.kind === "message" && isKept(pinned.id, totals) ? () => onChoose(pinned.id) : null}
          onUnpin={() => {
            session.pin(null);
            // The button goes with what it is for.
            scroller.current?.focus();
          }}
        />
      ) : null}
      {totals.all === 0 && list.shown === 0 ? (
        <Empty>Nothing has passed yet: connect, then send something.</Empty>
      ) : list.shown === 0 ? (
        <Empty>
          Nothing passes this filter.{" "}
          <Button size="small" onClick={onUnfilter}>
            Show all
          </Button>
        </Empty>
      ) : layout.columns.length > 0 ? (
        <Columns {...lines} session={session} layout={layout} reader={scroller} onLook={onLook} />
      ) : (
        <OneList {...lines} scroller={scroller} news={list} onLook={onLook} />
      )}
      <Counts {...totals} shown={list.isFiltering ? list.passing : null} />
      <Announcer lastId={totals.lastId} lastWords={totals.lastWords} />
      <CoverageNote {...totals} />
      {chosen ? (
        <MessageDetail
          key={chosen.entry.id}
          message={chosen}
          onReadWhole={() => void session.readWhole()}
          onSendAgain={typeof chosen.entry.body === "string" ? () => onEditAgain(chosen.entry) : null}
          onClose={close}
        />
      ) : null}
    </Stack>
  );
}

function usePin(session: RemoteConsole, onPinned: () => void) {
  const pinned = useView(session, "pinned");
  const onPin = useCallback(
    (row: EntryRow) => {
      const isPinned = session.view.pinned?.id === row.id;
      session.pin(isPinned ? null : pinnedEntry(row));
      if (!isPinned) onPinned();
    },
    [session, onPinned],
  );
  return { pinned, onPin };
}

/** Ids have no gaps. */
function isKept(id: number, { lastId, all }: Totals): boolean {
  return id > lastId - all;
}

/** Which part of what passed is shown; `ids` are those of the columns. */
function useShow(
  session: RemoteConsole,
  { filter, isPaused, ids }: { filter: ListFilter; isPaused: boolean; ids: string },
) {
  useEffect(() => {
    const columns = ids === "" ? [] : ids.split(" ").map(Number);
    // The columns are the connections: one that the list was filtered by does not empty the others.
    const shown = columns.length === 0 ? filter : { ...filter, connection: null };
    session.show({ filter: shown, isPaused, columns });
  }, [session, filter, isPaused, ids]);
}

type LinesProps = Pick<MessageListProps, "chosen" | "pinned" | "time" | "onChoose" | "onPin" | "onFold"> & {
  onLook: (look: Look) => void;
};

function OneList({ onLook, ...props }: LinesProps & Pick<MessageListProps, "scroller" | "news">) {
  const look = useCallback((window: ListWindow) => onLook({ ...window, column: null }), [onLook]);
  return <MessageList {...props} label="Transcript" onLook={look} />;
}

type ColumnsProps = LinesProps & {
  session: RemoteConsole;
  layout: ListLayout;
  reader: MessageListProps["scroller"];
};

function Columns({ session, layout, ...props }: ColumnsProps) {
  const columns = useView(session, "columns");
  return (
    <>
      <ConnectionColumns {...props} connections={layout.columns} columns={columns} />
      {layout.hidden > 0 ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Only the newest connections have a column; {countWords(layout.hidden)} more are in the one list.
        </Typography>
      ) : null}
    </>
  );
}

function Empty({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ border: "1px dashed", borderColor: "divider", borderRadius: 1, p: 3, textAlign: "center" }}>
      <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
        {children}
      </Typography>
    </Box>
  );
}

type CountsProps = Pick<Totals, "all" | "dropped"> & { shown: number | null };

function Counts({ all, shown, dropped }: CountsProps) {
  const count = all === 1 ? "1 entry" : `${countWords(all)} entries`;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {shown === null ? count : `${countWords(shown)} of ${count}`}
      {dropped > 0 ? `; ${exactWords(dropped)} older ones were let go of` : ""}
    </Typography>
  );
}
