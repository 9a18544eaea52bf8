// A part of a document with what comes later within it put in its place: a part is fetched without what is large in it.
import { address } from "./address.ts";
import type { ReadingMessage } from "./message.ts";
import type { ReadingOperation } from "./operation.ts";
import type { ReadingPart } from "./sections.ts";
import type { ReadingChannel } from "./view.ts";

export type FilledPart = {
  readonly part: ReadingPart;
  /** Addresses of what is still to come; empty where the part is whole. */
  readonly missing: readonly string[];
};

type FindPart = (id: string) => ReadingPart | undefined;
type Filling = { readonly find: FindPart; readonly missing: string[] };

/** The part with what `find` has of it; `find` gives no part that is not known yet. `id` is the part's address. */
export function filledPart(id: string, part: ReadingPart, find: FindPart): FilledPart {
  const filling: Filling = { find, missing: [] };
  return { part: filled(filling, id, part), missing: filling.missing };
}

function filled(filling: Filling, id: string, part: ReadingPart): ReadingPart {
  if (part.kind === "channel") return { ...part, channel: filledChannel(filling, part.channel) };
  if (part.kind === "operation") return { ...part, operation: filledOperation(filling, part.operation) };
  if (part.kind === "message") return { ...part, message: filledMessage(filling, id, part.message) };
  return part;
}

function filledChannel(filling: Filling, channel: ReadingChannel): ReadingChannel {
  const id = address.channel(channel.key);
  return {
    ...channel,
    operations: channel.operations.map((operation) => filledOperation(filling, operation)),
    others: filledMessages(filling, id, channel.others),
  };
}

function filledOperation(filling: Filling, operation: ReadingOperation): ReadingOperation {
  const id = address.operation(operation.key);
  const found = operation.laterHeight === undefined ? undefined : partFor(filling, id);
  const { messages, reply, ...rest } = found?.kind === "operation" ? found.operation : operation;
  return {
    ...rest,
    messages: filledMessages(filling, id, messages),
    reply: reply && { ...reply, messages: filledMessages(filling, address.reply(id), reply.messages) },
  };
}

function filledMessages(filling: Filling, holder: string, messages: readonly ReadingMessage[]) {
  return messages.map((message) => filledMessage(filling, address.message(holder, message.key), message));
}

function filledMessage(filling: Filling, id: string, message: ReadingMessage): ReadingMessage {
  if (message.laterHeight === undefined) return message;
  const found = partFor(filling, id);
  return found?.kind === "message" ? found.message : message;
}

function partFor({ find, missing }: Filling, id: string): ReadingPart | undefined {
  const found = find(id);
  if (found === undefined) missing.push(id);
  return found;
}
