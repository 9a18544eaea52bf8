// What the operations of a channel are called where several go the same way and give no title of their own.
import type { ReadingOperation } from "./operation.ts";

/**
 * Operations with titles: their own, else the name of the one message of each, which is the client's word for it
 * (`receivePing` is the server's, and what is sent is a ping). Operations whose message has that name too keep their keys;
 * one that goes its way alone needs no name.
 */
export function withNames(operations: readonly ReadingOperation[]): ReadingOperation[] {
  const ways = countEach(operations.map(({ direction }) => direction));
  const names = countEach(operations.map(nameAmong));
  return operations.map((operation) => {
    if (operation.title !== "" || ways.get(operation.direction) === 1) return operation;
    const isOnly = names.get(nameAmong(operation)) === 1;
    return { ...operation, title: (isOnly && ownName(operation)) || operation.key };
  });
}

function nameAmong(operation: ReadingOperation): string {
  return `${operation.direction} ${ownName(operation)}`;
}

/** Empty where it has neither a title nor exactly one message. */
function ownName({ title, messages }: ReadingOperation): string {
  const [message] = messages;
  return title || (messages.length === 1 && message ? message.title || message.name : "");
}

function countEach(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
