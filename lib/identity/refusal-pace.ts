// How fast one client hears that it has to wait: a refusal without a check is a page that is drawn all the same, and a loop
// that is refused at once would have the portal draw nothing else. Pure.

type Limits = {
  /** One refusal of a client is answered so long after the one before. */
  readonly everyMs: number;
  /** None is held back longer. */
  readonly mostMs: number;
};

export class RefusalPace {
  readonly #limits: Limits;
  /** When a client's last refusal is answered; who was refused last stands last. */
  readonly #lastAt = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** How many clients are remembered. */
  get size(): number {
    return this.#lastAt.size;
  }

  /** Milliseconds after which a refusal is answered: it takes its place behind the client's others. */
  next(client: string, nowMs: number): number {
    this.#forgetPast(nowMs);
    const { everyMs, mostMs } = this.#limits;
    const last = Math.max(this.#lastAt.get(client) ?? nowMs, nowMs);
    const at = Math.min(last + everyMs, nowMs + mostMs);
    this.#lastAt.delete(client);
    this.#lastAt.set(client, at);
    return at - nowMs;
  }

  /** Some in front of the line may outlast those behind them; they are forgotten a little later. */
  #forgetPast(nowMs: number): void {
    for (const [client, at] of this.#lastAt) {
      if (at > nowMs) return;
      this.#lastAt.delete(client);
    }
  }
}
