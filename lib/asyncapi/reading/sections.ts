// A view in sections: what the first screen needs, and the rest one part at a time. A part that comes later has its name and
// an estimate of its height (`laterHeight`), and nothing that costs.
import { address } from "./address.ts";
import type { ReadingMessage } from "./message.ts";
import type { ReadingOperation } from "./operation.ts";
import type { SchemaEntry } from "./schema-entries.ts";
import type { ReadingChannel, ReadingView } from "./view.ts";

/** A part of a view, as it is fetched; what is large within it comes later in its turn. */
export type ReadingPart =
  | { readonly kind: "channel"; readonly channel: ReadingChannel }
  | { readonly kind: "operation"; readonly operation: ReadingOperation }
  | { readonly kind: "message"; readonly message: ReadingMessage }
  | { readonly kind: "schema"; readonly entry: SchemaEntry };

/** Objects and texts that the page brings: somewhat more than a tall window shows. */
const SCREEN_WEIGHT = 120;
/** The same of a part that comes later. */
const PART_WEIGHT = 300;
const CHARACTERS = 400;
const LINE_PX = 30;
const HEAD_PX = 80;
const LONGEST_PX = 4000;

/** Addresses that are remembered: more than any page names. */
const MOST_KNOWN = 20_000;

/**
 * Which parts come later, by address. Each is decided once, so that of a text that is being typed no part comes and goes
 * because something above it has grown.
 */
export class LaterParts {
  readonly #isLater = new Map<string, boolean>();

  /** `left` is what the screen has room for. */
  decide(id: string, left: number): boolean {
    const isLater = this.#isLater.get(id) ?? left <= 0;
    if (this.#isLater.size > MOST_KNOWN) this.#isLater.clear();
    this.#isLater.set(id, isLater);
    return isLater;
  }
}

type Screen = { left: number; readonly later: LaterParts };

/** The view with what stands first; a small one is whole. `later` is of the screen before, of the same document. */
export function firstScreen(view: ReadingView, later = new LaterParts()): ReadingView {
  const screen = { left: SCREEN_WEIGHT, later };
  const channels = view.channels.map((channel) => firstOfChannel(screen, channel));
  return { ...view, channels, schemas: view.schemas.map((entry) => firstOfSchema(screen, entry)) };
}

/** False where something of a channel comes later. */
export function isWhole({ laterHeight, operations, others }: ReadingChannel): boolean {
  const messages = [
    ...operations.flatMap(({ messages: own, reply }) => [...own, ...(reply?.messages ?? [])]),
    ...others,
  ];
  return [{ laterHeight }, ...operations, ...messages].every((part) => part.laterHeight === undefined);
}

/** The part at an address; null where there is none. `later` as of `firstScreen`. */
export function partAt(view: ReadingView, id: string, later = new LaterParts()): ReadingPart | null {
  const screen = { left: PART_WEIGHT, later };
  for (const channel of view.channels) {
    const own = address.channel(channel.key);
    if (own === id) return { kind: "channel", channel: wholeChannel(screen, channel) };
    const other = messageAt(own, channel.others, id);
    if (other) return { kind: "message", message: other };
    const part = inOperations(screen, channel.operations, id);
    if (part) return part;
  }
  const entry = view.schemas.find(({ name }) => address.schema(name) === id);
  return entry ? { kind: "schema", entry } : null;
}

function inOperations(
  screen: Screen,
  operations: readonly ReadingOperation[],
  id: string,
): ReadingPart | null {
  for (const operation of operations) {
    const own = address.operation(operation.key);
    if (own === id) return { kind: "operation", operation: wholeOperation(screen, operation) };
    const message =
      messageAt(own, operation.messages, id) ??
      messageAt(address.reply(own), operation.reply?.messages ?? [], id);
    if (message) return { kind: "message", message };
  }
  return null;
}

function messageAt(holder: string, messages: readonly ReadingMessage[], id: string): ReadingMessage | null {
  return messages.find(({ key }) => address.message(holder, key) === id) ?? null;
}

function firstOfChannel(screen: Screen, channel: ReadingChannel): ReadingChannel {
  const isLater = screen.later.decide(address.channel(channel.key), screen.left);
  return isLater ? laterChannel(channel) : wholeChannel(screen, channel);
}

/** With its own texts; what is large within it comes later. */
function wholeChannel(screen: Screen, channel: ReadingChannel): ReadingChannel {
  const id = address.channel(channel.key);
  screen.left -= weightOf({ ...channel, operations: [], others: [] });
  return {
    ...channel,
    operations: channel.operations.map((operation) => firstOfOperation(screen, operation)),
    others: channel.others.map((message) => firstOfMessage(screen, id, message)),
  };
}

function firstOfOperation(screen: Screen, operation: ReadingOperation): ReadingOperation {
  const isLater = screen.later.decide(address.operation(operation.key), screen.left);
  return isLater ? laterOperation(operation) : wholeOperation(screen, operation);
}

function wholeOperation(screen: Screen, operation: ReadingOperation): ReadingOperation {
  const { messages, reply } = operation;
  const id = address.operation(operation.key);
  screen.left -= weightOf({ ...operation, messages: [], reply: reply && { ...reply, messages: [] } });
  const first = (holder: string, all: readonly ReadingMessage[]) =>
    all.map((message) => firstOfMessage(screen, holder, message));
  return {
    ...operation,
    messages: first(id, messages),
    reply: reply && { ...reply, messages: first(address.reply(id), reply.messages) },
  };
}

function firstOfMessage(screen: Screen, holder: string, message: ReadingMessage): ReadingMessage {
  if (screen.later.decide(address.message(holder, message.key), screen.left)) return laterMessage(message);
  screen.left -= weightOf(message);
  return message;
}

function firstOfSchema(screen: Screen, entry: SchemaEntry): SchemaEntry {
  const weight = weightOf(entry);
  const isLater = screen.later.decide(address.schema(entry.name), screen.left);
  screen.left -= weight;
  if (!isLater) return entry;
  const root = {
    ...entry.root,
    ...noTexts,
    about: null,
    marks: [],
    limits: [],
    values: [],
    examples: [],
    children: [],
    choices: [],
  };
  return { name: entry.name, root: { ...root, constant: null, preset: null }, laterHeight: heightOf(weight) };
}

const noTexts = { title: "", description: "" };
const noAbout = { tags: [], docs: null, bindings: [], extensions: [] };

function laterChannel(channel: ReadingChannel): ReadingChannel {
  const { key, place, address, title, isOpen } = channel;
  const nothing = {
    summary: "",
    description: "",
    about: noAbout,
    parameters: [],
    handshake: null,
    servers: [],
    operations: [],
    others: [],
  };
  return { key, place, address, title, isOpen, ...nothing, laterHeight: heightOf(weightOf(channel)) };
}

function laterOperation(operation: ReadingOperation): ReadingOperation {
  const { key, place, direction, title } = operation;
  const nothing = { summary: "", description: "", security: [], scopes: [], messages: [], reply: null };
  const about = noAbout;
  return { key, place, direction, title, about, ...nothing, laterHeight: heightOf(weightOf(operation)) };
}

function laterMessage(message: ReadingMessage): ReadingMessage {
  return {
    ...message,
    summary: "",
    description: "",
    correlation: { words: "", description: "" },
    about: noAbout,
    headers: null,
    payload: null,
    hasMore: false,
    foreignSchema: null,
    examples: [],
    laterHeight: heightOf(weightOf(message)),
  };
}

function heightOf(weight: number): number {
  return Math.min(LONGEST_PX, HEAD_PX + Math.round(weight) * LINE_PX);
}

/** About how much there is to draw: objects, and texts by their length. */
function weightOf(value: unknown): number {
  if (typeof value === "string") return value.length / CHARACTERS;
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : 1;
  return Object.values(value).reduce((sum: number, part) => sum + weightOf(part), own);
}
