// The connections of one API's console and what passed on them. It outlives a switch of pages: sockets stay open, and the
// transcript stays, until the tab goes. Not a part of React: see use-console.ts.
import { type Attempt, type AttemptEvent, afterEvent, isOver, newAttempt } from "#lib/console/attempt.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { jsonLinesOf, readHar, readJsonLines } from "#lib/console/export.ts";
import { type Body, Transcript, type TranscriptBounds } from "#lib/console/transcript.ts";
import { type ConnectionLabel, NO_TOPIC } from "./connection-labels.ts";
import { keepBounds, keptBounds } from "./kept-bounds.ts";
import { PacedListeners } from "./paced-listeners.ts";

/** A connection of the console, through all its attempts. */
export type ConsoleConnection = {
  readonly id: number;
  readonly name: string;
  /** Place among the colours that tell connections apart. */
  readonly colour: number;
  readonly topic: ConsoleTopic;
  readonly attempt: Attempt;
};

export type Dial = {
  readonly name: string;
  readonly topic: ConsoleTopic;
  readonly url: string;
  readonly protocols: readonly string[];
  /** Those of the protocols that carry no credential. */
  readonly shownProtocols: readonly string[];
};

const COLOURS = 6;

/** What a server's close code means is said from the gateway's record; these are the browser's own words. */
const NO_REASON = "without a reason";

export class ConsoleSession {
  readonly transcript: Transcript;
  readonly #apiId: string;
  #connections: readonly ConsoleConnection[] = [];
  #labels: ReadonlyMap<number, ConnectionLabel> = new Map();
  readonly #sockets = new Map<number, WebSocket>();
  readonly #dials = new Map<number, Dial>();
  readonly #listeners = new PacedListeners();
  #nextId = 1;

  constructor(apiId: string) {
    this.#apiId = apiId;
    this.transcript = new Transcript(keptBounds(apiId));
  }

  get version(): number {
    return this.#listeners.version;
  }

  get connections(): readonly ConsoleConnection[] {
    return this.#connections;
  }

  /** Of all connections that there were; another map whenever one is added. */
  get labels(): ReadonlyMap<number, ConnectionLabel> {
    return this.#labels;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  /** Opens a new connection; its id. */
  open(dial: Dial): number {
    const id = this.#nextId++;
    const attempt = newAttempt(0, { url: dial.url, offered: dial.shownProtocols, at: now() });
    const connection = { id, name: dial.name, colour: (id - 1) % COLOURS, topic: dial.topic, attempt };
    this.#add([connection]);
    this.#dial(id, dial);
    return id;
  }

  /** Connects one anew that is over: another attempt of the same connection. */
  reopen(id: number, dial: Dial): void {
    const known = this.#find(id);
    if (known && isOver(known.attempt)) this.#dial(id, dial);
  }

  /** What a connection was opened with, for connecting anew. */
  dialOf(id: number): Dial | undefined {
    return this.#dials.get(id);
  }

  close(id: number): void {
    const connection = this.#find(id);
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
    const connection = this.#find(id);
    if (!connection || !isOver(connection.attempt)) return;
    this.#connections = this.#connections.filter((other) => other.id !== id);
    this.#dials.delete(id);
    this.#listeners.tell();
  }

  /** False where the connection is not open. */
  send(id: number, body: Body, isInvalidOnPurpose: boolean): boolean {
    const socket = this.#sockets.get(id);
    const connection = this.#find(id);
    if (!socket || connection?.attempt.state !== "open") return false;
    socket.send(typeof body === "string" ? body : new Uint8Array(body));
    const { number: attempt } = connection.attempt;
    this.transcript.addMessage({
      ...{ connection: id, attempt, at: now(), direction: "sent", body, isInvalidOnPurpose },
    });
    this.#listeners.tell();
    return true;
  }

  clear(): void {
    this.transcript.clear();
    this.#listeners.tell();
  }

  /** Sets how much of what passed is kept: holds at once, and in this tab from now on. */
  bound(bounds: TranscriptBounds): void {
    this.transcript.bound(bounds);
    keepBounds(this.#apiId, bounds);
    this.#listeners.tell();
  }

  /** Shows a transcript of a file beside the rest; what is wrong with it in words, or null. */
  openFile(name: string, text: string): string | null {
    const read = /\.har$/i.test(name) ? readHar(text) : readJsonLines(text);
    if (!read.ok) return read.message;
    const first = this.#nextId;
    this.#nextId += read.names.length;
    this.#add(read.names.map((own, index) => fromFile(first + index, `${own} (${name})`)));
    for (const entry of read.entries) {
      const connection = first + entry.connection;
      if (entry.kind === "event") this.transcript.addEvent({ ...entry, connection });
      else this.transcript.addMessage({ ...entry, connection, isInvalidOnPurpose: false });
    }
    this.#listeners.tell();
    return null;
  }

  #add(connections: readonly ConsoleConnection[]): void {
    this.#connections = [...this.#connections, ...connections];
    this.#labels = new Map([...this.#labels, ...connections.map((it) => [it.id, it] as const)]);
  }

  /** The newest entries as a file, as many as fit; empty where there are none. */
  newestAsFile(maxCharacters: number): string {
    const entries = this.transcript.entries();
    const connections = this.#connections.map(({ id, name, attempt }) => ({
      ...{ id, name, url: attempt.url, openedAt: attempt.openedAt },
    }));
    let from = entries.length;
    for (let size = 0; from > 0; from -= 1) {
      const entry = entries[from - 1];
      size += 200 + (entry?.kind === "message" ? 2 * entry.bytes : 0);
      if (size > maxCharacters) break;
    }
    return from === entries.length ? "" : jsonLinesOf(entries.slice(from), connections);
  }

  #dial(id: number, dial: Dial): void {
    const number = (this.#find(id)?.attempt.number ?? 0) + 1;
    this.#dials.set(id, dial);
    this.#replace(id, newAttempt(number, { url: dial.url, offered: dial.shownProtocols, at: now() }));
    let socket: WebSocket;
    try {
      socket = new WebSocket(dial.url, [...dial.protocols]);
    } catch (error) {
      this.#fail(id, error);
      return;
    }
    // Blobs are read later than they arrive, and out of order.
    socket.binaryType = "arraybuffer";
    this.#sockets.set(id, socket);
    this.#listen(id, socket);
  }

  /** The browser would not even try: a forbidden scheme, a bad subprotocol. */
  #fail(id: number, error: unknown): void {
    const isMixed = location.protocol === "https:" && this.#dials.get(id)?.url.startsWith("ws:");
    const words = isMixed
      ? "A page that came over https may only open wss connections. Choose wss."
      : `The browser refuses this connection: ${error instanceof Error ? error.message : "it does not say why"}`;
    this.#apply(id, { kind: "closed", at: now(), code: 1006, reason: "", isClean: false });
    this.#note(id, "bad", words);
  }

  #listen(id: number, socket: WebSocket): void {
    // What an earlier attempt still says is nobody's business.
    const isCurrent = () => this.#sockets.get(id) === socket;
    socket.onopen = () => {
      if (!isCurrent()) return;
      const { protocol: subprotocol, extensions } = socket;
      this.#apply(id, { kind: "opened", at: now(), subprotocol, extensions });
      this.#note(id, "good", subprotocol ? `Connected, subprotocol ${subprotocol}.` : "Connected.");
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const attempt = this.#find(id)?.attempt.number;
      if (!isCurrent() || attempt === undefined) return;
      const body = typeof data === "string" ? data : new Uint8Array(data);
      const message = { direction: "received", body, isInvalidOnPurpose: false } as const;
      this.transcript.addMessage({ connection: id, attempt, at: now(), ...message });
      this.#listeners.tell();
    };
    socket.onclose = ({ code, reason, wasClean }) => {
      if (!isCurrent()) return;
      const wasOpen = this.#find(id)?.attempt.openedAt !== null;
      this.#apply(id, { kind: "closed", at: now(), code, reason, isClean: wasClean });
      this.#sockets.delete(id);
      const words = wasOpen ? `Closed with ${code}, ${reason || NO_REASON}.` : "No connection came about.";
      this.#note(id, code === 1000 ? "plain" : "bad", words);
    };
  }

  #note(id: number, tone: "good" | "plain" | "bad", text: string): void {
    const attempt = this.#find(id)?.attempt.number ?? 0;
    this.transcript.addEvent({ connection: id, attempt, at: now(), tone, text });
    this.#listeners.tell();
  }

  #apply(id: number, event: AttemptEvent): void {
    const connection = this.#find(id);
    if (connection) this.#replace(id, afterEvent(connection.attempt, event));
  }

  #replace(id: number, attempt: Attempt): void {
    this.#connections = this.#connections.map((it) => (it.id === id ? { ...it, attempt } : it));
    this.#listeners.tell();
  }

  #find(id: number): ConsoleConnection | undefined {
    return this.#connections.find((connection) => connection.id === id);
  }
}

function fromFile(id: number, name: string): ConsoleConnection {
  const attempt = newAttempt(1, { url: "", offered: [], at: now() });
  const closed = afterEvent(attempt, { kind: "cancelled", at: now() });
  return { id, name, colour: (id - 1) % COLOURS, topic: NO_TOPIC, attempt: closed };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

const sessions = new Map<string, ConsoleSession>();

/** The session of an API's console, the same for as long as the tab lives. */
export function sessionOf(apiId: string): ConsoleSession {
  const known = sessions.get(apiId);
  if (known) return known;
  const made = new ConsoleSession(apiId);
  // A server draws pages for everybody: what it kept would be everybody's.
  if (typeof window !== "undefined") sessions.set(apiId, made);
  return made;
}
