// What the connections of a console were made with, as its page knows it: the thread knows a dial by its number, and asks
// for another credential by it. Holds those from before a reload too, until they are made again.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { hasCredential } from "#lib/console/target.ts";
import { type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { ToldConnection } from "./console-news.ts";
import type { NumberedDial } from "./console-room.ts";
import type { ChosenDial } from "./dial.ts";
import { type KeptConnection, withoutSecrets } from "./kept-connections.ts";

export class PageDials {
  readonly #dials: ChosenDial[] = [];
  /** Places of the dials, by the connection. */
  readonly #dialOf = new Map<number, number>();
  #before: ReadonlyMap<number, KeptConnection> = new Map();

  /** Names of all that were dialled. */
  get names(): readonly string[] {
    return this.#dials.map(({ name }) => name);
  }

  /** Takes a dial; what the thread is told of it. */
  add(dial: ChosenDial): NumberedDial {
    const { name, topic, url, protocols, shownProtocols } = dial;
    const number = this.#dials.push(dial) - 1;
    return { number, name, topic, url, protocols, shownProtocols };
  }

  /** Takes over those from before a reload. */
  restore(kept: readonly KeptConnection[]): void {
    this.#before = new Map(kept.map((connection) => [connection.id, connection]));
  }

  /** What is known of a connection from before a reload; null of one that was dialled since, and of one of a file. */
  before(id: number): KeptConnection | null {
    return this.#dialOf.has(id) ? null : (this.#before.get(id) ?? null);
  }

  /** What is kept through a reload of those that can be made again. */
  toKeep(connections: readonly ConsoleConnection[]): readonly KeptConnection[] {
    return connections.flatMap(({ id, name, attempt }) => {
      const dial = this.#of(id);
      if (!dial) return this.before(id) ?? [];
      if (attempt.state === "forbidden") return [];
      const values = { ...dial.values, name, address: dial.topic.address };
      return { id, attempt: attempt.number, ...withoutSecrets(values) };
    });
  }

  /** Whether a connection brings a credential. */
  hasKey(id: number): boolean {
    return hasCredential(this.#of(id)?.protocols ?? []);
  }

  /** A connection as the thread told of it, with the topic that it was dialled with. */
  known({ dial, ...connection }: ToldConnection): ConsoleConnection {
    if (dial !== null) this.#dialOf.set(connection.id, dial);
    const topic: ConsoleTopic = (dial === null ? undefined : this.#dials[dial]?.topic) ?? NO_TOPIC;
    return { ...connection, topic };
  }

  /** The protocols for another attempt. */
  async protocols(number: number): Promise<Outcome<readonly string[]>> {
    return this.#dials[number]?.getProtocols() ?? refuse("gone", "It was forgotten.");
  }

  clear(): void {
    this.#dials.length = 0;
    this.#dialOf.clear();
    this.#before = new Map();
  }

  #of(id: number): ChosenDial | undefined {
    return this.#dials[this.#dialOf.get(id) ?? -1];
  }
}
