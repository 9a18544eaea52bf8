// One connection of a soak: sends numbered messages, checks what comes back, and knows which end may have ended it.
import { WebSocket } from "ws";
import type { Target } from "#gateway/bench/load/raw-client.ts";
import { SequenceCheck } from "#gateway/bench/soak/sequence-check.ts";
import {
  type BackendName,
  backendNames,
  numberedMessage,
  numberOf,
} from "#gateway/bench/soak/soak-message.ts";
import { noteReason, type SoakTally } from "#gateway/bench/soak/soak-tally.ts";

const NORMAL_CLOSE = 1_000;

/** Where a connection goes; `mayDie` where one of the backends behind it is killed now and then. */
export type SoakTarget = { readonly target: Target; readonly mayDie: boolean };

/** Opens at once; `onGone` hears once that it has ended or was refused, and whether that was its own wish. */
export class SoakConnection {
  readonly target: SoakTarget;
  readonly #socket: WebSocket;
  readonly #tally: SoakTally;
  readonly #check = new SequenceCheck();
  #backend: BackendName | null = null;
  #sent = 0;
  #isLeaving = false;
  #isOpen = false;

  constructor(target: SoakTarget, tally: SoakTally, onGone: (connection: SoakConnection) => void) {
    const { port, path, headers } = target.target;
    this.target = target;
    this.#tally = tally;
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, perMessageDeflate: false });
    this.#socket.on("open", () => {
      this.#isOpen = true;
      tally.opened += 1;
      tally.open += 1;
    });
    this.#socket.on("message", (data) => this.#take(String(data)));
    // "close" follows, after a refusal too.
    this.#socket.on("error", (error) => {
      if (!this.#isOpen) this.#refused(error.message);
    });
    this.#socket.on("close", (code, reason) => {
      if (this.#isOpen) this.#closed(code, String(reason));
      onGone(this);
    });
  }

  /** True once the client wants it to end. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  /** Messages that have not come back. */
  get outstanding(): number {
    return this.#check.outstanding(this.#sent);
  }

  /** Sends the next message, once the backend has said its name. */
  send(): void {
    if (this.#backend === null || this.#isLeaving || this.#socket.readyState !== WebSocket.OPEN) return;
    this.#sent += 1;
    this.#tally.sent += 1;
    this.#socket.send(numberedMessage(this.#sent));
  }

  /** Closes it once everything has come back. */
  leave(): void {
    this.#isLeaving = true;
    this.#closeWhenDone();
  }

  /** Closes it whatever has come back. */
  giveUp(): void {
    this.#isLeaving = true;
    this.#socket.close(NORMAL_CLOSE);
  }

  #take(text: string): void {
    if (this.#backend === null) {
      this.#backend = backendNames.find((name) => name === text) ?? null;
      if (this.#backend === null) this.#tally.altered += 1;
    } else {
      const number = numberOf(text);
      this.#tally.echoed += 1;
      if (Number.isNaN(number)) this.#tally.altered += 1;
      else this.#check.take(number);
    }
    this.#closeWhenDone();
  }

  #closeWhenDone(): void {
    if (this.#isLeaving && this.#backend !== null && this.outstanding === 0) this.#socket.close(NORMAL_CLOSE);
  }

  #refused(problem: string): void {
    this.#tally.refused += 1;
    noteReason(this.#tally, `refused: ${problem}`);
  }

  #closed(code: number, reason: string): void {
    const tally = this.#tally;
    tally.open -= 1;
    tally.duplicated += this.#check.duplicated;
    tally.reordered += this.#check.reordered;
    // A backend that was killed before it could say its name is the mortal one: the other lives.
    const hasDied = this.target.mayDie && this.#backend !== "steady";
    const isOwnWish = this.#isLeaving && code === NORMAL_CLOSE;
    if (hasDied && !isOwnWish) {
      tally.cut += 1;
      return;
    }
    tally.lost += this.outstanding;
    if (isOwnWish) return;
    tally.closedWrongly += 1;
    noteReason(tally, `closed: ${code} ${reason}`.trimEnd());
  }
}
