// What a form asks for where a schema stands: one level, read when it is drawn, because schemas may refer to themselves.
// Names and parts are those that the documentation shows. Pure.
import { isJsonObject, type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { optionNames } from "#lib/asyncapi/reading/schema-options.ts";
import { partsOf } from "#lib/asyncapi/reading/schema-parts.ts";
import { merged, type Piece, piecesOf } from "#lib/asyncapi/reading/schema-pieces.ts";
import { fixedValue, limitWords, titleOf, typesOf } from "#lib/asyncapi/reading/schema-words.ts";
import { jsonValue } from "../json-text.ts";
import { fillTemplates, SAMPLE_VALUES } from "../templates.ts";
import { checkValue } from "../validation.ts";
import { type JsonPart, partAt } from "./json-parts.ts";

const SHAPE_NODES = 1_000;
const MAX_VALUES = 200;
/** Objects in objects that are made at once. */
const MAX_MADE = 5;

export type FormOption = { readonly name: string; readonly schema: JsonValue };

/** `other`: what no field can ask for. `words` says what a value has to be, in few words. */
export type FormShape = { readonly words: string } & (
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "truth" }
  | { readonly kind: "other" }
  /** Values as JSON. */
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "object"; readonly members: readonly FormMember[] }
  | { readonly kind: "list"; readonly item: JsonValue }
  /** `by`: the member whose value tells the options apart; empty for none. */
  | {
      readonly kind: "choice";
      readonly label: string;
      readonly by: string;
      readonly options: readonly FormOption[];
      /** What holds whichever is taken; null for nothing. */
      readonly common: JsonValue | null;
    }
);

export type FormMember = { readonly name: string; readonly isRequired: boolean; readonly schema: JsonValue };

/** `root` is the schema that stands by itself, to which references lead. */
export function formShape(root: JsonValue, schema: JsonValue): FormShape {
  const pieces = piecesOf({ root, budget: new NodeBudget(SHAPE_NODES) }, schema, null);
  const whole = merged(pieces);
  const types = typesOf(whole);
  const shared = { words: wordsOf(whole, pieces) };
  const values = valuesOf(whole);
  if (values !== null) return { ...shared, kind: "values", values };
  const choice = choiceOf(root, pieces);
  if (choice !== null) return { ...shared, ...choice };
  const [type, ...more] = types.filter((name) => name !== "null");
  if (type === "object" && more.length === 0) {
    const members = partsOf(pieces).filter(({ kind }) => kind === "property");
    return { ...shared, kind: "object", members };
  }
  if (type === "array" && more.length === 0 && isJsonObject(whole.items) && whole.prefixItems === undefined)
    return { ...shared, kind: "list", item: whole.items };
  return { ...shared, kind: more.length > 0 ? "other" : (FIELDS.get(type ?? "") ?? "other") };
}

const FIELDS = new Map<string, "text" | "number" | "truth">([
  ["string", "text"],
  ["integer", "number"],
  ["number", "number"],
  ["boolean", "truth"],
]);

/**
 * The option that a value takes: by its mark, else the first that it fits, else the one whose members it has most of.
 * Null where none is told. `text` is what the value is written in.
 */
export function optionOf(
  root: JsonValue,
  { by, options }: Extract<FormShape, { kind: "choice" }>,
  { text, part }: { readonly text: string; readonly part: JsonPart | null },
): number | null {
  if (part === null) return null;
  const told = by === "" ? null : partAt(part, [by]);
  if (told !== null) {
    const mark = text.slice(told.from, told.to);
    return indexOrNull(options.findIndex(({ schema }) => memberValue(root, schema, by) === mark));
  }
  const value = sampleValue(text.slice(part.from, part.to));
  const fitting = options.findIndex(({ schema }) => isValid(root, schema, value));
  return indexOrNull(fitting) ?? mostLike(root, options, part);
}

function indexOrNull(index: number): number | null {
  return index < 0 ? null : index;
}

/** The only option that names most of an object's members; null where several do, as many. */
function mostLike(root: JsonValue, options: readonly FormOption[], part: JsonPart): number | null {
  if (part.kind !== "object") return null;
  const keys = new Set(part.members.map(({ key }) => key));
  const counts = options.map(({ schema }) => {
    const shape = formShape(root, schema);
    return shape.kind === "object" ? shape.members.filter(({ name }) => keys.has(name)).length : 0;
  });
  const most = Math.max(...counts);
  return counts.filter((count) => count === most).length === 1 ? counts.indexOf(most) : null;
}

/** The value of a text as it could be sent: templates are filled in. */
function sampleValue(text: string): unknown {
  const filled = fillTemplates(text, SAMPLE_VALUES);
  return filled.ok ? jsonValue(filled.text) : undefined;
}

/** What must be there in a new value, as JSON: what has one value only, and the objects around it. Null for nothing. */
export function newJson(root: JsonValue, schema: JsonValue, depth = 0): string | null {
  const shape = formShape(root, schema);
  if (shape.kind === "values") return shape.values.length === 1 ? (shape.values[0] ?? null) : null;
  if (shape.kind === "list") return "[]";
  if (shape.kind !== "object") return null;
  const members = shape.members.flatMap(({ name, isRequired, schema: member }) => {
    const made = isRequired && depth < MAX_MADE ? newJson(root, member, depth + 1) : null;
    return made === null ? [] : [`${JSON.stringify(name)}: ${made}`];
  });
  return `{${members.join(", ")}}`;
}

/** Values as people read them: texts without their quotes. */
export function valueWords(written: string): string {
  const value = jsonValue(written);
  return typeof value === "string" && value !== "" ? value : written;
}

function memberValue(root: JsonValue, schema: JsonValue, name: string): string | null {
  const shape = formShape(root, schema);
  const member = shape.kind === "object" ? shape.members.find((it) => it.name === name) : undefined;
  return member ? newJson(root, member.schema) : null;
}

function isValid(root: JsonValue, schema: JsonValue, value: unknown): boolean {
  if (value === undefined) return false;
  const shared = isJsonObject(root) ? pick(root, ["$schema", "$defs", "definitions"]) : {};
  return checkValue({ ...shared, allOf: [schema] }, value).kind === "valid";
}

function choiceOf(root: JsonValue, pieces: readonly Piece[]) {
  for (const piece of pieces) {
    for (const keyword of ["oneOf", "anyOf"]) {
      const options = piece.schema[keyword];
      if (!Array.isArray(options) || options.length === 0 || options.length > MAX_VALUES) continue;
      const names = optionNames(root, piece.schema, options);
      const rest = withoutChoice(pieces, piece, keyword);
      return {
        kind: "choice" as const,
        label: names.by || (keyword === "oneOf" ? "One of these" : "Any of these"),
        by: names.by,
        options: options.map((option, index) => ({
          name: names.nameOf(index),
          schema: rest.length === 0 ? option : { allOf: [...rest, option] },
        })),
        common: rest.length === 0 ? null : { allOf: rest },
      };
    }
  }
  return null;
}

/** All that the pieces say beside the choice. */
function withoutChoice(pieces: readonly Piece[], holder: Piece, keyword: string): JsonObject[] {
  return pieces
    .map((piece) => omit(piece.schema, ["allOf", "$defs", "definitions", piece === holder ? keyword : ""]))
    .filter((schema) => Object.keys(schema).length > 0);
}

function valuesOf(schema: JsonObject): readonly string[] | null {
  const fixed = fixedValue(schema);
  if (fixed !== undefined) return [JSON.stringify(fixed)];
  if (!Array.isArray(schema.enum) || schema.enum.length === 0 || schema.enum.length > MAX_VALUES) return null;
  return schema.enum.map((value) => JSON.stringify(value));
}

function wordsOf(schema: JsonObject, pieces: readonly Piece[]): string {
  const format = typeof schema.format === "string" ? [schema.format] : [];
  const types = typesOf(schema).filter((type) => type === "integer" || type === "number");
  const description = typeof schema.description === "string" ? [schema.description.slice(0, 300)] : [];
  const none = typesOf(schema).includes("null") ? ["or null"] : [];
  const limits = limitWords(
    schema,
    pieces.map((piece) => piece.schema),
  );
  const facts = [...types, ...format, ...limits, ...none].join(", ");
  return [titleOf(schema), ...description, facts].filter((text) => text !== "").join(" · ");
}

function pick(schema: JsonObject, names: readonly string[]): JsonObject {
  return objectFrom(Object.entries(schema).filter(([name]) => names.includes(name)));
}

function omit(schema: JsonObject, names: readonly string[]): JsonObject {
  return objectFrom(Object.entries(schema).filter(([name]) => !names.includes(name)));
}

/** Whether a value is of the kind that a shape has a field for; what is not there is. */
export function isShownBy({ kind }: FormShape, part: JsonPart | null): boolean {
  if (part === null || kind === "choice") return true;
  if (kind === "object" || kind === "list") return part.kind === kind;
  return kind !== "other" && (part.kind === "text" || part.kind === "bare");
}
