// Which tickets were used, until they would have expired anyway. In the memory of one process; pure otherwise.

/** A ticket that opens one connection; `endsAtMs` is the Unix time after which it opens none. */
export type TicketToRedeem = { readonly id: string; readonly endsAtMs: number };

export class RedeemedTickets {
  /** By id, in the order in which they were redeemed: all live equally long, so that the oldest stand first. */
  readonly #endsAtMs = new Map<string, number>();

  /** True where nobody has redeemed it before. */
  add({ id, endsAtMs }: TicketToRedeem, nowMs: number): boolean {
    this.#forgetEnded(nowMs);
    if (this.#endsAtMs.has(id)) return false;
    this.#endsAtMs.set(id, endsAtMs);
    return true;
  }

  #forgetEnded(nowMs: number): void {
    for (const [id, endsAtMs] of this.#endsAtMs) {
      if (endsAtMs > nowMs) return;
      this.#endsAtMs.delete(id);
    }
  }
}
