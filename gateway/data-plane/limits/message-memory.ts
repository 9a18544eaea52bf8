// What the messages that a worker reads may take of its memory, all together and those of one API.

/** Of a worker, in bytes: what has come of messages that are not complete, and what has not gone out yet. */
const WORKER_BYTES = 268_435_456;
/** An API may hold three times what is free, as it may of waiting handshakes: three quarters where it is alone. */
const TIMES_FREE = 3;

type Share = { bytes: number; holds: number };

/** The memory of one worker. */
export class MessageMemory {
  readonly #shares = new Map<string, Share>();
  readonly #total: number;
  #taken = 0;

  constructor(total = WORKER_BYTES) {
    this.#total = total;
  }

  /** For one leg of a connection; to be closed with it. */
  holdFor(apiId: string): MemoryHold {
    const share = this.#shares.get(apiId) ?? { bytes: 0, holds: 0 };
    share.holds += 1;
    this.#shares.set(apiId, share);
    let isOpen = true;
    let held = 0;
    const add = (bytes: number): void => {
      held += bytes;
      share.bytes += bytes;
      this.#taken += bytes;
    };
    return {
      room: () => {
        const free = this.#total - this.#taken;
        return Math.max(0, Math.floor(Math.min(free, (TIMES_FREE * free - share.bytes) / (TIMES_FREE + 1))));
      },
      take: add,
      give: (bytes) => {
        if (isOpen) add(-bytes);
      },
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        add(-held);
        share.holds -= 1;
        if (share.holds === 0) this.#shares.delete(apiId);
      },
    };
  }
}

/** What one leg holds of it, in bytes. */
export type MemoryHold = {
  /** How much more it may take now. */
  room(): number;
  take(bytes: number): void;
  /** Does nothing once closed. */
  give(bytes: number): void;
  /** Gives all back. */
  close(): void;
};
