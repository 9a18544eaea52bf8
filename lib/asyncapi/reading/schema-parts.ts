// The parts of a JSON Schema that are schemas themselves, each with what it is called in a tree.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import { below } from "./schema-node.ts";
import type { Piece } from "./schema-pieces.ts";

export type SchemaPart = {
  /** A property's name, or a place in words. */
  readonly name: string;
  readonly kind: "property" | "place";
  readonly isRequired: boolean;
  readonly schema: JsonValue;
  readonly place: Path | null;
  /** The named schema it comes from; empty where that is the one it is shown in. */
  readonly from: string;
};

/** Properties, items, and all that a schema says of some values only; alternatives are not among them. */
export function partsOf(pieces: readonly Piece[]): SchemaPart[] {
  const required = new Set(pieces.flatMap(({ schema }) => requiredIn(schema)));
  const properties = new Map<string, SchemaPart>();
  for (const piece of pieces)
    for (const [name, schema] of Object.entries(objectAt(piece.schema, ["properties"]))) {
      const place = below(piece.place, "properties", name);
      const part: SchemaPart = {
        ...{ name, kind: "property", isRequired: required.has(name) },
        ...{ schema, place, from: piece.from },
      };
      properties.set(name, together(properties.get(name), part));
    }
  const places = pieces.flatMap(({ schema, place, from }) =>
    [...itemParts(schema), ...mapParts(schema), ...contentParts(schema), ...conditionParts(schema)].map(
      ([name, value, ...steps]): SchemaPart => ({
        ...{ name, kind: "place", isRequired: false },
        ...{ schema: value, place: below(place, ...steps), from },
      }),
    ),
  );
  return [...properties.values(), ...places];
}

/** A property that several parts speak of is what all of them say. */
function together(before: SchemaPart | undefined, part: SchemaPart): SchemaPart {
  if (before === undefined || before.schema === part.schema) return part;
  return { ...part, schema: { allOf: [before.schema, part.schema] } };
}

function requiredIn(schema: JsonObject): JsonValue[] {
  return Array.isArray(schema.required) ? schema.required : [];
}

/** What it is called, the schema, and the steps to it. */
type Place = readonly [name: string, schema: JsonValue, ...steps: Path];

function itemParts(schema: JsonObject): Place[] {
  const isOld = Array.isArray(schema.items);
  const first = isOld ? schema.items : schema.prefixItems;
  const tuple = Array.isArray(first) ? first : [];
  return [
    ...tuple.map((item, index): Place => [`item ${index + 1}`, item, isOld ? "items" : "prefixItems", index]),
    ...place(
      schema,
      isOld ? "additionalItems" : "items",
      tuple.length > 0 ? "each further item" : "each item",
    ),
    ...place(schema, "contains", "at least one item"),
    ...place(schema, "unevaluatedItems", "each item not named above"),
  ];
}

function mapParts(schema: JsonObject): Place[] {
  const patterns = Object.entries(objectAt(schema, ["patternProperties"]));
  return [
    ...patterns.map(
      ([pattern, value]): Place => [
        `each property that matches ${pattern}`,
        value,
        "patternProperties",
        pattern,
      ],
    ),
    ...place(schema, "additionalProperties", "each other property"),
    ...place(schema, "unevaluatedProperties", "each property not named above"),
    ...place(schema, "propertyNames", "each name"),
  ];
}

/** What a text says once it is decoded. */
function contentParts(schema: JsonObject): Place[] {
  return place(schema, "contentSchema", "its content");
}

function conditionParts(schema: JsonObject): Place[] {
  const dependent = ["dependentSchemas", "dependencies"].flatMap((keyword) =>
    Object.keys(objectAt(schema, [keyword])).flatMap((name) =>
      place(objectAt(schema, [keyword]), name, `where ${name} is given`, keyword),
    ),
  );
  return [
    ...place(schema, "not", "is not"),
    ...place(schema, "if", "if it is"),
    ...place(schema, "then", "then it is"),
    ...place(schema, "else", "otherwise it is"),
    ...dependent,
  ];
}

function place(schema: JsonObject, keyword: string, name: string, ...before: Path): Place[] {
  const value = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  return isJsonObject(value) ? [[name, value, ...before, keyword]] : [];
}

/** Properties that must be there though nothing more is said of them, or with others, in words. */
export function dependencyWords(pieces: readonly Piece[]): string[] {
  const named = new Set(pieces.flatMap(({ schema }) => Object.keys(objectAt(schema, ["properties"]))));
  const bare = pieces.flatMap(({ schema }) => requiredIn(schema)).filter((name) => !named.has(String(name)));
  const names = [...new Set(bare.slice(0, 50).map(String))];
  return [
    ...(names.length > 0 ? [`must have ${names.join(", ")}`] : []),
    ...pieces.flatMap(({ schema }) => dependentWords(schema)),
  ];
}

function dependentWords(schema: JsonObject): string[] {
  return ["dependentRequired", "dependencies"].flatMap((keyword) =>
    Object.entries(objectAt(schema, [keyword])).flatMap(([name, needed]) =>
      Array.isArray(needed) ? [`with ${name} also ${needed.slice(0, 50).map(String).join(", ")}`] : [],
    ),
  );
}
