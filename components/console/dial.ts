// What a connection is made with, the first time and again.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { ConnectValues } from "./connect-values.ts";

export type Dial = {
  readonly name: string;
  readonly topic: ConsoleTopic;
  readonly url: string;
  readonly protocols: readonly string[];
  /** Those of the protocols that carry no credential. */
  readonly shownProtocols: readonly string[];
  /** The protocols for another attempt: the same, with a key that has not run out. */
  readonly getProtocols: () => Promise<Outcome<readonly string[]>>;
};

/** A dial with what it was chosen by: a page that is reloaded makes another of that. */
export type ChosenDial = Dial & { readonly values: ConnectValues };
