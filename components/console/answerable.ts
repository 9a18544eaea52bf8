// Whether a question may still be answered: on its own attempt, or on another connection, to a topic that its answers come on.
import { isOver } from "#lib/console/attempt.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import { factsOf } from "./message-facts.ts";

export function canBeAnswered(
  entry: Entry,
  connections: readonly ConsoleConnection[],
  topicOf: (connection: number) => ConsoleTopic,
): boolean {
  const open = connections.filter(({ attempt }) => !isOver(attempt));
  const { connection, attempt } = entry;
  if (open.some((one) => one.id === connection && one.attempt.number === attempt)) return true;
  if (entry.kind === "event") return false;
  const { naming } = factsOf(entry, topicOf(connection));
  if (naming.kind !== "named") return false;
  const addresses = new Set(naming.message.answeredOn.map(({ address }) => address));
  return open.some(({ id }) => addresses.has(topicOf(id).address));
}
