// The connections that a file tells of: none is open here. One from before a reload is the same connection still, and can be
// dialled again; any other was never open here.
import { type Attempt, afterEvent, newAttempt } from "#lib/console/attempt.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { type ReadConnection, type ReadPassed, readJsonLines } from "#lib/console/export.ts";
import { colourOf, NO_TOPIC } from "./connection-labels.ts";
import type { ConsoleConnection } from "./console-connection.ts";

/** A connection that was open before the page was reloaded. */
export type ConnectionBefore = {
  readonly id: number;
  readonly name: string;
  /** Address of its topic. */
  readonly topic: string;
  /** Number of its newest attempt. */
  readonly attempt: number;
};

/** A file that a person opens, and what its messages are named by. */
export type FileToOpen = {
  readonly name: string;
  readonly text: string;
  readonly topics: readonly ConsoleTopic[];
  /** Path of the API at the gateway. */
  readonly basePath: string;
};

/** What is there again after a reload: the transcript as a file, empty where nothing passed, and the connections. */
export type PassedBefore = {
  readonly passed: string;
  readonly before: readonly ConnectionBefore[];
  readonly topics: readonly ConsoleTopic[];
};

type FileConnection = {
  readonly connection: ConsoleConnection;
  readonly url: string;
  readonly attempts: readonly Attempt[];
};

export type OpenedFile = {
  readonly file: string;
  /** Those of the API, by which its messages are named. */
  readonly topics: readonly ConsoleTopic[];
  /** When it was opened. */
  readonly opened: number;
  /** Their ids are free. */
  readonly before: readonly ConnectionBefore[];
};

/** What passed before a reload; nothing where that cannot be read. */
export function passedBefore(passed: string): ReadPassed {
  const read = readJsonLines(passed);
  return read.ok ? read : { connections: [], entries: [] };
}

/** Those of the file, in its order, then those from before of which it tells nothing. */
export function connectionsOfFile(
  told: readonly ReadConnection[],
  { nextId, ...opened }: OpenedFile & { readonly nextId: number },
): readonly FileConnection[] {
  const { before } = opened;
  const firstFree = Math.max(nextId, ...before.map(({ id }) => id + 1));
  const untold = before.filter(({ name }) => told.every((one) => one.name !== name));
  return [
    ...told.map((one, index) => {
      const known = before.find(({ name }) => name === one.name);
      return {
        ...one,
        connection: known ? sameAs(known, one, opened) : another(firstFree + index, one, opened),
      };
    }),
    ...untold.map((known) => ({ connection: sameAs(known, NOTHING, opened), url: "", attempts: [] })),
  ];
}

const NOTHING: Pick<ReadConnection, "attempts"> = { attempts: [] };

function sameAs(
  { id, name, topic, attempt }: ConnectionBefore,
  { attempts }: Pick<ReadConnection, "attempts">,
  opened: OpenedFile,
): ConsoleConnection {
  const number = Math.max(attempt, ...attempts.map((it) => it.number));
  return closed({ id, name, topic, number }, opened);
}

function another(id: number, { name, topic }: ReadConnection, opened: OpenedFile): ConsoleConnection {
  return closed({ id, name: nameInFile(name, opened.file), topic, number: 1 }, opened);
}

function closed(
  told: { readonly id: number; readonly name: string; readonly topic: string; readonly number: number },
  { topics, opened }: OpenedFile,
): ConsoleConnection {
  const { id, name, number } = told;
  const begun = newAttempt(number, { url: "", offered: [], at: opened });
  const attempt = afterEvent(begun, { kind: "cancelled", at: opened });
  const topic = topics.find(({ address }) => address === told.topic) ?? NO_TOPIC;
  return { id, name, colour: colourOf(id), topic, attempt };
}

/** Its name beside those that are here; one that came from a file of this name before keeps the name it has. */
function nameInFile(own: string, file: string): string {
  const ending = ` (${file})`;
  return own.endsWith(ending) ? own : own + ending;
}
