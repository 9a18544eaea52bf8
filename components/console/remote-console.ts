// A console's session as its page has it: everything is done in the session's own thread (console-worker.ts), and what the
// page shows is what that thread told last. It outlives a switch of pages; the sockets end with the tab, or
// when its person is no longer signed in.

import { isOver } from "#lib/console/attempt.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { TranscriptBounds } from "#lib/console/transcript.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { AskedValue } from "./asked-value.ts";
import { type AskWhy, AttemptExplanations } from "./attempt-explanations.ts";
import type { Shown } from "./console-drawing.ts";
import type { ChosenMessage, ConsoleNews, Look } from "./console-news.ts";
import type { Fold, PageFunctions, RoomFunctions } from "./console-room.ts";
import { type ConsoleView, EMPTY_VIEW } from "./console-view.ts";
import type { ChosenDial } from "./dial.ts";
import type { DraftToSend, Repeat } from "./draft.ts";
import { DraftHistory } from "./draft-history.ts";
import { keepBounds, keptBounds } from "./kept-bounds.ts";
import { type KeptConnection, readKeptConnections } from "./kept-connections.ts";
import { keepCoverage, keptCoverage } from "./kept-coverage.ts";
import { keepFilter, keptFilter } from "./kept-filter.ts";
import { keepHistory, keptHistory } from "./kept-history.ts";
import { keepPin, keptPin } from "./kept-pin.ts";
import type { KeptTexts } from "./kept-transcript.ts";
import type { ListFilter } from "./list-filter.ts";
import { PageDials } from "./page-dials.ts";
import type { PinnedEntry } from "./pinned-entry.ts";
import { type Port, ThreadCalls } from "./thread-calls.ts";
import { whenDrawn } from "./when-drawn.ts";

/** A worker, as its page has it. */
export type Thread = Port & { terminate(): void };

/** Does nothing and answers nothing: an ended console is still called by the page that is being left. */
const NO_THREAD: Thread = {
  postMessage: () => undefined,
  addEventListener: () => undefined,
  terminate: () => undefined,
};

export class RemoteConsole {
  /** Where what is its own is kept (console-place.ts). */
  readonly place: string;
  readonly #openThread: (onFailure: () => void) => Thread;
  #endThread = (): void => undefined;
  #thread: ThreadCalls<RoomFunctions> | null = null;
  /** A key of the person's own, kept in memory until the console is ended. */
  ownKey = "";
  /** Those of the API, by which messages of files are named. */
  topics: readonly ConsoleTopic[] = [];
  /** What was sent from here before. */
  readonly history: DraftHistory;
  readonly #dials = new PageDials();
  readonly #listeners = new Set<() => void>();
  readonly #explanations = new AttemptExplanations({
    onTold: (told) => this.#set({ told }),
    // Nothing is tried again in vain, or before its time.
    onRefused: (id, refusal) => void this.#call.call("heed", { id, refusal }),
  });
  readonly #retryAt = new AskedValue(EMPTY_VIEW.retryAt, (retryAt) => this.#set({ retryAt }));
  readonly #bounds = new AskedValue(EMPTY_VIEW.bounds, (bounds) => this.#set({ bounds }));
  #view: ConsoleView;
  #chosen: ChosenMessage | null = null;
  #told: ConsoleNews["chosen"] = null;
  #kept: Uint8Array<ArrayBuffer> | null = null;

  constructor(place: string, openThread: (onFailure: () => void) => Thread) {
    this.place = place;
    this.history = new DraftHistory(keptHistory(place), (past) => keepHistory(place, past));
    this.#view = { ...EMPTY_VIEW, filter: keptFilter(place), pinned: keptPin(place) };
    this.#openThread = openThread;
  }

  /** Another object whenever something changed. */
  get view(): ConsoleView {
    return this.#view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Names of all connections that there were, also of those that are being opened. */
  get names(): ReadonlySet<string> {
    return new Set([...this.#view.names, ...this.#dials.names]);
  }

  open(dial: ChosenDial): void {
    // Somebody who opens another instead of one that is over means the new one.
    const { target, connections } = this.#view;
    const chosen = connections.find(({ id }) => id === target);
    if (target !== null && (!chosen || isOver(chosen.attempt))) this.aim(null);
    void this.#call.call("open", this.#dials.add(dial));
  }

  /** Connects one anew that is over, as it was connected before: another attempt. Why not, or null. */
  reconnect(id: number): Promise<Refusal | null> {
    return this.#call.call("reconnect", id);
  }

  /** What a connection from before a reload was made with, until it is dialled anew; null of all others. */
  before(id: number): KeptConnection | null {
    return this.#dials.before(id);
  }

  /** Dials a connection from before a reload anew: another attempt. Nothing where it is not over, or was removed. */
  redial(id: number, dial: ChosenDial): void {
    void this.#call.call("redial", { id, dial: this.#dials.add(dial) });
  }

  /** Whether a connection is tried again by itself where it breaks: shown at once. */
  keep(id: number, isKept: boolean): void {
    const withIt = (told: ConsoleView["retryAt"]) => new Map([...told, [id, told.get(id) ?? null]]);
    const withoutIt = (told: ConsoleView["retryAt"]) => new Map([...told].filter(([other]) => other !== id));
    void this.#retryAt.ask(isKept ? withIt : withoutIt, this.#call.call("keep", { id, isKept }));
  }

  /** How to ask why attempts ended: goes on when the page of the console is left. */
  explainWith(ask: AskWhy): void {
    this.#explanations.askWith(ask);
    this.#explanations.take(this.#view.connections);
  }

  /** Whether a connection brings a credential. */
  hasKey(id: number): boolean {
    return this.#dials.hasKey(id);
  }

  close(id: number): void {
    void this.#call.call("close", id);
  }

  /** Takes a connection that is over off the screen; what passed on it stays. */
  remove(id: number): void {
    void this.#call.call("remove", id);
  }

  /** Whom the next message is meant for; null for the newest. */
  aim(target: number | null): void {
    this.#set({ target });
  }

  /** False where the connection is not open. */
  sendBytes(id: number, bytes: Uint8Array<ArrayBuffer>): boolean {
    if (!this.#isOpen(id)) return false;
    void this.#call.call("sendBytes", { id, bytes }, [bytes.buffer]);
    return true;
  }

  /** Sends what the draft makes, its templates filled in; false where the connection is not open. */
  sendDraft(what: DraftToSend): boolean {
    if (!this.#isOpen(what.id)) return false;
    void this.#call.call("sendDraft", what);
    return true;
  }

  /** Sends a draft again and again, until it cannot be sent; null stops it. */
  repeat(what: Repeat | null): void {
    void this.#call.call("repeat", what);
  }

  /** Counts times from an entry, in this tab until another is pinned; null for none. */
  pin(pinned: PinnedEntry | null): void {
    this.#set({ pinned });
    keepPin(this.place, pinned);
  }

  clear(): void {
    this.pin(null);
    void this.#call.call("clear", undefined);
  }

  /** Sets how much of what passed is kept: holds at once, and in this tab from now on. */
  bound(bounds: TranscriptBounds): void {
    void this.#bounds.ask(() => bounds, this.#call.call("bound", bounds));
    keepBounds(this.place, bounds);
  }

  /** Shows a transcript of a file beside the rest; what is wrong with it in words, or null. */
  openFile(file: Omit<Parameters<RoomFunctions["openFile"]>[0], "topics">): Promise<string | null> {
    return this.#call.call("openFile", { ...file, topics: this.topics });
  }

  /** Shows what passed before the page was reloaded, with the connections and with what was pinned of it. */
  async restore({ passed, connections }: KeptTexts): Promise<void> {
    // Ids are free in a console that has no connection yet.
    const kept = this.names.size === 0 ? readKeptConnections(connections) : [];
    this.#dials.restore(kept);
    const before = kept.map(({ id, attempt, values }) => ({
      ...{ id, attempt, name: values.name, topic: values.address },
    }));
    await this.#call.call("restore", { passed, before, topics: this.topics });
    const { pinned } = this.#view;
    const found = pinned && (await this.#call.call("find", pinned));
    if (found && this.#view.pinned === pinned) this.pin({ ...pinned, ...found });
  }

  /** The transcript as the text of a file. */
  fileOf(asked: Parameters<RoomFunctions["fileOf"]>[0]): Promise<string> {
    return this.#call.call("fileOf", asked);
  }

  /** Filters the list, in this tab from now on. */
  filter(filter: ListFilter): void {
    this.#set({ filter });
    keepFilter(this.place, filter);
  }

  /** Which part of what passed is shown. */
  show(shown: Shown): void {
    void this.#call.call("show", shown);
  }

  /** Folds what passed on an attempt away, or back. */
  fold(fold: Fold): void {
    void this.#call.call("fold", fold);
  }

  /** Which lines there is room for. */
  look(look: Look): void {
    void this.#call.call("look", look);
  }

  /** The message that is looked at; null for none. */
  async choose(id: number | null): Promise<void> {
    this.#chosen = await this.#call.call("choose", id);
    this.#set({});
  }

  /** Reads the message that is looked at whole, unless it is too long for that. */
  async readWhole(): Promise<void> {
    const read = await this.#call.call("readWhole", undefined);
    if (read?.entry.id === this.#chosen?.entry.id) this.#chosen = read;
    this.#set({});
  }

  /** What is there again after a reload: the newest of the transcript, and what the connections were made with. */
  toKeep(): KeptTexts {
    const connections = this.#dials.toKeep(this.#view.connections);
    return {
      passed: this.#kept ? new TextDecoder().decode(this.#kept) : "",
      connections: connections.length === 0 ? "" : JSON.stringify(connections),
    };
  }

  /** Ends the thread with its sockets, and forgets what passed and what it was done with: for good. */
  end(): void {
    this.#endThread();
    this.#thread = null;
    this.#dials.clear();
    this.#kept = null;
    this.history.clear();
    this.ownKey = "";
    this.#set({ ...EMPTY_VIEW, isEnded: true });
  }

  #isOpen(id: number): boolean {
    return this.#view.connections.some((it) => it.id === id && it.attempt.state === "open");
  }

  get #call(): ThreadCalls<RoomFunctions> {
    if (this.#thread) return this.#thread;
    const page: PageFunctions = {
      news: (news) => this.#take(news),
      kept: (file) => {
        this.#kept = file;
      },
      covered: (coverage) => keepCoverage(this.place, coverage),
      protocols: (dial) => this.#dials.protocols(dial),
    };
    const port = this.#view.isEnded ? NO_THREAD : this.#openThread(() => this.#set({ isBroken: true }));
    this.#endThread = () => port.terminate();
    this.#thread = new ThreadCalls<RoomFunctions>(port, page);
    void this.#thread.call("bound", keptBounds(this.place));
    void this.#thread.call("cover", keptCoverage(this.place));
    return this.#thread;
  }

  #take({ session, list, columns, totals, chosen }: ConsoleNews): void {
    this.#told = chosen;
    const connections = session?.connections.map((it) => this.#dials.known(it)) ?? this.#view.connections;
    if (session) this.#retryAt.take(session.retryAt);
    if (session) this.#bounds.take(session.bounds);
    const asked = { retryAt: this.#retryAt.value, bounds: this.#bounds.value };
    this.#set({ list, columns, totals, ...session, ...asked, connections });
    if (session) this.#explanations.take(connections);
    whenDrawn(() => void this.#thread?.call("drawn", undefined));
  }

  #set(patch: Partial<ConsoleView>): void {
    const isKept = this.#chosen !== null && this.#chosen.entry.id === this.#told?.id;
    const pairing = this.#told?.pairing ?? "";
    const before = this.#view.chosen;
    const isSame = isKept && before?.entry === this.#chosen?.entry && before?.pairing === pairing;
    const chosen = isSame ? before : isKept && this.#chosen ? { ...this.#chosen, pairing } : null;
    this.#view = { ...this.#view, ...patch, chosen };
    for (const listener of this.#listeners) listener();
  }
}
