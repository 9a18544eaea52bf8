// Puts passes one behind the other: each goes on from what the one before it has found, the first Refusal ends it.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";

/** One step of a handshake. */
export type Pass<From, To> = (from: From) => To | Refusal;

/** Passes in the order in which they were added. */
export class Passes<From, To> {
  readonly run: Pass<From, To>;

  constructor(run: Pass<From, To>) {
    this.run = run;
  }

  next<Then>(pass: Pass<To, Then>): Passes<From, Then> {
    const { run } = this;
    return new Passes((from) => {
      const found = run(from);
      return found instanceof Refusal ? found : pass(found);
    });
  }
}
