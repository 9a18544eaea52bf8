// A shortage of descriptors from its first sign to its end: said once when it begins and once when it is over, however
// many connections it costs.
import type { Logger } from "pino";

/** So long without a sign, in milliseconds, and it is over. */
const QUIET_MS = 10_000;

export class ShortageWatch {
  readonly #now: () => Date;
  readonly #log: Logger;
  #since: Date | null = null;
  #lastSignMs = 0;

  constructor(now: () => Date, log: Logger) {
    this.#now = now;
    this.#log = log;
  }

  /** Since when the system has given too few descriptors; null while there are enough. */
  get since(): Date | null {
    return this.#since;
  }

  /** There are too few right now; `where` names the process that has run out. */
  note(where: "primary" | "worker"): void {
    const now = this.#now();
    this.#lastSignMs = now.getTime();
    if (this.#since !== null) return;
    this.#since = now;
    this.#log.error(
      { process: where },
      "no descriptors left: new connections are refused with 503 gateway_full or cut off; raise the limit of open files (ulimit -n, LimitNOFILE)",
    );
  }

  /** To be called every second or so. */
  sweep(): void {
    if (this.#since === null || this.#now().getTime() - this.#lastSignMs < QUIET_MS) return;
    this.#log.info({ since: this.#since.toISOString() }, "there are descriptors for new connections again");
    this.#since = null;
  }
}
