// What the console's thread tells its page, some times a second: what stands on the screen, and no more.
import type { Attempt } from "#lib/console/attempt.ts";
import type { MessageEntry, TranscriptBounds } from "#lib/console/transcript.ts";
import type { Repeat } from "./draft.ts";
import type { MessageFacts, Reading } from "./message-facts.ts";

export type ToldConnection = {
  readonly id: number;
  readonly name: string;
  readonly colour: number;
  readonly attempt: Attempt;
  /** The page's number of what it was dialled with; null for one of a file. */
  readonly dial: number | null;
};

type LinePlace = {
  readonly at: number;
  /** When the one above it passed; null where there is none. */
  readonly beforeAt: number | null;
  /** Of the connection; null where there is only one. */
  readonly label: { readonly name: string; readonly colour: number } | null;
};

type RowPlace = LinePlace & { readonly id: number };

/** Opens what passed on one attempt. */
export type AttemptRowNews = LinePlace & {
  readonly kind: "attempt";
  readonly connection: number;
  /** Its number. */
  readonly attempt: number;
  /** What came of it, and its handshake; empty where it was not made here. */
  readonly words: readonly string[];
  /** Of those that pass the filter, also where they are folded away. */
  readonly messages: number;
  readonly isFolded: boolean;
};

export type MessageRowNews = RowPlace & {
  readonly kind: "message";
  readonly direction: "sent" | "received";
  /** Empty where the definition has no names. */
  readonly name: string;
  readonly isInvalid: boolean;
  readonly isInvalidOnPurpose: boolean;
  /** Of an answer: after what it was asked; null of any other message. */
  readonly latencyMs: number | null;
  /** Of a question that nothing has answered: whether something still may; null of any other message. */
  readonly waits: "still" | "no longer" | null;
  readonly preview: string;
  readonly bytes: number;
};

/** A line of the list. */
export type RowNews =
  | AttemptRowNews
  | MessageRowNews
  | (RowPlace & { readonly kind: "event"; readonly tone: "good" | "plain" | "bad"; readonly text: string });

/** Which lines of the list the page has room for. */
export type ListWindow = {
  /** True for the newest, whatever arrives; else from `first` on. */
  readonly follows: boolean;
  /** Counted from the first line that the list ever had, also of those that are gone. */
  readonly first: number;
  readonly count: number;
};

/** Where the lines are: in the column of a connection, or in the one list of all. */
export type Look = ListWindow & { readonly column: number | null };

/** The list, as it is filtered. */
export type ListNews = {
  /** Another number for another list: by another filter, or after the transcript was cleared. */
  readonly list: number;
  /** Lines, also those of attempts. */
  readonly shown: number;
  /** Entries that pass the filter. */
  readonly passing: number;
  /** Lines that were let go of since the list began. */
  readonly gone: number;
  /** Where the lines begin, counted as a window's `first` is. */
  readonly first: number;
  readonly rows: readonly RowNews[];
  readonly isFiltering: boolean;
};

/** The list of one connection, beside those of others. */
export type ColumnNews = ListNews & { readonly connection: number };

/** What passed, as a whole. */
export type Totals = {
  readonly all: number;
  readonly dropped: number;
  /** Of the newest entry, which the others are counted by; 0 for none. */
  readonly lastId: number;
  readonly lastWords: string;
  /** Names of messages that were never sent, and never received. */
  readonly unsent: readonly string[];
  readonly unseen: readonly string[];
  readonly unanswered: number;
};

/** The message that is looked at, whole. */
export type ChosenMessage = {
  readonly entry: MessageEntry;
  readonly name: string;
  readonly misfits: MessageFacts["misfits"];
  readonly reading: Reading;
  /** Of one that is long and was read: its JSON, laid out; null where it is none, or that is too much to draw. */
  readonly laidOut: string | null;
};

/** The connections, and what is set. */
export type SessionNews = {
  readonly connections: readonly ToldConnection[];
  /** Of all connections that there were. */
  readonly names: readonly string[];
  readonly retryAt: ReadonlyMap<number, number | null>;
  readonly bounds: TranscriptBounds;
  /** What is sent again and again; null where nothing is. */
  readonly repeats: Repeat | null;
};

export type ConsoleNews = {
  /** Null where all of it is as it was told. */
  readonly session: SessionNews | null;
  /** Of all connections; without lines where there are columns. */
  readonly list: ListNews;
  /** None where one list shows all. */
  readonly columns: readonly ColumnNews[];
  readonly totals: Totals;
  /** Id of the message that is looked at, and what is known of its answer; null where it is no longer kept. */
  readonly chosen: { readonly id: number; readonly pairing: string } | null;
};
