// What passed on the connections of a console, in the order of time: a ring bounded by count and by bytes. What the bounds
// dropped is counted, so that nobody takes the rest for the whole.

/** Ways a message passes, in the client's words. */
export type Direction = "sent" | "received";

/** Text, or bytes (RFC 6455, section 5.6). */
export type Body = string | Uint8Array;

type Common = {
  /** Grows by one with each entry of the transcript. */
  readonly id: number;
  /** Which connection of the console, and which of its attempts. */
  readonly connection: number;
  readonly attempt: number;
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
};

export type MessageEntry = Common & {
  readonly kind: "message";
  readonly direction: Direction;
  readonly body: Body;
  /** Bytes of the payload. */
  readonly bytes: number;
  /** True where it was sent although it does not fit the definition. */
  readonly isInvalidOnPurpose: boolean;
};

/** What happened to a connection: opened, closed, refused. */
export type EventEntry = Common & {
  readonly kind: "event";
  readonly tone: "good" | "plain" | "bad";
  readonly text: string;
};

export type Entry = MessageEntry | EventEntry;
type NewMessage = Omit<MessageEntry, "id" | "kind" | "bytes">;
type NewEvent = Omit<EventEntry, "id" | "kind">;

export type TranscriptBounds = { readonly entries: number; readonly bytes: number };

export const DEFAULT_BOUNDS: TranscriptBounds = { entries: 20_000, bytes: 32_000_000 };

/** What an entry takes beside its body. */
const ENTRY_BYTES = 200;

/** Stands where a dropped entry stood until the list is cut: what was dropped, however large, is let go of at once. */
const GONE: Entry = { id: 0, connection: 0, attempt: 0, at: 0, kind: "event", tone: "plain", text: "" };

/** Adding is O(1); `dropped` counts what the bounds took out. */
export class Transcript {
  #bounds: TranscriptBounds;
  #entries: Entry[] = [];
  /** Where the ring begins in `#entries`: what stands before it is dropped, and cut off now and then. */
  #start = 0;
  #bytes = 0;
  #nextId = 1;
  #dropped = 0;

  constructor(bounds: TranscriptBounds = DEFAULT_BOUNDS) {
    this.#bounds = bounds;
  }

  get bounds(): TranscriptBounds {
    return this.#bounds;
  }

  get size(): number {
    return this.#entries.length - this.#start;
  }

  /** Bytes that the kept entries take. */
  get bytes(): number {
    return this.#bytes;
  }

  get dropped(): number {
    return this.#dropped;
  }

  addMessage(message: NewMessage): MessageEntry {
    const bytes = bytesOf(message.body);
    const entry: MessageEntry = { ...message, kind: "message", bytes, id: this.#nextId++ };
    this.#add(entry);
    return entry;
  }

  addEvent(event: NewEvent): EventEntry {
    const entry: EventEntry = { ...event, kind: "event", id: this.#nextId++ };
    this.#add(entry);
    return entry;
  }

  /** The kept entries, oldest first: a copy, which later ones do not change. */
  entries(): readonly Entry[] {
    return this.#entries.slice(this.#start);
  }

  /** Sets new bounds; they hold at once. */
  bound(bounds: TranscriptBounds): void {
    this.#bounds = bounds;
    this.#drop();
  }

  /** Forgets all entries, and what was dropped. */
  clear(): void {
    this.#entries = [];
    this.#start = 0;
    this.#bytes = 0;
    this.#dropped = 0;
  }

  #add(entry: Entry): void {
    this.#entries.push(entry);
    this.#bytes += weightOf(entry);
    this.#drop();
  }

  #drop(): void {
    const { entries, bytes } = this.#bounds;
    while (this.size > 0 && (this.size > entries || this.#bytes > bytes)) {
      const oldest = this.#entries[this.#start];
      if (oldest !== undefined) this.#bytes -= weightOf(oldest);
      this.#entries[this.#start] = GONE;
      this.#start += 1;
      this.#dropped += 1;
    }
    if (this.#start > 1024 && this.#start * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#start);
      this.#start = 0;
    }
  }
}

function weightOf(entry: Entry): number {
  return ENTRY_BYTES + (entry.kind === "message" ? entry.bytes : entry.text.length);
}

/** Bytes of a body on the wire: text travels as UTF-8. */
export function bytesOf(body: Body): number {
  return typeof body === "string" ? utf8Length(body) : body.byteLength;
}

/** Counted, not encoded: thousands of messages a second are weighed. A lone surrogate travels as U+FFFD, three bytes. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x800) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
    // The two halves of a pair are four bytes together: two of them are counted already.
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
  }
  return bytes;
}
