// A worker's redemptions of tickets: it asks the primary, which knows what all workers have redeemed.
import type { FromWorker } from "../contract.ts";
import type { RedeemTicket } from "../data-plane/handshake/handshake-worker.ts";

export class Redemptions {
  readonly #waiting = new Map<number, (isFirst: boolean) => void>();
  readonly #tell: (message: FromWorker) => void;
  #last = 0;

  constructor(tell: (message: FromWorker) => void) {
    this.#tell = tell;
  }

  readonly redeem: RedeemTicket = ({ id, endsAtMs }, done) => {
    this.#last += 1;
    this.#waiting.set(this.#last, done);
    this.#tell({ type: "redeem", number: this.#last, ticket: { id, endsAtMs } });
  };

  settle(number: number, isFirst: boolean): void {
    const done = this.#waiting.get(number);
    this.#waiting.delete(number);
    done?.(isFirst);
  }
}
