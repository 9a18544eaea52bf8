// A JSON Schema as a tree that a person reads. Bounded in depth, in number, and by the budget of the whole view: a schema
// may refer to itself, many times over. Where it does, the tree ends with the name of what stands above.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  objectFrom,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";
import type { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { readDocs, readDocsExtensions, readExtensions } from "./about.ts";
import { besideOf } from "./schema-beside.ts";
import { missingParts, missingWords } from "./schema-missing.ts";
import {
  below,
  blankNode,
  enter,
  MAX_DEPTH,
  MAX_TEXT,
  memberText,
  newWalk,
  readUntilCut,
  type SchemaAbout,
  type SchemaChoice,
  type SchemaNode,
  type SchemaTree,
  valueTexts,
  type Walk,
} from "./schema-node.ts";
import { optionNames } from "./schema-options.ts";
import { dependencyWords, partsOf, type SchemaPart } from "./schema-parts.ts";
import { merged, nameOf, type Piece, piecesOf, placeIn } from "./schema-pieces.ts";
import { allowsNothing, limitWords, markWords, titleOf, typesOf } from "./schema-words.ts";

type Position = Pick<SchemaNode, "name" | "kind" | "isRequired" | "from" | "place"> & {
  /** The references that lead to the nodes above, the outermost first; empty for one that stands there itself. */
  readonly trail: readonly string[];
};

const wholePosition = { name: "", kind: "whole", isRequired: true, from: "", trail: [] } as const;

/** `place` is where the schema stands; where it is not known, links to the source begin below references only. */
export function schemaTree(
  root: JsonValue,
  schema: JsonValue | undefined,
  budget: NodeBudget,
  place: Path | null = null,
): SchemaTree {
  if (schema === undefined || schema === null) return { root: null, hasMore: false };
  const walk = newWalk(root, budget);
  const node = readNode(walk, schema, { ...wholePosition, place: placeIn(root, schema, place) });
  return { root: node, hasMore: walk.hasMore };
}

/** The tree of one of the document's schemas at its own entry, which tells what others leave to it. */
export function entryTree(root: JsonValue, ref: string, budget: NodeBudget): SchemaTree {
  budget.mayRead(nameOf(ref));
  const walk = newWalk(root, budget);
  const node = readWhole(
    walk,
    { $ref: ref },
    { ...wholePosition, place: placeIn(root, { $ref: ref }, null) },
  );
  return { root: node, hasMore: walk.hasMore };
}

/** Null where it cannot be paid for. What has an entry, and was told before, is left to the entry once the budget is short. */
function readNode(walk: Walk, value: JsonValue, position: Position): SchemaNode | null {
  const name = nameOf(refOf(value));
  const target = name === "" ? undefined : valueAt(walk.root, ["components", "schemas", name]);
  if (!isJsonObject(target) || position.trail.includes(refOf(value) ?? "") || walk.budget.mayRead(name))
    return readWhole(walk, value, position);
  if (!enter(walk, position)) return null;
  const { trail: _, ...placed } = position;
  const own = { schema: onlyNamed(target), place: null, from: "", beside: besideOf(walk.root, value) };
  const stands = placeIn(walk.root, value, null);
  return {
    ...blankNode,
    ...placed,
    ...{ place: placed.place ?? stands, target: stands },
    ...lineOf(walk, merged([own])),
    ...{ typeName: walk.budget.text(name, MAX_TEXT), isToldAtEntry: true },
  };
}

function onlyNamed(schema: JsonObject): JsonObject {
  return objectFrom(Object.entries(schema).filter(([keyword]) => keyword === "type" || keyword === "title"));
}

/** Null where it cannot be paid for. */
function readWhole(walk: Walk, value: JsonValue, { trail: above, ...position }: Position): SchemaNode | null {
  if (!enter(walk, position)) return null;
  const ref = refOf(value);
  const pieces = piecesOf(walk, value, position.place);
  const target = ref === null ? null : (pieces.at(-1)?.place ?? null);
  // What was put together stands nowhere itself, but what it refers to does.
  const place = position.place ?? target;
  walk.budget.names(place ?? []);
  walk.budget.names(target ?? []);
  const schema = merged(pieces);
  const missing = missingWords(walk.root, ref);
  const repeats = ref === null ? -1 : above.indexOf(ref);
  const trail = [...above, ref ?? ""];
  const parts = partsOf(pieces).filter((part) => saysMore(walk, part));
  const isCut = repeats >= 0 || trail.length > MAX_DEPTH;
  if (isCut && repeats < 0 && parts.length > 0) walk.hasMore = true;
  const children = isCut ? [] : readParts(walk, parts, trail);
  return {
    ...blankNode,
    ...position,
    ...{ place, target },
    ...lineOf(walk, schema),
    ...(missing === null ? {} : { type: walk.budget.text(missing.words, MAX_TEXT) }),
    about: repeats >= 0 ? null : aboutOf(walk, schema),
    limits: limitsOf(walk, schema, pieces),
    typeName: missing?.isNamed === false ? "" : walk.budget.text(nameOf(ref), MAX_TEXT),
    madeOf: namesOf(pieces),
    repeats: repeats < 0 ? null : repeats,
    children,
    choices: isCut ? [] : pieces.flatMap((piece) => readChoices(walk, schema, piece, trail)),
    left: repeats >= 0 ? 0 : parts.length - children.length,
  };
}

/** The named parts of a schema. */
function namesOf(pieces: readonly Piece[]): string[] {
  return [...new Set(pieces.map(({ from }) => from).filter((name) => name !== ""))];
}

/** An item that is a plain value says all in the line of its list. */
function saysMore(walk: Walk, { name, schema }: SchemaPart): boolean {
  if (name !== "each item" || refOf(schema) !== null) return true;
  return Object.keys(resolveObject(walk.root, schema)).some((keyword) => keyword !== "type");
}

function readParts(walk: Walk, parts: readonly SchemaPart[], trail: readonly string[]): SchemaNode[] {
  return readUntilCut(parts, ({ schema, ...part }) => readNode(walk, schema, { ...part, trail }));
}

const CHOICES = { oneOf: "One of these", anyOf: "Any of these" };

function readChoices(walk: Walk, holder: JsonObject, piece: Piece, trail: readonly string[]): SchemaChoice[] {
  return Object.entries(CHOICES).flatMap(([keyword, words]) => {
    const options = memberOf(piece.schema, keyword);
    if (!Array.isArray(options) || options.length === 0) return [];
    const names = optionNames(walk.root, holder, options);
    const nodes = readUntilCut(options.entries(), ([index, option]) =>
      readNode(walk, option, {
        name: walk.budget.text(names.nameOf(index), MAX_TEXT),
        ...{ kind: "alternative", isRequired: false, from: piece.from },
        ...{ place: below(piece.place, keyword, index), trail },
      }),
    );
    const by = walk.budget.text(names.by, MAX_TEXT);
    return [{ words, by, options: nodes, left: options.length - nodes.length }];
  });
}

function lineOf(walk: Walk, schema: JsonObject) {
  const { root, budget } = walk;
  const text = (name: string, longest?: number) => budget.text(textAt(schema, [name]) ?? "", longest);
  const shown = (name: string) => (schema[name] === undefined ? null : memberText(budget, schema, name));
  return {
    type: budget.text(typeWords(root, schema), MAX_TEXT),
    format: text("format", MAX_TEXT),
    title: budget.text(titleOf(schema)),
    description: text("description"),
    marks: markWords(schema),
    ...valuesIn(walk, schema),
    preset: shown("default"),
    examples: [
      ...valueTexts(budget, schema.examples),
      ...(schema.example === undefined ? [] : [memberText(budget, schema, "example")]),
    ],
  };
}

function aboutOf({ root: document, budget }: Walk, schema: JsonObject): SchemaAbout | null {
  const docs = readDocs({ document, budget }, schema.externalDocs);
  const source = { document, budget };
  const extensions = [...readExtensions(source, schema), ...readDocsExtensions(source, schema.externalDocs)];
  return docs === null && extensions.length === 0 ? null : { docs, extensions };
}

/** An enum of one is a constant. */
function valuesIn({ budget }: Walk, schema: JsonObject): Pick<SchemaNode, "values" | "constant"> {
  const values = valueTexts(budget, schema.enum);
  const constant = schema.const === undefined ? null : memberText(budget, schema, "const");
  const [only] = values;
  return constant === null && only !== undefined && values.length === 1
    ? { values: [], constant: only }
    : { values, constant };
}

function limitsOf({ root, budget }: Walk, schema: JsonObject, pieces: readonly Piece[]): string[] {
  const parts = pieces.map((piece) => piece.schema);
  const missing = parts.flatMap((part) => missingParts(root, part));
  return [...limitWords(schema, parts), ...dependencyWords(pieces), ...missing].map((words) =>
    budget.text(words, MAX_TEXT),
  );
}

function typeWords(root: JsonValue, schema: JsonObject): string {
  if (allowsNothing(schema)) return "nothing";
  const items = isJsonObject(schema.items) ? typesOf(resolveObject(root, schema.items)) : [];
  const list = items.length > 0 ? `list of ${items.join(" or ")}` : "list";
  const types = typesOf(schema).map((type) => (type === "array" ? list : type));
  return types.join(" or ") || "any";
}
