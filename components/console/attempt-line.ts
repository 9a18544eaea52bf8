// The line of a list that opens what passed on one attempt, and knows how much of that is kept, shown or folded away.
import type { Entry } from "#lib/console/transcript.ts";
import { KeptIds } from "./kept-ids.ts";

/** Which attempt of which connection, and when it began. */
export type StartedAttempt = Pick<Entry, "connection" | "attempt" | "at">;

type Beginning = { readonly firstId: number; readonly isFolded: boolean };

export class AttemptLine {
  readonly kind = "attempt";
  readonly connection: number;
  /** Its number. */
  readonly attempt: number;
  /** When it began, or the first that is shown of it passed. */
  readonly at: number;
  /** Of the first entry that may stand below it. */
  readonly firstId: number;
  isFolded: boolean;
  #hasBegun = false;
  readonly #entries = new KeptIds();
  readonly #messages = new KeptIds();

  constructor({ connection, attempt, at }: StartedAttempt, { firstId, isFolded }: Beginning) {
    this.connection = connection;
    this.attempt = attempt;
    this.at = at;
    this.firstId = firstId;
    this.isFolded = isFolded;
  }

  get entries(): number {
    return this.#entries.size;
  }

  /** Ids of those that are kept, also where they are folded away. */
  get ids(): readonly number[] {
    return this.#entries.all();
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
