// What all readers of a document share: the document, what may still be spent on it, and how texts and lists are taken.
import type { ChannelPlaces } from "#lib/asyncapi/channel-model.ts";
import { type JsonObject, type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";
import { affordable, type NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { jsonWithDigits, withDigits } from "#lib/asyncapi/written-digits.ts";
import { besidesOf, joinedTexts } from "./schema-beside.ts";

const CHARACTERS_PER_NODE = 1000;

/** What reading goes by: the document, where its channels stand (found once), and what may still be spent. */
export type Reading = {
  readonly document: JsonObject;
  readonly places: ChannelPlaces;
  readonly budget: NodeBudget;
  /** What topics, operations, messages and other things with an entry of their own cost: never short of what they hold. */
  readonly entries: NodeBudget;
};

/** As much of it as reading one object takes. */
export type Source = { readonly document: JsonValue; readonly budget: NodeBudget };

/** The same with a budget of its own, for one section. */
export function inSection(reading: Reading): Reading {
  return { ...reading, budget: reading.budget.section() };
}

/** Reads one after the other until the budget is spent. */
export function readEach<Item, Read>(
  budget: NodeBudget,
  items: readonly Item[],
  read: (item: Item) => Read,
): Read[] {
  const done: Read[] = [];
  for (const item of items) {
    if (!budget.spend()) break;
    done.push(read(item));
  }
  return done;
}

/** Texts of an object by their names, paid for; empty where it has none. */
export function textsOf(budget: NodeBudget, holder: JsonValue): (...path: string[]) => string {
  return (...path) => budget.text(textAt(holder, path) ?? "");
}

/**
 * What an object is for, after the words that stand beside the references that lead to it. AsyncAPI 3 takes no notice of
 * these; people write them to say what is special where it is used. `value` is the object or a reference to it.
 */
export function descriptionOf(
  { document, budget }: Reading,
  value: JsonValue | undefined,
  object: JsonObject,
): string {
  const beside = besidesOf(document, value).flatMap(({ summary, description }) => [summary, description]);
  const more = beside.filter((words) => words !== object.summary);
  return budget.text(joinedTexts([...more, object.description], "\n\n"));
}

/** A list of plain values as texts. */
export function listOfTexts(budget: NodeBudget, value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return affordable(budget, value).map((_, index) => budget.text(String(withDigits(value, index))));
}

/** A value as text that can be read: a text as it is, anything else as indented JSON. */
export function shownValue(value: JsonValue | undefined, budget: NodeBudget): string {
  if (budget.isOverdrawn || (typeof value === "object" && budget.mustSpare())) return "…";
  const text = typeof value === "string" ? value : jsonWithDigits(value ?? null, 2);
  // Writing it out has cost its whole length, though only the start is shown.
  budget.spend(text.length / CHARACTERS_PER_NODE);
  return budget.text(text);
}
