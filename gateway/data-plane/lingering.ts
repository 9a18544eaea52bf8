// Sockets that have got their last answer and are to be gone soon. They are read to the end meanwhile: closing over
// unread bytes sends a reset, which can overtake the answer.
import type { Socket } from "node:net";

const LINGER_MS = 2_000;

/** Refused sockets, until they close or their time is up. */
export class Lingering {
  readonly #deadlines = new Map<Socket, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Sends the last bytes and lets the client finish. */
  finish(socket: Socket, lastBytes: string): void {
    if (socket.destroyed) return;
    this.#deadlines.set(socket, this.#now() + LINGER_MS);
    socket.once("close", () => this.#deadlines.delete(socket));
    socket.end(lastBytes, "latin1");
    socket.resume();
  }

  /** Destroys what had its time. To be called about once a second. */
  sweep(): void {
    const nowMs = this.#now();
    for (const [socket, deadlineMs] of this.#deadlines) if (deadlineMs <= nowMs) socket.destroy();
  }

  destroyAll(): void {
    for (const socket of this.#deadlines.keys()) socket.destroy();
  }
}
