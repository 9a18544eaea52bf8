// What a person reads of a schema, whatever language it is written in, and how much of it is made ready.

import type { JsonObject, JsonValue, Path } from "#lib/asyncapi/json-value.ts";
import type { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { jsonWithDigits, withDigits } from "#lib/asyncapi/written-digits.ts";
import type { ReadingDocs, ReadingPart } from "./about.ts";

export type SchemaNode = {
  /** A property's name, a place in words, or what an alternative is called; empty for the whole. */
  readonly name: string;
  readonly kind: "whole" | "property" | "place" | "alternative";
  /** Where it is written in the document; null where it stands nowhere as it is. */
  readonly place: Path | null;
  /** Where that stands which it refers to; null where it refers to nothing. */
  readonly target: Path | null;
  readonly isRequired: boolean;
  /** `string`, `list of string`, `any`. */
  readonly type: string;
  readonly format: string;
  /** Name among the document's schemas; empty for none. */
  readonly typeName: string;
  /** The named schema that it comes from, where the one that holds it is made of several; empty for none. */
  readonly from: string;
  /** The named schemas that it is made of (`allOf`). */
  readonly madeOf: readonly string[];
  /** How deep the row above stands (0 for the whole) that it is the same as, and not told again; null for none. */
  readonly repeats: number | null;
  readonly title: string;
  readonly description: string;
  readonly marks: readonly string[];
  readonly limits: readonly string[];
  /** Each value as JSON; texts as they are. */
  readonly values: readonly string[];
  /** Null where there is none. */
  readonly constant: string | null;
  readonly preset: string | null;
  readonly examples: readonly string[];
  /** Null where there is no more about it. */
  readonly about: SchemaAbout | null;
  readonly children: readonly SchemaNode[];
  readonly choices: readonly SchemaChoice[];
  /** Parts that are left out below it. */
  readonly left: number;
  /** Set where it was told before and what it holds stands at the entry of its `typeName` only, to spare the budget. */
  readonly isToldAtEntry?: true;
};

export type SchemaAbout = {
  readonly docs: ReadingDocs | null;
  /** The document's own `x-` members. */
  readonly extensions: readonly ReadingPart[];
};

/** Alternatives: one of them (`oneOf`, a union), or any number of them (`anyOf`). */
export type SchemaChoice = {
  /** `One of these`. */
  readonly words: string;
  /** The property whose value tells them apart; empty for none. */
  readonly by: string;
  readonly options: readonly SchemaNode[];
  /** Options that are left out. */
  readonly left: number;
};

/** `root` is null where there is no schema; `hasMore` where it goes on, deeper or longer than is shown. */
export type SchemaTree = { readonly root: SchemaNode | null; readonly hasMore: boolean };

/** Levels below the whole. */
export const MAX_DEPTH = 10;
const MAX_NODES = 1000;
export const MAX_TEXT = 1000;

/** One tree in the making. */
export type Walk = { readonly root: JsonValue; readonly budget: NodeBudget; nodes: number; hasMore: boolean };

export function newWalk(root: JsonValue, budget: NodeBudget): Walk {
  return { root, budget, nodes: 0, hasMore: false };
}

/** Pays for one node, which has a name and stands at a place; false where it has to be left out. */
export function enter(walk: Walk, { name, place }: Pick<SchemaNode, "name" | "place">): boolean {
  if (walk.nodes >= MAX_NODES || !walk.budget.canName([name, ...(place ?? [])]) || !walk.budget.spend()) {
    walk.hasMore = true;
    return false;
  }
  walk.nodes += 1;
  return true;
}

/** A node of which nothing is known. */
export const blankNode: SchemaNode = {
  name: "",
  kind: "whole",
  place: null,
  target: null,
  isRequired: false,
  type: "any",
  format: "",
  typeName: "",
  from: "",
  madeOf: [],
  repeats: null,
  title: "",
  description: "",
  marks: [],
  limits: [],
  values: [],
  constant: null,
  preset: null,
  examples: [],
  about: null,
  children: [],
  choices: [],
  left: 0,
};

/** A step further from a place, where that is known. */
export function below(place: Path | null, ...steps: Path): Path | null {
  return place && [...place, ...steps];
}

/** Reads one part after the other until one cannot be paid for. */
export function readUntilCut<Part>(
  parts: Iterable<Part>,
  read: (part: Part) => SchemaNode | null,
): SchemaNode[] {
  const nodes: SchemaNode[] = [];
  for (const part of parts) {
    const node = read(part);
    if (node === null) break;
    nodes.push(node);
  }
  return nodes;
}

/** A value in a line. Paid for by its whole length, which it took to write it, though only the start is shown. */
export function valueText(budget: NodeBudget, value: JsonValue): string {
  if (!budget.spend(1 / 8) || (typeof value === "object" && budget.mustSpare())) return "…";
  const text = typeof value === "string" ? value : jsonWithDigits(value);
  budget.spend(text.length / MAX_TEXT);
  return budget.text(text, MAX_TEXT);
}

/** A member of an object or list in a line, a number with its digits. */
export function memberText(
  budget: NodeBudget,
  holder: JsonObject | JsonValue[],
  key: string | number,
): string {
  return valueText(budget, withDigits(holder, key) ?? null);
}

/** A list of values, each in a line; empty where it is no list. */
export function valueTexts(budget: NodeBudget, values: JsonValue | undefined): string[] {
  return Array.isArray(values) ? values.map((_, index) => memberText(budget, values, index)) : [];
}
