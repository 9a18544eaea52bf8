// The parts of a JSON Schema that are schemas themselves, each with what it is called in a tree.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  objectAt,
} from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { affordable, type NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { fixedValue } from "./schema-words.ts";

const MAX_FOLDS = 4;

export type SchemaPart = {
  /** A property's name, or a place in words. */
  readonly name: string;
  readonly kind: "property" | "place";
  readonly isRequired: boolean;
  readonly schema: JsonValue;
};

type Source = { readonly root: JsonValue; readonly budget: NodeBudget };

/** A schema with its `allOf` folded in, as deep as it can be paid for. */
export function folded(source: Source, schema: JsonObject, depth = 0): JsonObject {
  if (!Array.isArray(schema.allOf) || depth >= MAX_FOLDS) return schema;
  const { allOf, ...own } = schema;
  const parts = affordable(source.budget, allOf).map((part) =>
    folded(source, resolveObject(source.root, part), depth + 1),
  );
  const all = [...parts, own];
  // A part is as dear as what it holds: many parts may be one large schema.
  const paid = all.filter((part) =>
    source.budget.spend(Object.keys(objectAt(part, ["properties"])).length / 8),
  );
  const properties = Object.assign({}, ...paid.map((part) => objectAt(part, ["properties"])));
  const required = paid.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  const names = Object.keys(properties).length > 0 ? { properties } : {};
  return { ...Object.assign({}, ...paid), ...names, required };
}

/** Properties, items, and all that a schema says of some values only; alternatives are not among them. */
export function partsOf(schema: JsonObject): SchemaPart[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(objectAt(schema, ["properties"])).map(
    ([name, value]): SchemaPart => ({
      name,
      kind: "property",
      isRequired: required.has(name),
      schema: value,
    }),
  );
  const places = [...itemParts(schema), ...mapParts(schema), ...conditionParts(schema)];
  return [
    ...properties,
    ...places.map(([name, value]): SchemaPart => ({ name, kind: "place", isRequired: false, schema: value })),
  ];
}

type Place = readonly [name: string, schema: JsonValue];

function itemParts(schema: JsonObject): Place[] {
  const first = Array.isArray(schema.items) ? schema.items : schema.prefixItems;
  const tuple = Array.isArray(first) ? first : [];
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
  return [
    ...tuple.map((item, index): Place => [`item ${index + 1}`, item]),
    ...place(tuple.length > 0 ? "each further item" : "each item", rest),
    ...place("at least one item", schema.contains),
  ];
}

function mapParts(schema: JsonObject): Place[] {
  const patterns = Object.entries(objectAt(schema, ["patternProperties"]));
  return [
    ...patterns.map(([pattern, value]): Place => [`each property that matches ${pattern}`, value]),
    ...place("each other property", schema.additionalProperties),
    ...place("each name", schema.propertyNames),
  ];
}

function conditionParts(schema: JsonObject): Place[] {
  const dependent = ["dependentSchemas", "dependencies"].flatMap((keyword) =>
    Object.entries(objectAt(schema, [keyword])),
  );
  return [
    ...place("is not", schema.not),
    ...place("if it is", schema.if),
    ...place("then it is", schema.then),
    ...place("otherwise it is", schema.else),
    ...dependent.flatMap(([name, value]) => place(`where ${name} is given`, value)),
  ];
}

function place(name: string, value: JsonValue | undefined): Place[] {
  return isJsonObject(value) ? [[name, value]] : [];
}

/** Properties that others ask for, in words. */
export function dependencyWords(schema: JsonObject): string[] {
  return ["dependentRequired", "dependencies"].flatMap((keyword) =>
    Object.entries(objectAt(schema, [keyword])).flatMap(([name, needed]) =>
      Array.isArray(needed) ? [`with ${name} also ${needed.slice(0, 50).map(String).join(", ")}`] : [],
    ),
  );
}

/** What tells an alternative from the others: the value of the discriminator, or one that is always the same. */
export function tellingValue(root: JsonValue, option: JsonObject, discriminator: string): string {
  const properties = objectAt(option, ["properties"]);
  const names = discriminator === "" ? Object.keys(properties).slice(0, 20) : [discriminator];
  for (const name of names) {
    const value = fixedValue(resolveObject(root, memberOf(properties, name)));
    if (typeof value === "string" || typeof value === "number") return `${name} ${value}`;
  }
  return "";
}
