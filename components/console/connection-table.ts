// The connections of a console as they are: each with its newest attempt, and the names and attempts of those that were taken
// off the screen too. Knows no socket.
import type { Attempt } from "#lib/console/attempt.ts";
import { AttemptRecords } from "#lib/console/attempt-records.ts";
import type { ReadConnection } from "#lib/console/export.ts";
import type { ConnectionLabel } from "./connection-labels.ts";
import { connectionsOfFile, type OpenedFile } from "./connection-of-file.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { Dial } from "./dial.ts";

export class ConnectionTable {
  readonly attempts = new AttemptRecords();
  #all: readonly ConsoleConnection[] = [];
  #labels: ReadonlyMap<number, ConnectionLabel> = new Map();
  #nextId = 1;

  /** Those on the screen; another array whenever one changed. */
  get all(): readonly ConsoleConnection[] {
    return this.#all;
  }

  /** Of all that there were; another map whenever one changed. */
  get labels(): ReadonlyMap<number, ConnectionLabel> {
    return this.#labels;
  }

  /** The first that no connection has, nor any above it. */
  get nextId(): number {
    return this.#nextId;
  }

  find(id: number): ConsoleConnection | undefined {
    return this.#all.find((connection) => connection.id === id);
  }

  /** `url` is empty where it is not known. */
  add(connection: ConsoleConnection, url: string): void {
    this.#nextId = Math.max(this.#nextId, connection.id + 1);
    this.#all = [...this.#all, connection];
    this.#label(connection, url);
  }

  /** Adds those that a file tells of; their ids, in its order. */
  addOfFile(told: readonly ReadConnection[], opened: OpenedFile): readonly number[] {
    const added = connectionsOfFile(told, { ...opened, nextId: this.#nextId });
    for (const { connection, url, attempts } of added) {
      this.add(connection, url);
      for (const attempt of attempts) this.attempts.take(connection.id, attempt);
    }
    return added.map(({ connection }) => connection.id);
  }

  /** From now on it is that of another dial. */
  redialled(connection: ConsoleConnection, { topic, url }: Dial): void {
    const changed = { ...connection, topic };
    this.#replace(changed);
    this.#label(changed, url);
  }

  /** Its attempt as it is now, or another one. */
  attempted(id: number, attempt: Attempt): void {
    this.attempts.take(id, attempt);
    const connection = this.find(id);
    if (connection) this.#replace({ ...connection, attempt });
  }

  /** Takes one off the screen. */
  remove(id: number): void {
    this.#all = this.#all.filter((other) => other.id !== id);
  }

  #replace(changed: ConsoleConnection): void {
    this.#all = this.#all.map((it) => (it.id === changed.id ? changed : it));
  }

  #label(connection: ConsoleConnection, url: string): void {
    this.#labels = new Map([...this.#labels, [connection.id, { ...connection, url }]]);
  }
}
