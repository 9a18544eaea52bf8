// The outline of a view: topics with what is sent and received on them, schemas, servers. It names every section, whether
// that is drawn yet or not.
import { address, unescapedAddress } from "./address.ts";
import { channelNames } from "./channel-name.ts";
import type { ClientWords } from "./direction.ts";
import type { ReadingMessage } from "./message.ts";
import type { ReadingOperation } from "./operation.ts";
import type { ReadingView } from "./view.ts";

export type OutlineItem = {
  /** Its id on the page. */
  readonly id: string;
  readonly name: string;
  /** What is done, for an operation or a reply. */
  readonly words?: ClientWords;
  readonly below: readonly OutlineItem[];
};

export type OutlineGroup = { readonly title: string; readonly items: readonly OutlineItem[] };

/** An item that is seen, and how deep it stands. */
export type OutlineRow = { readonly item: OutlineItem; readonly depth: number };

/** As many items are seen whole. */
const ALL_SEEN = 300;
/** More rows than this are found by the filter. */
const MOST_ROWS = 1000;

export function outlineOf(view: ReadingView): OutlineGroup[] {
  const nameOf = channelNames(view.channels);
  const topics = view.channels.map((channel) => {
    const id = address.channel(channel.key);
    const below = [...channel.operations.map(operationItem), ...messageItems(id, channel.others)];
    return { id, name: nameOf(channel), below };
  });
  const schemas = view.schemas.map(({ name }) => ({ id: address.schema(name), name, below: [] }));
  const servers = view.servers.map(({ key }) => ({ id: address.server(key), name: key, below: [] }));
  return [
    { title: "Topics", items: topics },
    { title: "Schemas", items: schemas },
    { title: "Servers", items: servers },
  ].filter(({ items }) => items.length > 0);
}

function operationItem({ key, direction, title, messages, reply }: ReadingOperation): OutlineItem {
  const id = address.operation(key);
  const back = address.reply(id);
  const replies = reply
    ? [{ id: back, name: "", words: reply.words, below: messageItems(back, reply.messages) }]
    : [];
  return { id, name: title, words: direction, below: [...messageItems(id, messages), ...replies] };
}

function messageItems(holder: string, messages: readonly ReadingMessage[]): OutlineItem[] {
  return messages.map(({ key, title, name }) => ({
    id: address.message(holder, key),
    name: title || name,
    below: [],
  }));
}

type Seen = { readonly filter: string; readonly currentId: string };

/** The rows of a group: those that match a filter with what stands above them; else all, or, of very many, the first level and
 * what is around the current one. `left` counts those that match and are not among the rows. */
export function rowsOf(
  group: OutlineGroup,
  { filter, currentId }: Seen,
): { rows: OutlineRow[]; left: number } {
  const wanted = filter.trim().toLowerCase();
  const isSmall = countOf(group.items) <= ALL_SEEN;
  const rows = group.items.flatMap((item) => {
    if (wanted !== "") return matching(item, wanted, 0);
    return isSmall || chainTo([item], currentId).length > 0 ? allRows(item, 0) : [{ item, depth: 0 }];
  });
  const start = isSmall ? 0 : startAround(rows, currentId);
  const seen = rows.slice(start, start + MOST_ROWS);
  return { rows: seen, left: rows.length - seen.length };
}

function startAround(rows: readonly OutlineRow[], currentId: string): number {
  const at = rows.findIndex(({ item }) => item.id === currentId);
  return Math.max(0, Math.min(at - MOST_ROWS / 2, rows.length - MOST_ROWS));
}

function countOf(items: readonly OutlineItem[]): number {
  return items.reduce((sum, { below }) => sum + 1 + countOf(below), 0);
}

function allRows(item: OutlineItem, depth: number): OutlineRow[] {
  return [{ item, depth }, ...item.below.flatMap((below) => allRows(below, depth + 1))];
}

function matching(item: OutlineItem, wanted: string, depth: number): OutlineRow[] {
  const isMatch = `${item.words ?? ""} ${item.name}`.toLowerCase().includes(wanted);
  const below = item.below.flatMap((one) => matching(one, wanted, depth + 1));
  return isMatch || below.length > 0 ? [{ item, depth }, ...below] : [];
}

/** The items that lead to an address, the outermost first: it is the last one's, or that of something within it. */
export function chainTo(items: readonly OutlineItem[], id: string): OutlineItem[] {
  for (const item of items) {
    const below = chainTo(item.below, id);
    if (below.length > 0 || isWithin(id, item.id)) return [item, ...below];
  }
  return [];
}

function isWithin(id: string, whole: string): boolean {
  return id === whole || id.startsWith(`${whole}.`);
}

/**
 * The address that a link means: its own, or what one that was made before keys were escaped (see address.ts) is called now.
 * Of what it may mean the longest is meant, and first what it says.
 */
export function presentAddress(items: readonly OutlineItem[], id: string): string {
  let known = chainTo(items, id).at(-1)?.id.length ?? 0;
  let present = id;
  const look = (item: OutlineItem): void => {
    const before = unescapedAddress(item.id);
    if (before.length > known && isWithin(id, before)) {
      known = before.length;
      present = item.id + id.slice(before.length);
    }
    item.below.forEach(look);
  };
  items.forEach(look);
  return present;
}
