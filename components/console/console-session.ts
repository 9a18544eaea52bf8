// The connections of one API's console and what passed on them, in a thread of its own (console-worker.ts): sockets stay
// open, and the transcript stays, until the tab goes. Knows no page: see console-room.ts for what is told to one.
import { randomKey } from "#components/ui/random-key.ts";
import { type Attempt, type AttemptEvent, afterEvent, isOver, newAttempt } from "#lib/console/attempt.ts";
import { type ReadPassed, readJsonLines } from "#lib/console/export.ts";
import { readHar } from "#lib/console/har.ts";
import { namedAttempt } from "#lib/console/named-attempt.ts";
import { type Body, Transcript, type TranscriptBounds } from "#lib/console/transcript.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { ConnectionKeeper } from "./connection-keeper.ts";
import { type ConnectionLabel, colourOf } from "./connection-labels.ts";
import { type FileToOpen, type PassedBefore, passedBefore } from "./connection-of-file.ts";
import { ConnectionTable } from "./connection-table.ts";
import {
  closedWords,
  forbiddenWords,
  openedWords,
  stoppedWords,
  UNSENT_WORDS,
  untriedWords,
} from "./connection-words.ts";
import { now } from "./console-clock.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { Dial } from "./dial.ts";
import { PacedListeners } from "./paced-listeners.ts";
import { pageProtocol } from "./page-protocol.ts";
import type { RefusedAttempt } from "./refused-attempt.ts";

export class ConsoleSession {
  readonly transcript: Transcript;
  readonly #table = new ConnectionTable();
  readonly attempts = this.#table.attempts;
  readonly #sockets = new Map<number, WebSocket>();
  readonly #dials = new Map<number, Dial>();
  /** Attempts that wait for a key, and those of them that a person asked for. */
  readonly #prepared = new Map<number, Promise<Refusal | null>>();
  readonly #byHand = new Set<number>();
  readonly #listeners: PacedListeners;
  readonly #keeper = new ConnectionKeeper({
    retry: (id) => void this.#retry(id),
    now,
    random: Math.random,
  });

  /** `whenCanDraw` calls what it is given once somebody can draw what changed. */
  constructor(whenCanDraw: (draw: () => void) => void) {
    this.transcript = new Transcript();
    this.#listeners = new PacedListeners(whenCanDraw);
  }

  get connections(): readonly ConsoleConnection[] {
    return this.#table.all;
  }

  /** Of all connections that there were; another map whenever one changed. */
  get labels(): ReadonlyMap<number, ConnectionLabel> {
    return this.#table.labels;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  /** Opens a new connection; its id. */
  open(dial: Dial): number {
    const id = this.#table.nextId;
    const attempt = newAttempt(0, { url: dial.url, offered: dial.shownProtocols, at: now() });
    this.#table.add({ id, name: dial.name, colour: colourOf(id), topic: dial.topic, attempt }, dial.url);
    this.#dial(id, dial);
    return id;
  }

  /** Connects one anew that is over, as it was connected before: another attempt. Why not, or null. */
  reconnect(id: number): Promise<Refusal | null> {
    this.#byHand.add(id);
    return this.#reconnect(id);
  }

  /** When each connection that is kept is tried again; null where nothing is waited for. */
  get retryAt(): ReadonlyMap<number, number | null> {
    return this.#keeper.retryAt;
  }

  /** Whether a connection is tried again by itself where it breaks. */
  keep(id: number, isKept: boolean): void {
    const connection = this.#table.find(id);
    if (!isKept) this.#keeper.letGo(id);
    else if (connection && connection.attempt.state !== "forbidden")
      this.#keeper.keep(id, connection.attempt);
    this.#listeners.tellAtOnce();
  }

  /** What the gateway's record says of an attempt's refusal: nothing is tried again in vain, or before its time. */
  heed(id: number, refusal: RefusedAttempt): void {
    if (!this.#keeper.isKept(id)) return;
    if (!refusal.isLasting) this.#keeper.waitAtLeast(id, refusal.retryAfterSeconds * 1000);
    else {
      this.#keeper.letGo(id);
      this.#note(id, "bad", stoppedWords(refusal));
    }
    this.#listeners.tellAtOnce();
  }

  close(id: number): void {
    const connection = this.#table.find(id);
    const socket = this.#sockets.get(id);
    if (!connection || !socket) return;
    if (connection.attempt.state === "connecting") {
      this.#apply(id, { kind: "cancelled", at: now() });
      this.#note(id, "plain", "Cancelled while connecting.");
      this.#sockets.delete(id);
      socket.close();
      return;
    }
    this.#apply(id, { kind: "closing" });
    socket.close(1000);
  }

  /** Takes a connection that is over off the screen; what passed on it stays. */
  remove(id: number): void {
    const connection = this.#table.find(id);
    if (!connection || !isOver(connection.attempt)) return;
    this.#table.remove(id);
    this.#dials.delete(id);
    this.#keeper.letGo(id);
    this.#listeners.tell();
  }

  /** False where the connection is not open, which the transcript says. */
  send(id: number, body: Body, isInvalidOnPurpose: boolean): boolean {
    const socket = this.#sockets.get(id);
    const connection = this.#table.find(id);
    // A socket that has begun to close drops what it is given without a word.
    const isOpen = connection?.attempt.state === "open" && socket?.readyState === WebSocket.OPEN;
    if (!isOpen) {
      this.#note(id, "bad", UNSENT_WORDS);
      return false;
    }
    socket.send(typeof body === "string" ? body : new Uint8Array(body));
    const { number: attempt } = connection.attempt;
    this.transcript.addMessage({
      ...{ connection: id, attempt, at: now(), direction: "sent", body, isInvalidOnPurpose },
    });
    this.#listeners.tell();
    return true;
  }

  /** Sets how much of what passed is kept: holds at once. */
  bound(bounds: TranscriptBounds): void {
    this.transcript.bound(bounds);
    this.#listeners.tellAtOnce();
  }

  /** Shows a transcript of a file beside the rest, its messages named by these topics; what is wrong with it in words, or null. */
  openFile({ name, text, topics, basePath }: FileToOpen): string | null {
    const addresses = topics.map(({ address }) => address);
    const read = /\.har$/i.test(name) ? readHar(text, { basePath, addresses }) : readJsonLines(text);
    if (read.ok) this.#show(read, { file: name, topics, before: [] });
    return read.ok ? null : read.message;
  }

  /** Shows what passed before the page was reloaded, and the connections that were open then. Their ids are free. */
  restore({ passed, before, topics }: PassedBefore): void {
    this.#show(passedBefore(passed), { file: "before the reload", topics, before });
  }

  /** Dials a connection from before a reload anew: another attempt. False where there is none that is over. */
  redial(id: number, dial: Dial): boolean {
    const known = this.#table.find(id);
    if (!known || !isOver(known.attempt)) return false;
    this.#table.redialled(known, dial);
    this.#dial(id, dial);
    return true;
  }

  #show(read: ReadPassed, about: { file: string } & Omit<PassedBefore, "passed">): void {
    const ids = this.#table.addOfFile(read.connections, { ...about, opened: now() });
    for (const entry of read.entries) {
      const connection = ids[entry.connection] ?? 0;
      if (entry.kind === "event") this.transcript.addEvent({ ...entry, connection });
      else this.transcript.addMessage({ ...entry, connection });
    }
    this.#listeners.tell();
  }

  async #retry(id: number): Promise<void> {
    const refusal = await this.#reconnect(id);
    if (!refusal) return;
    const why = refusal.code === "unreachable" ? "the portal did not answer." : refusal.message;
    this.#note(id, "bad", `Nothing to reconnect with: ${why}`);
  }

  /** Who asks while an attempt is prepared waits for that one. */
  #reconnect(id: number): Promise<Refusal | null> {
    const known = this.#prepared.get(id);
    if (known) return known;
    const prepared = this.#prepare(id).finally(() => {
      this.#prepared.delete(id);
      this.#byHand.delete(id);
    });
    this.#prepared.set(id, prepared);
    return prepared;
  }

  async #prepare(id: number): Promise<Refusal | null> {
    const dial = this.#dials.get(id);
    const known = this.#table.find(id);
    if (!dial || !known || !isOver(known.attempt)) return null;
    this.#keeper.began(id);
    const protocols = await dial.getProtocols();
    const isWanted = this.#byHand.has(id) || this.#keeper.isKept(id);
    if (!this.#dials.has(id) || !isWanted) return null;
    if (protocols.ok) this.#dial(id, { ...dial, protocols: protocols.value });
    else this.#keeper.failed(id);
    return protocols.ok ? null : protocols;
  }

  #dial(id: number, dial: Dial): void {
    const number = (this.#table.find(id)?.attempt.number ?? 0) + 1;
    this.#dials.set(id, dial);
    this.#keeper.began(id);
    const { protocols, attemptId } = namedAttempt(dial.protocols, randomKey());
    const { url, shownProtocols: offered } = dial;
    this.#replace(id, newAttempt(number, { url, offered, attemptId, at: now() }));
    const words = forbiddenWords(url, pageProtocol());
    if (words !== null) {
      this.#forbid(id, words);
      return;
    }
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, [...protocols]);
    } catch (error) {
      this.#forbid(id, untriedWords(error));
      return;
    }
    // Blobs are read later than they arrive, and out of order.
    socket.binaryType = "arraybuffer";
    this.#sockets.set(id, socket);
    this.#listen(id, socket);
  }

  /** The browser does not try it, now or later. */
  #forbid(id: number, words: string): void {
    this.#apply(id, { kind: "forbidden", at: now(), words });
    this.#keeper.letGo(id);
    this.#note(id, "bad", words);
  }

  #listen(id: number, socket: WebSocket): void {
    // What an earlier attempt still says is nobody's business.
    const isCurrent = () => this.#sockets.get(id) === socket;
    socket.onopen = () => {
      if (!isCurrent()) return;
      const { protocol: subprotocol, extensions } = socket;
      this.#apply(id, { kind: "opened", at: now(), subprotocol, extensions });
      this.#note(id, "good", openedWords(subprotocol));
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const attempt = this.#table.find(id)?.attempt.number;
      if (!isCurrent() || attempt === undefined) return;
      const body = typeof data === "string" ? data : new Uint8Array(data);
      const message = { direction: "received", body, isInvalidOnPurpose: false } as const;
      this.transcript.addMessage({ connection: id, attempt, at: now(), ...message });
      this.#listeners.tell();
    };
    socket.onclose = ({ code, reason, wasClean }) => {
      if (!isCurrent()) return;
      const wasOpen = this.#table.find(id)?.attempt.openedAt !== null;
      this.#apply(id, { kind: "closed", at: now(), code, reason, isClean: wasClean });
      this.#sockets.delete(id);
      this.#note(id, code === 1000 ? "plain" : "bad", closedWords({ wasOpen, code, reason }));
    };
  }

  #note(id: number, tone: "good" | "plain" | "bad", text: string): void {
    const attempt = this.#table.find(id)?.attempt.number ?? 0;
    this.transcript.addEvent({ connection: id, attempt, at: now(), tone, text });
    this.#listeners.tell();
  }

  #apply(id: number, event: AttemptEvent): void {
    const connection = this.#table.find(id);
    if (!connection) return;
    const attempt = afterEvent(connection.attempt, event);
    if (event.kind === "closed" && attempt !== connection.attempt) this.#keeper.ended(id, attempt);
    this.#replace(id, attempt);
  }

  #replace(id: number, attempt: Attempt): void {
    this.#table.attempted(id, attempt);
    this.#listeners.tell();
  }
}
