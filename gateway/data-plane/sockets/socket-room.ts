// The room for sockets that a worker's limit of open files leaves. A worker that reached the limit could not take over
// one more connection from the primary, which would then pass it over for good; so it stops before.
import type { Socket } from "node:net";

/** Sockets for which there is room only until they have been told so: handshakes that get 503. */
const ROOM_FOR_REFUSALS = 8;

/** Counts the sockets of one worker; without a bound where `most` is null. */
export class SocketRoom {
  readonly #most: number;
  /** Sockets of connections, and of backends that are being dialled. */
  readonly #countTaken: () => number;
  /** Clients that have no connection yet, or have been refused one. */
  readonly #clients = new Set<Socket>();
  #shortages = 0;

  constructor(most: number | null, countTaken: () => number) {
    this.#most = most ?? Number.POSITIVE_INFINITY;
    this.#countTaken = countTaken;
  }

  /** Connections that were refused, or closed unanswered, for want of a socket. */
  get shortages(): number {
    return this.#shortages;
  }

  /** True where a handshake has to be refused: no socket is left for a backend. */
  get isFull(): boolean {
    return this.#size + 1 + ROOM_FOR_REFUSALS > this.#most;
  }

  /** A client is there; one that cannot even be told that there is no room is closed at once. */
  enter(socket: Socket): void {
    this.#clients.add(socket);
    socket.once("close", () => this.#clients.delete(socket));
    if (this.#size <= this.#most) return;
    this.#shortages += 1;
    socket.destroy();
  }

  /** The client has a connection, which counts from now on. */
  leave(socket: Socket): void {
    this.#clients.delete(socket);
  }

  countShortage(): void {
    this.#shortages += 1;
  }

  get #size(): number {
    return this.#clients.size + this.#countTaken();
  }
}
