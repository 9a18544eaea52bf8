// Sockets that have got their last answer and are to be gone soon. They are read to the end meanwhile: closing over
// unread bytes sends a reset, which can overtake the answer.
import type { Socket } from "node:net";

const LINGER_MS = 2_000;

/** Refused sockets, until they close or their time is up. */
export class Lingering {
  readonly #deadlines = new Map<Socket, number>();
  readonly #now: () => number;
  #onEmpty: (() => void) | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Sends the last bytes and lets the client finish. */
  finish(socket: Socket, lastBytes: Buffer): void {
    if (socket.destroyed) return;
    this.#deadlines.set(socket, this.#now() + LINGER_MS);
    socket.once("close", () => {
      this.#deadlines.delete(socket);
      if (this.#deadlines.size === 0) this.#onEmpty?.();
    });
    socket.end(lastBytes);
    socket.resume();
  }

  /** Destroys what had its time. To be called about once a second. */
  sweep(): void {
    const nowMs = this.#now();
    for (const [socket, deadlineMs] of this.#deadlines) if (deadlineMs <= nowMs) socket.destroy();
  }

  /** Resolves when nobody lingers; until then somebody has to sweep. To be called once. */
  async emptied(): Promise<void> {
    if (this.#deadlines.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    await promise;
  }

  destroyAll(): void {
    for (const socket of this.#deadlines.keys()) socket.destroy();
  }
}
