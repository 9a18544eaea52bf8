// A connection that a file tells of: it was never open here, and cannot be connected.
import { afterEvent, newAttempt } from "#lib/console/attempt.ts";
import { colourOf, NO_TOPIC } from "./connection-labels.ts";

/** `opened`: when the file was. */
export function connectionOfFile(id: number, name: string, opened: number) {
  const attempt = newAttempt(1, { url: "", offered: [], at: opened });
  const over = afterEvent(attempt, { kind: "cancelled", at: opened });
  return { id, name, colour: colourOf(id), topic: NO_TOPIC, attempt: over };
}

/** Its name beside those that are here; one that came from a file of this name before keeps the name it has. */
export function nameInFile(own: string, file: string): string {
  const ending = ` (${file})`;
  return own.endsWith(ending) ? own : own + ending;
}
