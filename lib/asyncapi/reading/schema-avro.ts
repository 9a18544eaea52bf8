// An Avro schema (Avro 1.12, Schema Declaration) as the same tree that a JSON Schema makes. Bounded like that one; a type
// that is named again within itself ends with what stands above.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import type { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { avroLimits, avroName, avroWords, isNull, optionWords } from "./schema-avro-words.ts";
import {
  below,
  blankNode,
  enter,
  MAX_DEPTH,
  MAX_TEXT,
  memberText,
  newWalk,
  readUntilCut,
  type SchemaChoice,
  type SchemaNode,
  type SchemaTree,
  valueTexts,
  type Walk,
} from "./schema-node.ts";
import { limitWords } from "./schema-words.ts";

/** A type that was given a name, and what names within it belong to. */
type Named = { readonly schema: JsonObject; readonly place: Path | null; readonly namespace: string };
type AvroWalk = Walk & { readonly names: Map<string, Named> };
/** The names of the types above, the outermost first; empty for those without a name. */
type Position = Pick<SchemaNode, "name" | "kind" | "isRequired" | "place"> & {
  readonly trail: readonly string[];
  readonly namespace: string;
};
/** A type, without the layers `{ type: { type: … } }` around it. */
type Bare = Named & { readonly fullName: string; readonly options: readonly JsonValue[] | null };

/** Layers of `type` in `type` that are taken off. */
const MAX_LAYERS = 5;

export function avroTree(
  root: JsonValue,
  schema: JsonValue,
  budget: NodeBudget,
  place: Path | null,
): SchemaTree {
  const walk: AvroWalk = { ...newWalk(root, budget), names: new Map() };
  const node = readNode(walk, schema, {
    ...{ name: "", kind: "whole", isRequired: true },
    ...{ place, trail: [], namespace: "" },
  });
  return { root: node, hasMore: walk.hasMore };
}

/** Null where it cannot be paid for. */
function readNode(walk: AvroWalk, value: JsonValue, position: Position): SchemaNode | null {
  if (!enter(walk, position)) return null;
  const bare = bareType(walk, value, position);
  const repeats = bare.fullName === "" ? -1 : position.trail.indexOf(bare.fullName);
  const trail = [...position.trail, bare.fullName];
  const inside: Position = { ...position, trail, namespace: bare.namespace };
  const isCut = repeats >= 0 || trail.length > MAX_DEPTH;
  const parts = partsOf(bare);
  if (isCut && repeats < 0 && parts.length > 0) walk.hasMore = true;
  const children = isCut ? [] : readParts(walk, parts, inside);
  return {
    ...blankNode,
    ...{ name: position.name, kind: position.kind, isRequired: position.isRequired, place: bare.place },
    ...lineOf(walk, bare),
    repeats: repeats < 0 ? null : repeats,
    children,
    choices: isCut ? [] : readChoices(walk, bare, inside),
    left: repeats >= 0 ? 0 : parts.length - children.length,
  };
}

/** Takes layers off, follows names, remembers the names that are given. */
function bareType(walk: AvroWalk, value: JsonValue, { place, namespace }: Position): Bare {
  let found: Named = { schema: {}, place, namespace };
  let current = value;
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    if (Array.isArray(current)) return unionOf(walk, current, found);
    if (typeof current === "string") return named(walk, current, found);
    if (!isJsonObject(current)) break;
    found = { ...found, schema: current };
    const type = current.type;
    if (typeof type === "string") return declared(walk, { ...found, schema: current }, type);
    current = type ?? null;
    found = { ...found, place: below(found.place, "type") };
  }
  return { ...found, fullName: "", options: null };
}

/** A union with null is the other type, which may be null. */
function unionOf(walk: AvroWalk, types: readonly JsonValue[], found: Named): Bare {
  const others = types.flatMap((type, index) => (isNull(type) ? [] : [[index, type] as const]));
  const [only] = others;
  if (others.length !== 1 || only === undefined || Array.isArray(only[1]))
    return { ...found, fullName: "", schema: { type: types.slice(0, 50) }, options: types };
  const place = below(found.place, only[0]);
  const bare = bareType(walk, only[1], { ...blankNode, ...found, place, trail: [] });
  if (others.length === types.length) return bare;
  return { ...bare, schema: { ...bare.schema, nullable: true } };
}

/** A type by its name: Avro's own, or one that was declared before. */
function named(walk: AvroWalk, type: string, found: Named): Bare {
  const fullName = avroName(type, found.namespace);
  const known = walk.names.get(fullName) ?? walk.names.get(type);
  if (known === undefined) return { ...found, schema: { type }, fullName: "", options: null };
  return { ...known, fullName: walk.names.has(fullName) ? fullName : type, options: null };
}

function declared(walk: AvroWalk, found: Named, type: string): Bare {
  const { schema } = found;
  const name = textAt(schema, ["name"]);
  const isNamed = ["record", "error", "enum", "fixed"].includes(type) && name !== null;
  if (!isNamed) {
    const known = walk.names.get(avroName(type, found.namespace));
    return known === undefined ? { ...found, fullName: "", options: null } : named(walk, type, found);
  }
  const fullName = avroName(name, textAt(schema, ["namespace"]) ?? found.namespace);
  const own = { ...found, namespace: fullName.split(".").slice(0, -1).join(".") };
  walk.names.set(fullName, own);
  return { ...own, fullName, options: null };
}

type AvroPart = Pick<SchemaNode, "name" | "kind" | "isRequired" | "place"> & {
  readonly type: JsonValue;
  readonly field: JsonObject | null;
};

function partsOf({ schema, place }: Bare): AvroPart[] {
  const part = (name: string, keyword: string): AvroPart[] => {
    const type = schema[keyword];
    if (type === undefined) return [];
    return [{ name, kind: "place", isRequired: false, type, place: below(place, keyword), field: null }];
  };
  if (schema.type === "array") return part("each item", "items").filter(saysMore);
  if (schema.type === "map") return part("each value", "values").filter(saysMore);
  if (!Array.isArray(schema.fields)) return [];
  return schema.fields.filter(isJsonObject).map((field, index) => ({
    name: String(field.name ?? `field ${index + 1}`),
    kind: "property",
    isRequired: field.default === undefined && !mayBeNull(field.type),
    type: field.type ?? null,
    place: below(place, "fields", index),
    field,
  }));
}

function saysMore({ type }: AvroPart): boolean {
  return typeof type !== "string" || type.includes(".") || /^[A-Z]/.test(type);
}

function mayBeNull(type: JsonValue | undefined): boolean {
  return Array.isArray(type) && type.some(isNull);
}

function readParts(walk: AvroWalk, parts: readonly AvroPart[], inside: Position): SchemaNode[] {
  return readUntilCut(parts, ({ type, field, ...part }) => {
    const place = field === null ? part.place : below(part.place, "type");
    const node = readNode(walk, type, { ...inside, ...part, place });
    return node && field ? { ...node, ...fieldWords(walk, node, field), place: part.place } : node;
  });
}

/** What the field says, over what its type says. */
function fieldWords({ budget }: Walk, node: SchemaNode, field: JsonObject) {
  const doc = budget.text(textAt(field, ["doc"]) ?? textAt(field, ["description"]) ?? "");
  const limits = [...limitWords(field), ...avroLimits({ aliases: field.aliases ?? [] })];
  return {
    description: [...new Set([doc, node.description])].filter((text) => text !== "").join("\n\n"),
    marks: mayBeNull(field.type) ? ["optional"] : [],
    limits: [...node.limits, ...limits.map((words) => budget.text(words, MAX_TEXT))],
    preset: field.default === undefined ? node.preset : memberText(budget, field, "default"),
    examples:
      field.example === undefined ? node.examples : [...node.examples, memberText(budget, field, "example")],
  };
}

function readChoices(walk: AvroWalk, { options, place }: Bare, inside: Position): SchemaChoice[] {
  if (options === null || options.length === 0) return [];
  // Types that have nothing below them are told in the line already.
  if (options.every((option) => typeof option === "string" && !walk.names.has(option))) return [];
  const nodes = readUntilCut(options.entries(), ([index, option]) => {
    const name = walk.budget.text(optionWords(option) || `option ${index + 1}`, MAX_TEXT);
    const at = { place: below(place, index), isRequired: false };
    return readNode(walk, option, { ...inside, ...at, name, kind: "alternative" });
  });
  return [{ words: "One of these", by: "", options: nodes, left: options.length - nodes.length }];
}

function lineOf({ budget }: Walk, { schema, fullName }: Bare) {
  const doc = textAt(schema, ["doc"]) ?? textAt(schema, ["description"]) ?? "";
  return {
    type: budget.text(avroWords(schema), MAX_TEXT),
    format: budget.text(textAt(schema, ["logicalType"]) ?? "", MAX_TEXT),
    // Lists and maps have no names in Avro; people name them all the same.
    title: budget.text(fullName || (textAt(schema, ["name"]) ?? ""), MAX_TEXT),
    description: budget.text(doc),
    limits: [...limitWords(schema), ...avroLimits(schema)].map((words) => budget.text(words, MAX_TEXT)),
    values: valueTexts(budget, schema.symbols),
    preset: schema.default === undefined ? null : memberText(budget, schema, "default"),
  };
}
