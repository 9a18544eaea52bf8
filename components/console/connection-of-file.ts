// A connection that a file tells of: it was never open here, and cannot be connected.
import { afterEvent, newAttempt } from "#lib/console/attempt.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { ReadConnection } from "#lib/console/export.ts";
import { colourOf, NO_TOPIC } from "./connection-labels.ts";

type OpenedFile = {
  readonly file: string;
  /** Those of the API, by which its messages are named. */
  readonly topics: readonly ConsoleTopic[];
  /** When it was opened. */
  readonly opened: number;
};

export function connectionOfFile(
  id: number,
  { name, topic: address }: ReadConnection,
  { file, topics, opened }: OpenedFile,
) {
  const attempt = newAttempt(1, { url: "", offered: [], at: opened });
  const over = afterEvent(attempt, { kind: "cancelled", at: opened });
  const topic = topics.find((it) => it.address === address) ?? NO_TOPIC;
  return { id, name: nameInFile(name, file), colour: colourOf(id), topic, attempt: over };
}

/** Its name beside those that are here; one that came from a file of this name before keeps the name it has. */
function nameInFile(own: string, file: string): string {
  const ending = ` (${file})`;
  return own.endsWith(ending) ? own : own + ending;
}
