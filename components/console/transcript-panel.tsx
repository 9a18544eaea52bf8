"use client";
// What passed: filters, the list, the message that is looked at, and files of it.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useMemo, useState } from "react";
import { countWords } from "#components/ui/quantity-words.ts";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import type { Entry, MessageEntry } from "#lib/console/transcript.ts";
import { Announcer } from "./announcer.tsx";
import { BoundsChoice } from "./bounds-choice.tsx";
import { Choice } from "./choice.tsx";
import { connectionLabels } from "./connection-labels.ts";
import type { ConsoleConnection, ConsoleSession } from "./console-session.ts";
import { CoverageNote } from "./coverage-note.tsx";
import { TIME_MODES, TIME_WORDS, type TimeMode } from "./entry-time.ts";
import { FileButtons } from "./file-buttons.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { filtered, isFiltering, type ListFilter, NO_FILTER } from "./list-filter.ts";
import { MessageDetail } from "./message-detail.tsx";
import { MessageList } from "./message-list.tsx";
import { useBounds, useEntries } from "./use-console.ts";
import { pairingWords, usePairs } from "./use-pairs.ts";

type TranscriptPanelProps = {
  apiName: string;
  basePath: string;
  session: ConsoleSession;
  /** All that the definition has for the topics of the connections. */
  messages: readonly ConsoleMessage[];
  connections: readonly ConsoleConnection[];
  onEditAgain: (entry: MessageEntry) => void;
};

export function TranscriptPanel({ connections, messages, ...props }: TranscriptPanelProps) {
  const { apiName, basePath, session } = props;
  const bounds = useBounds(session);
  const [filter, setFilter] = useState<ListFilter>(NO_FILTER);
  const [time, setTime] = useState<TimeMode>("clock");
  const [isPaused, setPaused] = useState(false);
  return (
    <Stack sx={{ gap: 1.5 }}>
      <FilterBar
        filter={filter}
        connections={connections}
        names={[...new Set(messages.map(({ name }) => name))]}
        onChange={(patch) => setFilter({ ...filter, ...patch })}
      >
        <Choice
          label="Time"
          value={time}
          options={TIME_MODES.map((mode) => [mode, TIME_WORDS[mode]] as const)}
          width={190}
          onChange={(mode) => setTime(TIME_MODES.find((it) => it === mode) ?? "clock")}
        />
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
        <FileButtons apiName={apiName} basePath={basePath} session={session} />
      </FilterBar>
      <Passed
        session={session}
        filter={filter}
        time={time}
        isPaused={isPaused}
        onUnfilter={() => setFilter(NO_FILTER)}
        onEditAgain={props.onEditAgain}
      />
      <BoundsChoice bounds={bounds} onChange={(bounds) => session.bound(bounds)} />
    </Stack>
  );
}

type PassedProps = Pick<TranscriptPanelProps, "session" | "onEditAgain"> & {
  filter: ListFilter;
  time: TimeMode;
  isPaused: boolean;
  onUnfilter: () => void;
};

/** What is drawn anew while messages pass; the rest of the page is not. */
function Passed({ session, filter, time, isPaused, onUnfilter, onEditAgain }: PassedProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const entries = usePausable(session, isPaused);
  const labels = useMemo(() => connectionLabels(session.labels), [session, session.labels]);
  const shown = useMemo(() => filtered(entries, filter, labels.topicOf), [entries, filter, labels]);
  const pairs = usePairs(entries, labels);
  const entry = entries.find(({ id, kind }) => id === chosen && kind === "message");
  return (
    <>
      {entries.length === 0 ? (
        <Empty>Nothing has passed yet: connect, then send something.</Empty>
      ) : shown.length === 0 ? (
        <Empty>
          Nothing passes this filter.{" "}
          <Button size="small" onClick={onUnfilter}>
            Show all
          </Button>
        </Empty>
      ) : (
        <MessageList entries={shown} labels={labels} chosen={entry} time={time} onChoose={setChosen} />
      )}
      <Counts
        all={entries}
        shown={isFiltering(filter) ? shown.length : null}
        dropped={session.transcript.dropped}
      />
      <Announcer entries={entries} />
      <CoverageNote entries={entries} labels={labels} unanswered={pairs.unanswered.size} />
      {entry?.kind === "message" ? (
        <MessageDetail
          key={entry.id}
          entry={entry}
          topic={labels.topicOf(entry.connection)}
          pairing={pairingWords(entry.id, pairs)}
          onSendAgain={typeof entry.body === "string" ? () => onEditAgain(entry) : null}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </>
  );
}

/** The entries as they are, or as they were when the reader paused. */
function usePausable(session: ConsoleSession, isPaused: boolean): readonly Entry[] {
  const current = useEntries(session);
  const [frozen, setFrozen] = useState(current);
  if (!isPaused && frozen !== current) setFrozen(current);
  return isPaused ? frozen : current;
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

type CountsProps = { all: readonly Entry[]; shown: number | null; dropped: number };

function Counts({ all, shown, dropped }: CountsProps) {
  const count = all.length === 1 ? "1 entry" : `${countWords(all.length)} entries`;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {shown === null ? count : `${countWords(shown)} of ${count}`}
      {dropped > 0 ? `; ${countWords(dropped)} older ones were let go of` : ""}
    </Typography>
  );
}
