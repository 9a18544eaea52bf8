// The line of a list that opens what passed on one attempt, and knows how much of that is kept, shown or folded away.
import type { Entry } from "#lib/console/transcript.ts";
import { KeptIds } from "./kept-ids.ts";

/** Which attempt of which connection, and when it began. */
export type StartedAttempt = Pick<Entry, "connection" | "attempt" | "at">;

export class AttemptLine {
  readonly kind = "attempt";
  readonly connection: number;
  /** Its number. */
  readonly attempt: number;
  /** When it began, or the first that is shown of it passed. */
  readonly at: number;
  readonly isFolded: boolean;
  #hasBegun = false;
  readonly #entries = new KeptIds();
  readonly #messages = new KeptIds();

  constructor({ connection, attempt, at }: StartedAttempt, { isFolded }: { readonly isFolded: boolean }) {
    this.connection = connection;
    this.attempt = attempt;
    this.at = at;
    this.isFolded = isFolded;
  }

  get entries(): number {
    return this.#entries.size;
  }

  get messages(): number {
    return this.#messages.size;
  }

  /** True once all that passed on it was let go of; what is still connecting has nothing to lose. */
  get isGone(): boolean {
    return this.#hasBegun && this.entries === 0;
  }

  add({ id, kind }: Entry): void {
    this.#hasBegun = true;
    this.#entries.add(id);
    if (kind === "message") this.#messages.add(id);
  }

  letGoBefore(firstId: number): void {
    this.#entries.letGoBefore(firstId);
    this.#messages.letGoBefore(firstId);
  }
}
