// What a page shows of a session: the list by its filter, the lines there is room for, the chosen message, the counts. Made
// in the console's thread when the page can draw again; nothing here knows how it gets there.
import { isOver } from "#lib/console/attempt.ts";
import type { Coverage } from "#lib/console/coverage.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { AttemptLine } from "./attempt-line.ts";
import { type ConnectionLabels, connectionLabels } from "./connection-labels.ts";
import type { ChosenMessage, ConsoleNews, ListNews, ListWindow, RowNews } from "./console-news.ts";
import type { ConsoleSession } from "./console-session.ts";
import { Findings, pairingWords } from "./findings.ts";
import { isFiltering, type ListFilter } from "./list-filter.ts";
import { factsOf, nameWords } from "./message-facts.ts";
import { attemptRowNews, rowNews, saidOf } from "./row-news.ts";
import { type AttemptPlace, ShownList } from "./shown-list.ts";

export type Shown = { readonly filter: ListFilter; readonly isPaused: boolean };

/** Before the page has said how much room it has. */
const FIRST_WINDOW: ListWindow = { follows: true, first: 0, count: 30 };
const MAX_ROWS = 200;

export class ConsoleDrawing {
  readonly #session: ConsoleSession;
  readonly #list: ShownList;
  readonly #findings = new Findings();
  #labels: ConnectionLabels = connectionLabels(new Map());
  #labelled: unknown = null;
  /** What had passed when the reader paused. */
  #paused: { readonly entries: readonly Entry[]; readonly dropped: number } | null = null;
  #window = FIRST_WINDOW;
  #chosen: number | null = null;

  constructor(session: ConsoleSession) {
    this.#session = session;
    this.#list = new ShownList((connection) => this.#labels.topicOf(connection));
  }

  show({ filter, isPaused }: Shown): void {
    if (isPaused && !this.#paused) this.#paused = this.#now();
    if (!isPaused) this.#paused = null;
    if (JSON.stringify(filter) !== JSON.stringify(this.#list.filter)) this.#list.begin(filter);
  }

  fold(attempt: AttemptPlace, isFolded: boolean): void {
    this.#list.fold(attempt, isFolded);
  }

  look(window: ListWindow): void {
    this.#window = { ...window, count: Math.min(MAX_ROWS, window.count) };
  }

  /** The message, or null where it is not kept. */
  choose(id: number | null): ChosenMessage | null {
    this.#chosen = id;
    const entry = id === null ? undefined : entryOf(this.#passed().entries, id);
    if (entry?.kind !== "message") return null;
    const topic = this.#labels.topicOf(entry.connection);
    const facts = factsOf(entry, topic);
    return { entry, name: nameWords(facts, topic), misfits: facts.misfits };
  }

  /** Nothing that was shown is kept any more. */
  cleared(): void {
    this.#list.begin(this.#list.filter);
    if (this.#paused) this.#paused = this.#now();
  }

  get coverage(): Coverage {
    return this.#findings.coverage;
  }

  /** What passed before this session. */
  cover(coverage: readonly string[]): void {
    this.#findings.cover(coverage);
  }

  /** Looks for pairs, and for messages that never passed. */
  find(): void {
    this.#findings.take(this.#passed().entries, this.#currentLabels());
  }

  news(): Pick<ConsoleNews, "list" | "totals" | "chosen"> {
    const { entries, dropped } = this.#passed();
    this.#currentLabels();
    this.#list.take(entries);
    const last = entries.at(-1);
    const { unsent, unseen, pairs } = this.#findings;
    const chosen = this.#chosen === null ? undefined : entryOf(entries, this.#chosen);
    return {
      list: this.#listNews(),
      totals: {
        ...{ all: entries.length, dropped, lastId: last?.id ?? 0, lastWords: last ? saidOf(last) : "" },
        ...{ unsent, unseen, unanswered: pairs.unanswered.size },
      },
      chosen: chosen
        ? { id: chosen.id, pairing: pairingWords(chosen.id, pairs, this.#isOver(chosen)) }
        : null,
    };
  }

  #listNews(): ListNews {
    const list = this.#list;
    const { follows, first, count } = this.#window;
    const from = follows ? Math.max(0, list.size - count) : Math.max(0, first - list.gone);
    const rows: RowNews[] = [];
    for (let place = from; place < from + count; place += 1) {
      const line = list.at(place);
      if (line) rows.push(this.#rowOf(line, place));
    }
    return {
      ...{ list: list.number, shown: list.size, gone: list.gone, first: list.gone + from, rows },
      ...{ passing: list.passing, isFiltering: isFiltering(list.filter) },
    };
  }

  #rowOf(line: Entry | AttemptLine, place: number): RowNews {
    const labels = this.#labels;
    if (line.kind === "attempt") {
      const record = this.#session.attempts.find(line.connection, line.attempt);
      return attemptRowNews(line, { record, labels });
    }
    const { pairs } = this.#findings;
    return rowNews(line, { before: this.#list.entryAbove(place), labels, pairs, isOver: this.#isOver(line) });
  }

  #isOver({ connection, attempt }: Entry): boolean {
    const newest = this.#session.connections.find(({ id }) => id === connection)?.attempt;
    return newest?.number !== attempt || isOver(newest);
  }

  #passed() {
    return this.#paused ?? this.#now();
  }

  #now() {
    const { transcript } = this.#session;
    return { entries: transcript.entries(), dropped: transcript.dropped };
  }

  #currentLabels(): ConnectionLabels {
    const { labels } = this.#session;
    if (labels !== this.#labelled) this.#labels = connectionLabels(labels);
    this.#labelled = labels;
    return this.#labels;
  }
}

/** Ids have no gaps. */
function entryOf(entries: readonly Entry[], id: number): Entry | undefined {
  return entries[id - (entries[0]?.id ?? 0)];
}
