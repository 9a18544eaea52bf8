// What a console and its page call a connection.
import type { Attempt } from "#lib/console/attempt.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";

/** A connection of the console, through all its attempts. */
export type ConsoleConnection = {
  readonly id: number;
  readonly name: string;
  /** Place among the colours that tell connections apart. */
  readonly colour: number;
  readonly topic: ConsoleTopic;
  readonly attempt: Attempt;
};
