// The console's side of a page in the console's own thread: does what the page asks of the session, and tells it what to
// draw, at most as often as it can draw.
import { randomKey } from "#components/ui/random-key.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { TranscriptBounds } from "#lib/console/transcript.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { FileToOpen, PassedBefore } from "./connection-of-file.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import { ConsoleDrawing, type Shown } from "./console-drawing.ts";
import type { ConsoleNews, Look, ToldConnection } from "./console-news.ts";
import { ConsoleSession } from "./console-session.ts";
import type { Dial } from "./dial.ts";
import { type DraftToSend, prepare, type Repeat } from "./draft.ts";
import { KeptFile } from "./kept-file.ts";
import { findPinned, type PinnedEntry } from "./pinned-entry.ts";
import type { RefusedAttempt } from "./refused-attempt.ts";
import type { AttemptPlace } from "./shown-list.ts";
import { type AskedFile, transcriptFile } from "./transcript-file.ts";

/** What a connection is made with; the page answers for its credentials by its number. */
export type NumberedDial = {
  readonly number: number;
  readonly name: string;
  readonly topic: ConsoleTopic;
  readonly url: string;
  readonly protocols: readonly string[];
  readonly shownProtocols: readonly string[];
};

/** What passed on an attempt, folded away or back. */
export type Fold = AttemptPlace & { readonly isFolded: boolean };

/** What a page answers to. */
export type PageFunctions = {
  readonly news: (news: ConsoleNews) => void;
  /** The newest of the transcript as a file, in UTF-8: for a page that is reloaded. */
  readonly kept: (file: Uint8Array<ArrayBuffer>) => void;
  /** Messages of the definition that have passed, by their keys: for a page that is reloaded. */
  readonly covered: (coverage: readonly string[]) => void;
  /** The protocols for another attempt. */
  readonly protocols: (dial: number) => Promise<Outcome<readonly string[]>>;
};

export type RoomFunctions = ReturnType<ConsoleRoom["functions"]>;

/** Between two times that what passed is searched for pairs. */
const FIND_EVERY_MS = 500;

export class ConsoleRoom {
  readonly #page: PageFunctions;
  readonly #session = new ConsoleSession((draw) => this.#whenCanDraw(draw));
  readonly #drawing = new ConsoleDrawing(this.#session);
  readonly #file = new KeptFile(this.#session);
  readonly #dials = new Map<number, number>();
  /** Of the session, as it was told last. */
  #told: readonly unknown[] = [];
  /** True from news until the page has drawn them. */
  #isDrawing = false;
  /** The session's telling waits for it, and what is found later than it passed. */
  #draw: (() => void) | null = null;
  #hasMore = false;
  #foundAt = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | undefined;
  #repeat: { readonly what: Repeat; readonly timer: ReturnType<typeof setInterval> } | null = null;
  #counter = 0;

  constructor(page: PageFunctions) {
    this.#page = page;
    this.#session.subscribe(() => this.#tell());
  }

  /** What a page may call. */
  functions() {
    const session = this.#session;
    const drawing = this.#drawing;
    return {
      open: (dial: NumberedDial) => this.#open(dial),
      reconnect: (id: number) => session.reconnect(id),
      redial: ({ id, dial }: { id: number; dial: NumberedDial }) => {
        if (session.redial(id, this.#answered(dial))) this.#dials.set(id, dial.number);
      },
      keep: ({ id, isKept }: { id: number; isKept: boolean }) => {
        session.keep(id, isKept);
        return session.retryAt;
      },
      heed: ({ id, refusal }: { id: number; refusal: RefusedAttempt }) => session.heed(id, refusal),
      close: (id: number) => session.close(id),
      remove: (id: number) => session.remove(id),
      sendBytes: ({ id, bytes }: { id: number; bytes: Uint8Array<ArrayBuffer> }) => {
        session.send(id, bytes, false);
      },
      sendDraft: (draft: DraftToSend) => {
        this.#send(draft);
      },
      repeat: (repeat: Repeat | null) => this.#setRepeat(repeat),
      clear: () => {
        session.transcript.clear();
        drawing.cleared();
        this.#tell();
      },
      bound: (bounds: TranscriptBounds) => {
        session.bound(bounds);
        return session.transcript.bounds;
      },
      cover: (coverage: readonly string[]) => drawing.cover(coverage),
      openFile: (file: FileToOpen) => session.openFile(file),
      restore: (passed: PassedBefore) => session.restore(passed),
      find: (pinned: PinnedEntry) => findPinned(session.transcript.entries(), pinned),
      fileOf: (asked: AskedFile) => transcriptFile(session, asked),
      show: (shown: Shown) => {
        drawing.show(shown);
        this.#tell();
      },
      fold: ({ isFolded, ...attempt }: Fold) => {
        drawing.fold(attempt, isFolded);
        this.#tell();
      },
      look: (look: Look) => {
        drawing.look(look);
        this.#tell();
      },
      choose: (id: number | null) => {
        const chosen = drawing.choose(id);
        this.#tell();
        return chosen;
      },
      readWhole: () => {
        const chosen = drawing.readWhole();
        this.#tell();
        return chosen;
      },
      drawn: () => this.#drawn(),
    };
  }

  #open(dial: NumberedDial): void {
    this.#dials.set(this.#session.open(this.#answered(dial)), dial.number);
  }

  #answered({ number, ...dial }: NumberedDial): Dial {
    return { ...dial, getProtocols: () => this.#page.protocols(number) };
  }

  /** False where nothing can be made of the draft, or the connection is not open. */
  #send({ id, draft }: DraftToSend): boolean {
    const topic = this.#session.labels.get(id)?.topic;
    const message = topic?.sends.find(({ key }) => key === draft.messageKey);
    const { body, misfits } = prepare(draft, message, {
      ...{ now: () => new Date(), uuid: randomKey, random: Math.random },
      counter: () => ++this.#counter,
    });
    return body !== null && this.#session.send(id, body, misfits.length > 0);
  }

  /**
   * The same interval goes on where only what is sent changes. It goes to the connection that it began with, whichever is
   * chosen by now.
   */
  #setRepeat(asked: Repeat | null): void {
    const before = this.#repeat;
    const what = before && asked ? { ...asked, id: before.what.id } : asked;
    if (before && what?.everyMs === before.what.everyMs) {
      this.#repeat = { ...before, what };
    } else {
      clearInterval(before?.timer);
      this.#repeat = what && { what, timer: setInterval(() => this.#again(), what.everyMs) };
    }
    if (before !== this.#repeat) this.#tellMore();
  }

  #again(): void {
    if (this.#repeat && !this.#send(this.#repeat.what)) this.#setRepeat(null);
  }

  #whenCanDraw(draw: () => void): void {
    if (this.#isDrawing) this.#draw = draw;
    else draw();
  }

  #drawn(): void {
    this.#isDrawing = false;
    const draw = this.#draw;
    this.#draw = null;
    if (draw) draw();
    else if (this.#hasMore) this.#tell();
  }

  #tell(): void {
    const waitsMs = [this.#find(), this.#keep()].filter((ms) => ms > 0);
    clearTimeout(this.#later);
    if (waitsMs.length > 0) this.#later = setTimeout(() => this.#tellMore(), Math.min(...waitsMs));
    this.#hasMore = false;
    this.#isDrawing = true;
    this.#page.news(this.#news());
  }

  #tellMore(): void {
    if (this.#isDrawing) this.#hasMore = true;
    else this.#tell();
  }

  /** Milliseconds until it is to be tried again; 0 where it was done. */
  #find(): number {
    const waitMs = this.#foundAt + FIND_EVERY_MS - performance.now();
    if (waitMs > 0) return waitMs;
    const before = this.#drawing.coverage;
    this.#drawing.find();
    if (this.#drawing.coverage !== before) this.#page.covered([...this.#drawing.coverage]);
    this.#foundAt = performance.now();
    return 0;
  }

  #keep(): number {
    const { waitMs, file } = this.#file.next(performance.now());
    if (file) this.#page.kept(file);
    return waitMs;
  }

  #news(): ConsoleNews {
    const { connections, labels, retryAt, transcript } = this.#session;
    const parts = [connections, labels, retryAt, transcript.bounds, this.#repeat?.what ?? null];
    const isKnown = parts.every((part, index) => part === this.#told[index]);
    this.#told = parts;
    const session = {
      connections: connections.map((connection) => this.#toldOf(connection)),
      names: [...labels.values()].map(({ name }) => name),
      ...{ retryAt, bounds: transcript.bounds, repeats: this.#repeat?.what ?? null },
    };
    return { session: isKnown ? null : session, ...this.#drawing.news() };
  }

  #toldOf({ id, name, colour, attempt }: ConsoleConnection): ToldConnection {
    return { id, name, colour, attempt, dial: this.#dials.get(id) ?? null };
  }
}
