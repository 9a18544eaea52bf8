// Search in a view: all names, titles, summaries, descriptions and enum values with their place, and what of them a query
// finds. The index is bounded by the view it is made of.
import { address } from "./address.ts";
import { channelNames } from "./channel-name.ts";
import type { ReadingMessage } from "./message.ts";
import type { SchemaNode } from "./schema-node.ts";
import { rowsBelow } from "./schema-rows.ts";
import type { ReadingChannel, ReadingView } from "./view.ts";

export type SearchEntry = {
  /** Address on the page. */
  readonly id: string;
  /** What it stands in, the outermost first: `/rooms`, `Said`. */
  readonly within: readonly string[];
  readonly name: string;
  /** Title, summary, description; a line each. */
  readonly text: string;
  readonly values: readonly string[];
};

/** An entry that a query finds: where in the name, or in which line or value. */
export type SearchHit = {
  readonly entry: SearchEntry;
  /** The text the hit is in, shortened around it. */
  readonly shown: string;
  /** Where the hit starts in it. */
  readonly at: number;
};

const MOST_HITS = 100;
const BEFORE = 40;
const AFTER = 120;
const LONGEST_TEXT = 2000;
/** Every entry below a name repeats it. */
const LONGEST_WITHIN = 200;
const MOST_CHARACTERS = 2_000_000;

export function searchIndex(view: ReadingView): SearchEntry[] {
  const servers = view.servers.map(({ key, title, summary, description }) =>
    entry(address.server(key), ["Servers"], key, [title, summary, description]),
  );
  const schemas = view.schemas.flatMap(({ name, root }) =>
    ofNode(root, { id: address.schema(name), within: ["Schemas"], name }),
  );
  const nameOf = channelNames(view.channels);
  const channels = view.channels.flatMap((channel) => ofChannel(channel, nameOf(channel)));
  return bounded([...servers, ...channels, ...schemas]);
}

function bounded(entries: readonly SearchEntry[]): SearchEntry[] {
  let left = MOST_CHARACTERS;
  return entries.filter((one) => {
    left -= sizeOf(one);
    return left > 0;
  });
}

/** All that is sent: addresses and what an entry stands in repeat the names above it. */
function sizeOf({ id, within, name, text, values }: SearchEntry): number {
  return [id, name, text, ...within, ...values].reduce((sum, one) => sum + one.length, 40);
}

function entry(
  id: string,
  within: readonly string[],
  name: string,
  texts: readonly string[],
  values: readonly string[] = [],
): SearchEntry {
  const text = texts.filter((one) => one !== "" && one !== name).join("\n");
  const around = within.map((one) => shortened(one, LONGEST_WITHIN));
  return {
    id,
    within: around,
    name: shortened(name, LONGEST_TEXT),
    text: text.slice(0, LONGEST_TEXT),
    values,
  };
}

function shortened(name: string, longest: number): string {
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}

function ofChannel(channel: ReadingChannel, name: string): SearchEntry[] {
  const id = address.channel(channel.key);
  const within = [name];
  const { title, summary, description } = channel;
  return [
    entry(id, [], name, [title, summary, description]),
    ...channel.parameters.map((one) => entry(id, within, one.name, [one.description], one.values)),
    ...(["query", "headers"] as const).flatMap((part) => {
      const tree = channel.handshake?.[part] ?? null;
      return tree === null ? [] : ofNode(tree, { id: address.part(id, part), within, name: "" });
    }),
    ...channel.operations.flatMap((operation) => {
      const own = address.operation(operation.key);
      const { reply } = operation;
      const replyTexts = [reply?.description ?? "", reply?.addressDescription ?? ""];
      const texts = [operation.summary, operation.description, operation.key, ...replyTexts];
      const replies = reply?.messages ?? [];
      return [
        entry(own, within, operation.title || operation.key, texts),
        ...operation.messages.flatMap((message) => ofMessage(own, within, message)),
        ...replies.flatMap((message) => ofMessage(address.reply(own), within, message)),
      ];
    }),
    ...channel.others.flatMap((message) => ofMessage(id, within, message)),
  ];
}

function ofMessage(holder: string, within: readonly string[], message: ReadingMessage): SearchEntry[] {
  const id = address.message(holder, message.key);
  const name = message.title || message.name;
  const part = (which: "headers" | "payload") =>
    message[which] === null
      ? []
      : ofNode(message[which], { id: address.part(id, which), within: [...within, name], name: "" });
  const texts = [message.name, message.summary, message.description];
  return [entry(id, within, name, texts), ...part("headers"), ...part("payload")];
}

type NodePlace = { readonly id: string; readonly within: readonly string[]; readonly name: string };

function ofNode(node: SchemaNode, { id, within, name }: NodePlace): SearchEntry[] {
  const shown = name || node.title;
  const values = node.constant === null ? node.values : [...node.values, node.constant];
  const hasWords = shown !== "" || node.description !== "" || values.length > 0;
  const own = hasWords ? [entry(id, within, shown, [node.title, node.description], values)] : [];
  const inside = name === "" ? within : [...within, name];
  const { children, choices } = rowsBelow(node, id);
  const below = [...children, ...choices.flat()];
  return [
    ...own,
    ...below.flatMap((row) => ofNode(row.node, { id: row.id, within: inside, name: row.node.name })),
  ];
}

/** What a query finds, names first; at most a hundred. */
export function findHits(entries: readonly SearchEntry[], query: string): SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const [names, values, texts]: SearchHit[][] = [[], [], []];
  for (const one of entries) {
    const at = one.name.toLowerCase().indexOf(wanted);
    if (at !== -1) {
      names?.push({ entry: one, shown: one.name, at });
      continue;
    }
    const value = one.values.find((text) => text.toLowerCase().includes(wanted));
    if (value !== undefined) values?.push({ entry: one, ...around(value, wanted) });
    else if (one.text.toLowerCase().includes(wanted))
      texts?.push({ entry: one, ...around(one.text, wanted) });
  }
  const byPlace = (names ?? []).toSorted((one, other) => Number(one.at > 0) - Number(other.at > 0));
  return [...byPlace, ...(values ?? []), ...(texts ?? [])].slice(0, MOST_HITS);
}

function around(text: string, wanted: string): { shown: string; at: number } {
  const found = text.toLowerCase().indexOf(wanted);
  const start = Math.max(0, found - BEFORE);
  const lead = start > 0 ? "…" : "";
  const end = found + wanted.length + AFTER;
  const shown = lead + text.slice(start, end).replace(/\s/g, " ") + (end < text.length ? "…" : "");
  return { shown, at: found - start + lead.length };
}
