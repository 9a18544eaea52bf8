// What a page shows of a session: the list by its filter, the lines there is room for, the chosen message, the counts. Made
// in the console's thread when the page can draw again; nothing here knows how it gets there.
import type { Coverage } from "#lib/console/coverage.ts";
import type { Entry, MessageEntry } from "#lib/console/transcript.ts";
import { canBeAnswered } from "./answerable.ts";
import type { AttemptLine, StartedAttempt } from "./attempt-line.ts";
import { chosenNews } from "./chosen-news.ts";
import { type ConnectionLabels, connectionLabels } from "./connection-labels.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { ChosenMessage, ColumnNews, ConsoleNews, Look, RowNews } from "./console-news.ts";
import type { ConsoleSession } from "./console-session.ts";
import { Findings, pairingWords } from "./findings.ts";
import { ListDrawing } from "./list-drawing.ts";
import type { ListFilter } from "./list-filter.ts";
import { readWhole } from "./message-facts.ts";
import { attemptRowNews, rowNews, saidOf } from "./row-news.ts";
import type { AttemptPlace } from "./shown-list.ts";

export type Shown = {
  readonly filter: ListFilter;
  readonly isPaused: boolean;
  /** Connections that have a list of their own, side by side; none where one list shows all. */
  readonly columns: readonly number[];
};

export class ConsoleDrawing {
  readonly #session: ConsoleSession;
  readonly #folded = new Set<string>();
  readonly #list = this.#newList();
  /** By the connection, in the order of the page. */
  #columns: ReadonlyMap<number, ListDrawing> = new Map();
  readonly #findings = new Findings();
  #labels: ConnectionLabels = connectionLabels(new Map());
  #labelled: unknown = null;
  /** What had passed when the reader paused. */
  #paused: { readonly entries: readonly Entry[]; readonly dropped: number } | null = null;
  #chosen: number | null = null;

  constructor(session: ConsoleSession) {
    this.#session = session;
  }

  show({ filter, isPaused, columns }: Shown): void {
    if (isPaused && !this.#paused) this.#paused = this.#now();
    if (!isPaused) this.#paused = null;
    this.#columns = new Map(columns.map((id) => [id, this.#columns.get(id) ?? this.#newList()]));
    for (const [connection, { list }] of this.#lists) {
      const own = connection === null ? filter : { ...filter, connection };
      if (JSON.stringify(own) !== JSON.stringify(list.filter)) list.begin(own);
    }
  }

  fold(attempt: AttemptPlace, isFolded: boolean): void {
    for (const [, { list }] of this.#lists) list.fold(attempt, isFolded);
  }

  look({ column, ...window }: Look): void {
    const drawing = column === null ? this.#list : this.#columns.get(column);
    drawing?.look(window);
  }

  /** The message, or null where it is not kept. */
  choose(id: number | null): ChosenMessage | null {
    this.#chosen = id;
    const entry = this.#chosenEntry();
    return entry && chosenNews(entry, this.#labels.topicOf(entry.connection));
  }

  /** The chosen message, read whole unless it is too long for that; null where none is chosen or kept. */
  readWhole(): ChosenMessage | null {
    const entry = this.#chosenEntry();
    if (entry) readWhole(entry, this.#labels.topicOf(entry.connection));
    return this.choose(this.#chosen);
  }

  #chosenEntry(): MessageEntry | null {
    const entry = this.#chosen === null ? undefined : entryOf(this.#passed().entries, this.#chosen);
    return entry?.kind === "message" ? entry : null;
  }

  /** Nothing that was shown is kept any more. */
  cleared(): void {
    for (const [, { list }] of this.#lists) list.begin(list.filter);
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

  news(): Pick<ConsoleNews, "list" | "columns" | "totals" | "chosen"> {
    const { entries, dropped } = this.#passed();
    const connecting = this.#paused ? [] : connectingIn(this.#session.connections);
    this.#currentLabels();
    for (const [, { list }] of this.#lists) list.take(entries, connecting);
    const last = entries.at(-1);
    const { unsent, unseen, pairs } = this.#findings;
    const unanswered = this.#countWaiting(entries);
    const chosen = this.#chosen === null ? undefined : entryOf(entries, this.#chosen);
    return {
      list: this.#columns.size > 0 ? this.#list.unseen() : this.#list.news(this.#drawRow(this.#labels)),
      columns: this.#columnNews(),
      totals: {
        ...{ all: entries.length, dropped, lastId: last?.id ?? 0, lastWords: last ? saidOf(last) : "" },
        ...{ unsent, unseen, unanswered },
      },
      chosen: chosen
        ? { id: chosen.id, pairing: pairingWords(chosen.id, pairs, this.#isOver(chosen)) }
        : null,
    };
  }

  get #lists(): (readonly [number | null, ListDrawing])[] {
    return [[null, this.#list], ...this.#columns];
  }

  #newList(): ListDrawing {
    return new ListDrawing((connection) => this.#labels.topicOf(connection), this.#folded);
  }

  /** A column says above its lines whose they are. */
  #columnNews(): ColumnNews[] {
    const draw = this.#drawRow({ ...this.#labels, isOne: true });
    return [...this.#columns].map(([connection, drawing]) => ({ ...drawing.news(draw), connection }));
  }

  #drawRow(labels: ConnectionLabels) {
    return (line: Entry | AttemptLine, before: Entry | undefined): RowNews => {
      if (line.kind === "attempt") {
        const record = this.#session.attempts.find(line.connection, line.attempt);
        return attemptRowNews(line, { record, labels });
      }
      const { pairs } = this.#findings;
      return rowNews(line, { before, labels, pairs, isOver: this.#isOver(line) });
    };
  }

  /** Questions that something may still answer. */
  #countWaiting(entries: readonly Entry[]): number {
    const questions = [...this.#findings.pairs.unanswered].map((id) => entryOf(entries, id));
    return questions.filter((question) => question && !this.#isOver(question)).length;
  }

  #isOver(entry: Entry): boolean {
    return !canBeAnswered(entry, this.#session.connections, this.#labels.topicOf);
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

function connectingIn(connections: readonly ConsoleConnection[]): StartedAttempt[] {
  const waiting = connections.filter(({ attempt }) => attempt.state === "connecting");
  return waiting.map(({ id, attempt }) => ({
    ...{ connection: id, attempt: attempt.number, at: attempt.startedAt },
  }));
}

/** Ids have no gaps. */
function entryOf(entries: readonly Entry[], id: number): Entry | undefined {
  return entries[id - (entries[0]?.id ?? 0)];
}
