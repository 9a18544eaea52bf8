// What of a transcript is shown: by connection, direction, name and validity, and by words.

import { bodySearch } from "#lib/console/body-search.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import { factsOf, type MessageFacts, nameWords } from "./message-facts.ts";

/** Names that are none of the definition's, as a filter offers them. */
export const AMBIGUOUS = "ambiguous";
export const FURTHER_NAMES = [AMBIGUOUS, "unknown", "not read"] as const;

export type ListFilter = {
  /** Id of a connection; null for all. */
  readonly connection: number | null;
  readonly direction: "all" | "sent" | "received";
  readonly validity: "all" | "valid" | "invalid";
  /** Name of a message; empty for all. */
  readonly name: string;
  readonly search: string;
};

export const NO_FILTER: ListFilter = {
  connection: null,
  direction: "all",
  validity: "all",
  name: "",
  search: "",
};

export function isFiltering(filter: ListFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
}

export function filtered(
  entries: readonly Entry[],
  filter: ListFilter,
  topicOf: (connection: number) => ConsoleTopic,
): readonly Entry[] {
  if (!isFiltering(filter)) return entries;
  const words = filter.search.trim().toLowerCase();
  const isFound = bodySearch(filter.search);
  return entries.filter((entry) => {
    if (filter.connection !== null && entry.connection !== filter.connection) return false;
    if (entry.kind === "event") {
      const isOnly = filter.direction === "all" && filter.validity === "all" && filter.name === "";
      return isOnly && entry.text.toLowerCase().includes(words);
    }
    if (filter.direction !== "all" && entry.direction !== filter.direction) return false;
    if (!isFound(entry.body)) return false;
    if (filter.validity === "all" && filter.name === "") return true;
    const topic = topicOf(entry.connection);
    const facts = factsOf(entry, topic);
    if (filter.validity !== "all" && facts.validity !== filter.validity) return false;
    return filter.name === "" || isNamed(facts, topic, filter.name);
  });
}

/** What each ambiguous message might be differs: all of them answer to the one word. */
function isNamed(facts: MessageFacts, topic: ConsoleTopic, name: string): boolean {
  const words = nameWords(facts, topic);
  return words === name || (name === AMBIGUOUS && facts.naming.kind === "ambiguous");
}
