// Sends messages on time, at a fixed rate, round robin over connections, and measures each from when it was due: an
// answer that is late does not put off the next question (open loop, no coordinated omission).
import type { RawClient } from "#gateway/bench/load/raw-client.ts";

/** Messages that may wait on one connection: a second's worth at the rate of the bench. */
const MOST_WAITING = 1_024;

type Lane = { readonly client: RawClient; readonly dueMs: Float64Array; first: number; waiting: number };

/** Begins at once. It asks for the whole of a core, so that messages leave within microseconds of their time. */
export class FixedRateLoad {
  readonly #lanes: readonly Lane[];
  readonly #everyMs: number;
  readonly #onBroken: (problem: Error) => void;
  #nextLane = 0;
  #nextDueMs: number;
  #isStopped = false;

  constructor(
    clients: readonly RawClient[],
    perSecond: number,
    onAnswer: (tookMs: number) => void,
    onBroken: (problem: Error) => void,
  ) {
    this.#everyMs = 1_000 / perSecond;
    this.#nextDueMs = performance.now();
    this.#onBroken = onBroken;
    this.#lanes = clients.map((client) => {
      const lane = { client, dueMs: new Float64Array(MOST_WAITING), first: 0, waiting: 0 };
      client.listen((count) => takeAnswers(lane, count, onAnswer), onBroken);
      return lane;
    });
    this.#tick();
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** A timer of Node's is a millisecond late, ten messages at this rate; so it asks again and again. */
  #tick(): void {
    if (this.#isStopped) return;
    const nowMs = performance.now();
    while (this.#nextDueMs <= nowMs) {
      const lane = this.#lanes[this.#nextLane];
      if (lane !== undefined) this.#send(lane);
      this.#nextLane = (this.#nextLane + 1) % this.#lanes.length;
      this.#nextDueMs += this.#everyMs;
    }
    setImmediate(() => this.#tick());
  }

  #send(lane: Lane): void {
    if (lane.waiting === MOST_WAITING) {
      this.stop();
      this.#onBroken(
        new Error(`${MOST_WAITING} messages wait on a connection: the proxy cannot keep the rate`),
      );
      return;
    }
    lane.dueMs[(lane.first + lane.waiting) % MOST_WAITING] = this.#nextDueMs;
    lane.waiting += 1;
    lane.client.send(1);
  }
}

/** Answers come in the order of the messages. */
function takeAnswers(lane: Lane, count: number, onAnswer: (tookMs: number) => void): void {
  const nowMs = performance.now();
  for (let answered = 0; answered < count; answered += 1) {
    onAnswer(nowMs - (lane.dueMs[lane.first] ?? nowMs));
    lane.first = (lane.first + 1) % MOST_WAITING;
  }
  lane.waiting -= count;
}
