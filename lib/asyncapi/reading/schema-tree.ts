// A JSON Schema as a tree that a person reads. Bounded in depth, in number, and by the budget of the whole view: a schema
// may refer to itself, many times over. Where it does, the tree ends with the name of what stands above.
import { isJsonObject, type JsonObject, type JsonValue, memberOf, textAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { dependencyWords, folded, partsOf, type SchemaPart, tellingValue } from "./schema-parts.ts";
import { limitWords, markWords, titleOf, typesOf } from "./schema-words.ts";

export type SchemaNode = {
  /** A property's name, a place in words, or what an alternative is called; empty for the whole. */
  readonly name: string;
  readonly kind: "whole" | "property" | "place" | "alternative";
  readonly isRequired: boolean;
  /** `string`, `list of string`, `any`. */
  readonly type: string;
  readonly format: string;
  /** Name among the document's schemas; empty for none. */
  readonly typeName: string;
  /** True where it stands above already, and is not told again. */
  readonly isRepeated: boolean;
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
  readonly children: readonly SchemaNode[];
  readonly choices: readonly { readonly words: string; readonly options: readonly SchemaNode[] }[];
  /** Parts that are left out below it. */
  readonly left: number;
};

/** `root` is null where there is no schema; `hasMore` where it goes on, deeper or longer than is shown. */
export type SchemaTree = { readonly root: SchemaNode | null; readonly hasMore: boolean };

const MAX_DEPTH = 10;
const MAX_NODES = 1000;
const MAX_TEXT = 1000;

type Walk = { readonly root: JsonValue; readonly budget: NodeBudget; nodes: number; hasMore: boolean };
type Position = Omit<SchemaPart, "schema" | "kind"> & Pick<SchemaNode, "kind"> & { trail: readonly string[] };

export function schemaTree(root: JsonValue, schema: JsonValue | undefined, budget: NodeBudget): SchemaTree {
  const walk: Walk = { root, budget, nodes: 0, hasMore: false };
  if (schema === undefined || schema === null) return { root: null, hasMore: false };
  const node = readNode(walk, schema, { name: "", kind: "whole", isRequired: true, trail: [] });
  return { root: node, hasMore: walk.hasMore };
}

/** Null where it cannot be paid for. */
function readNode(walk: Walk, value: JsonValue, position: Position): SchemaNode | null {
  if (walk.nodes >= MAX_NODES || !walk.budget.spend()) {
    walk.hasMore = true;
    return null;
  }
  walk.nodes += 1;
  const ref = refOf(value);
  const schema = folded(walk, resolveObject(walk.root, value));
  const isRepeated = ref !== null && position.trail.includes(ref);
  const trail = [...position.trail, ref ?? ""];
  const parts = partsOf(schema).filter((part) => saysMore(walk, part));
  const isCut = isRepeated || trail.length > MAX_DEPTH;
  if (isCut && !isRepeated && parts.length > 0) walk.hasMore = true;
  const children = isCut ? [] : readParts(walk, parts, trail);
  return {
    ...placeOf(position),
    ...lineOf(walk, schema, resolveValue(walk.root, value)),
    typeName: walk.budget.text(nameOf(ref), MAX_TEXT),
    isRepeated,
    children,
    choices: isCut ? [] : readChoices(walk, schema, trail),
    left: isRepeated ? 0 : parts.length - children.length,
  };
}

function placeOf({ name, kind, isRequired }: Position) {
  return { name, kind, isRequired };
}

/** An item that is a plain value says all in the line of its list. */
function saysMore(walk: Walk, { name, schema }: SchemaPart): boolean {
  if (name !== "each item" || refOf(schema) !== null) return true;
  return Object.keys(resolveObject(walk.root, schema)).some((keyword) => keyword !== "type");
}

function readParts(walk: Walk, parts: readonly SchemaPart[], trail: readonly string[]): SchemaNode[] {
  const nodes: SchemaNode[] = [];
  for (const { schema, ...part } of parts) {
    const node = readNode(walk, schema, { ...part, trail });
    if (node === null) break;
    nodes.push(node);
  }
  return nodes;
}

function readChoices(walk: Walk, schema: JsonObject, trail: readonly string[]): SchemaNode["choices"] {
  const keywords = { oneOf: "One of these", anyOf: "Any of these" };
  return Object.entries(keywords).flatMap(([keyword, words]) => {
    const options = memberOf(schema, keyword);
    if (!Array.isArray(options)) return [];
    const nodes: SchemaNode[] = [];
    for (const [index, option] of options.entries()) {
      const name = optionName(walk, schema, option) || `option ${index + 1}`;
      const node = readNode(walk, option, { name, kind: "alternative", isRequired: false, trail });
      if (node === null) break;
      nodes.push(node);
    }
    return [{ words, options: nodes }];
  });
}

function optionName(walk: Walk, holder: JsonObject, option: JsonValue): string {
  const schema = resolveObject(walk.root, option);
  const discriminator = textAt(holder, ["discriminator"]) ?? "";
  const name = titleOf(schema) || tellingValue(walk.root, schema, discriminator) || nameOf(refOf(option));
  return walk.budget.text(name, MAX_TEXT);
}

/** The name of one of the document's schemas. */
function nameOf(ref: string | null): string {
  const path = ref === null ? null : pathOfRef(ref);
  return path?.length === 3 && path[0] === "components" && path[1] === "schemas" ? (path[2] ?? "") : "";
}

function lineOf({ root, budget }: Walk, schema: JsonObject, resolved: JsonValue | undefined) {
  const text = (name: string, longest?: number) => budget.text(textAt(schema, [name]) ?? "", longest);
  const shown = (value: JsonValue | undefined) => (value === undefined ? null : valueText(budget, value));
  const list = (value: JsonValue | undefined) =>
    Array.isArray(value) ? value.map((item) => valueText(budget, item)) : [];
  return {
    type: resolved === false ? "nothing" : budget.text(typeWords(root, schema), MAX_TEXT),
    format: text("format", MAX_TEXT),
    title: text("title"),
    description: text("description"),
    marks: markWords(schema),
    limits: [...limitWords(schema), ...dependencyWords(schema)].map((words) => budget.text(words, MAX_TEXT)),
    values: list(schema.enum),
    constant: shown(schema.const),
    preset: shown(schema.default),
    examples: list(schema.examples),
  };
}

function typeWords(root: JsonValue, schema: JsonObject): string {
  const items = isJsonObject(schema.items) ? typesOf(resolveObject(root, schema.items)) : [];
  const list = items.length > 0 ? `list of ${items.join(" or ")}` : "list";
  const types = typesOf(schema).map((type) => (type === "array" ? list : type));
  return types.join(" or ") || "any";
}

/** Paid for by its whole length, which it took to write it, though only the start is shown. */
function valueText(budget: NodeBudget, value: JsonValue): string {
  if (!budget.spend(1 / 8)) return "…";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  budget.spend(text.length / MAX_TEXT);
  return budget.text(text, MAX_TEXT);
}
