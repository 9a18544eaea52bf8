// How much of a view one page names: each part costs its stub and its entry in the outline, and both repeat names. What a
// page has no room for is counted, and said. It limits what is sent, not what is read (see node-budget.ts).
import { address } from "./address.ts";
import type { ReadingMessage } from "./message.ts";
import type { ReadingOperation } from "./operation.ts";
import type { SchemaEntry } from "./schema-entries.ts";
import type { ReadingScheme, ReadingServer } from "./server.ts";
import type { ReadingChannel, ReadingView } from "./view.ts";

/** Characters that topics and what is in them may take, as names: some four thousand, more than a document written by hand has. */
const TOPIC_CHARACTERS = 1_500_000;
/** The same of each other section. */
const SECTION_CHARACTERS = 300_000;
/** About what a part takes that has only its name (sections.ts), and its entry in the outline. */
const STUB_CHARACTERS = 350;

/** What a page has room for, and how many parts it has none for. */
type Room = { left: number; leftOut: number };

/** The view with the parts that one page names, from the first on; a document of ordinary size is as it was. */
export function pageView(view: ReadingView): ReadingView {
  const room: Room = { left: TOPIC_CHARACTERS, leftOut: 0 };
  const channels = kept(room, view.channels, costOfChannel, (channel) => ({
    ...channel,
    operations: keptOperations(room, channel.operations),
    others: keptMessages(room, address.channel(channel.key), channel.others),
  }));
  const section = () => ({ left: SECTION_CHARACTERS, leftOut: 0 });
  const [ofSchemas, ofServers, ofSchemes] = [section(), section(), section()];
  const limited = {
    ...view,
    channels,
    schemas: kept(ofSchemas, view.schemas, costOfSchema),
    servers: kept(ofServers, view.servers, costOfWhole),
    securitySchemes: kept(ofSchemes, view.securitySchemes, costOfWhole),
  };
  const leftOut = [room, ofSchemas, ofServers, ofSchemes].reduce((sum, one) => sum + one.leftOut, 0);
  return leftOut === 0 ? view : { ...limited, hasMore: true, leftOut };
}

/** The first parts, as many as there is room for. One that has none ends the list: the page says where it stops. */
function kept<Part>(
  room: Room,
  parts: readonly Part[],
  costOf: (part: Part) => number,
  within: (part: Part) => Part = (part) => part,
): Part[] {
  const first: Part[] = [];
  for (const part of parts) {
    room.left -= costOf(part);
    if (room.left < 0) break;
    first.push(within(part));
  }
  room.leftOut += parts.length - first.length;
  return first;
}

function keptOperations(room: Room, operations: readonly ReadingOperation[]): ReadingOperation[] {
  return kept(room, operations, costOfOperation, (operation) => {
    const id = address.operation(operation.key);
    const { reply } = operation;
    return {
      ...operation,
      messages: keptMessages(room, id, operation.messages),
      reply: reply && { ...reply, messages: keptMessages(room, address.reply(id), reply.messages) },
    };
  });
}

function keptMessages(room: Room, holder: string, messages: readonly ReadingMessage[]): ReadingMessage[] {
  return kept(
    room,
    messages,
    ({ key, name, title, place }) =>
      STUB_CHARACTERS + lengthOf(address.message(holder, key), key, name, title, title || name, ...place),
  );
}

function costOfChannel({ key, address: at, title, place }: ReadingChannel): number {
  return STUB_CHARACTERS + lengthOf(key, key, at, at || key, title, ...place);
}

function costOfOperation({ key, title, place }: ReadingOperation): number {
  return STUB_CHARACTERS + lengthOf(key, key, title, title, ...place);
}

function costOfSchema({ name }: SchemaEntry): number {
  return STUB_CHARACTERS + 3 * name.length;
}

/** Servers and credentials come whole. */
function costOfWhole(part: ReadingServer | ReadingScheme): number {
  return JSON.stringify(part).length;
}

function lengthOf(...names: readonly (string | number)[]): number {
  return names.reduce((sum: number, name) => sum + String(name).length, 0);
}
