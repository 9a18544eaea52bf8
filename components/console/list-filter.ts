// What of a transcript is shown: by connection, direction, name and validity, and by words.

import { bodySearch } from "#lib/console/body-search.ts";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import type { Entry } from "#lib/console/transcript.ts";
import { factsOf, type MessageFacts, nameWords } from "./message-facts.ts";

/** What messages are called: by a name of the definition, or what is said in the place of one. */
export type NamingFilter =
  | { readonly kind: "any" | FurtherNaming }
  | { readonly kind: "named"; readonly name: string };

/** As `Recognised` calls them, with the words of the list. A message of the definition may have such a name as well. */
export const FURTHER_NAMINGS = [
  ["ambiguous", "ambiguous"],
  ["unknown", "unknown"],
  ["unread", "not read"],
] as const;
type FurtherNaming = (typeof FURTHER_NAMINGS)[number][0];

export type ListFilter = {
  /** Id of a connection; null for all. */
  readonly connection: number | null;
  readonly direction: "all" | "sent" | "received";
  readonly validity: "all" | "valid" | "invalid";
  readonly naming: NamingFilter;
  readonly search: string;
};

export const NO_FILTER: ListFilter = {
  connection: null,
  direction: "all",
  validity: "all",
  naming: { kind: "any" },
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
      const isOnly = filter.direction === "all" && filter.validity === "all" && filter.naming.kind === "any";
      return isOnly && entry.text.toLowerCase().includes(words);
    }
    if (filter.direction !== "all" && entry.direction !== filter.direction) return false;
    if (!isFound(entry.body)) return false;
    if (filter.validity === "all" && filter.naming.kind === "any") return true;
    const topic = topicOf(entry.connection);
    const facts = factsOf(entry, topic);
    if (filter.validity !== "all" && facts.validity !== filter.validity) return false;
    return filter.naming.kind === "any" || isCalled(facts, topic, filter.naming);
  });
}

function isCalled(facts: MessageFacts, topic: ConsoleTopic, naming: NamingFilter): boolean {
  const { naming: known } = facts;
  if (known.kind === "named") return naming.kind === "named" && known.message.name === naming.name;
  // Where the definition names nothing, nothing is said to be unknown.
  return known.kind === naming.kind && nameWords(facts, topic) !== "";
}
