// What a page draws of its console, and what it draws before anything was told.
import { DEFAULT_BOUNDS } from "#lib/console/transcript.ts";
import type { ToldAttempts } from "./attempt-explanations.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { ChosenMessage, ConsoleNews, SessionNews } from "./console-news.ts";
import { type ListFilter, NO_FILTER } from "./list-filter.ts";
import type { PinnedEntry } from "./pinned-entry.ts";

/** What a page draws of its console. */
export type ConsoleView = Omit<SessionNews, "connections"> &
  Pick<ConsoleNews, "list" | "columns" | "totals"> & {
    readonly connections: readonly ConsoleConnection[];
    readonly chosen: (ChosenMessage & { readonly pairing: string }) | null;
    /** Id of the connection that somebody chose to send to; null where nobody did. */
    readonly target: number | null;
    /** What the list is filtered by. */
    readonly filter: ListFilter;
    /** What times are counted from; null where nothing is pinned. */
    readonly pinned: PinnedEntry | null;
    /** Why attempts ended. */
    readonly told: ToldAttempts;
    /** True where the thread could not be started or broke down: nothing works any more. */
    readonly isBroken: boolean;
    /** True once its person has signed out, or another one has signed in: nothing is left of it. */
    readonly isEnded: boolean;
  };

export const EMPTY_VIEW: ConsoleView = {
  connections: [],
  names: [],
  retryAt: new Map(),
  bounds: DEFAULT_BOUNDS,
  repeats: null,
  target: null,
  filter: NO_FILTER,
  pinned: null,
  told: new Map(),
  list: { list: 0, shown: 0, passing: 0, gone: 0, first: 0, rows: [], isFiltering: false },
  columns: [],
  totals: { all: 0, dropped: 0, lastId: 0, lastWords: "", unsent: [], unseen: [], unanswered: 0 },
  chosen: null,
  isBroken: false,
  isEnded: false,
};
